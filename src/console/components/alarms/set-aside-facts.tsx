/** Who or what set an alarm aside, why, and until when. */
import type { AlarmInfo } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useSiteClock } from '../marks/moment.tsx';
import { usePersonName } from '../marks/names.ts';

export function SetAsideFacts({ alarm }: { alarm: AlarmInfo }) {
  const { shelved, suppressed, outOfService } = alarm;
  return (
    <>
      {shelved && <ByPerson word="shelved" aside={shelved} />}
      {suppressed && <ByDesign suppressed={suppressed} />}
      {outOfService && <ByPerson word="out-of-service" aside={outOfService} />}
    </>
  );
}

interface Aside {
  at: number;
  until: number;
  reason: string;
  permit?: string;
  by?: string;
}

function ByPerson({ word, aside }: { word: 'shelved' | 'out-of-service'; aside: Aside }) {
  const { texts } = useSpeech();
  const personName = usePersonName();
  const { dateTime } = useSiteClock();
  const words = texts.setAside;
  const { at, until, reason, permit, by } = aside;
  const facts = [
    words.until(dateTime(until)),
    permit && texts.colon(words.permit, permit),
    texts.colon(words.reason, reason),
    by === undefined ? words.since(dateTime(at)) : words.by(personName(by), dateTime(at)),
  ];
  return (
    <p>
      <strong>{texts.alarmState[word]}</strong> {facts.filter(Boolean).join(' · ')}
    </p>
  );
}

function ByDesign({ suppressed }: { suppressed: NonNullable<AlarmInfo['suppressed']> }) {
  const { texts, say } = useSpeech();
  const { dateTime } = useSiteClock();
  const words = texts.setAside;
  const { at, because, cause } = suppressed;
  const facts = [
    texts.colon(words.reason, say(because)),
    cause && texts.colon(words.cause, texts.hazard[cause] ?? cause),
    words.since(dateTime(at)),
  ];
  return (
    <p>
      <strong>{texts.alarmState.suppressed}</strong> {facts.filter(Boolean).join(' · ')}
    </p>
  );
}
