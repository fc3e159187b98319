/** Setting an alarm aside, and bringing it back before its time. */
import { lazy, Suspense, useState } from 'react';
import type { AlarmInfo } from '../../../api/contract.ts';
import { bringAlarmBack } from '../../data/actions/actions.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useMay } from '../shell/me.ts';
import { isOnTheDesk, SHELVES } from './set-aside.ts';
import type { SettingAside } from './set-aside-dialog.tsx';

const SetAsideDialog = lazy(() => import('./set-aside-dialog.tsx'));

export function SetAsideControls({ alarm }: { alarm: AlarmInfo }) {
  const { texts } = useSpeech();
  const [how, setHow] = useState<SettingAside>();
  const mayShelve = useMay(SHELVES[alarm.priority].access);
  const mayTakeOut = useMay('engineer');
  const onTheDesk = isOnTheDesk(alarm);
  return (
    <>
      {onTheDesk && mayShelve && (
        <button type="button" className="button" onClick={() => setHow('shelve')}>
          {texts.setAside.shelve}
        </button>
      )}
      {onTheDesk && mayTakeOut && (
        <button type="button" className="button" onClick={() => setHow('out-of-service')}>
          {texts.setAside.takeOutOfService}
        </button>
      )}
      <BringBack alarm={alarm} mayTakeOut={mayTakeOut} />
      {how && (
        <Suspense fallback={null}>
          <SetAsideDialog alarm={alarm} how={how} leave={() => setHow(undefined)} />
        </Suspense>
      )}
    </>
  );
}

function BringBack({ alarm, mayTakeOut }: { alarm: AlarmInfo; mayTakeOut: boolean }) {
  const { texts, say } = useSpeech();
  const isShelved = alarm.state === 'shelved';
  if (!isShelved && !(alarm.state === 'out-of-service' && mayTakeOut)) return null;
  const words = isShelved ? texts.setAside.unshelve : texts.setAside.returnToService;
  const label = `${words} · ${say(alarm.text.what)}`;
  return (
    <button type="button" className="button" onClick={() => void bringAlarmBack(alarm, label)}>
      {words}
    </button>
  );
}
