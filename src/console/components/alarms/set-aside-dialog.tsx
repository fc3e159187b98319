/** The sheet that shelves an alarm, or takes it out of service under a permit. */
import { Modal } from 'antd';
import { type FormEvent, useState } from 'react';
import type { AlarmInfo } from '../../../api/contract.ts';
import { shelveAlarm, takeOutOfService } from '../../data/actions/actions.ts';
import { serverNow } from '../../data/stream/link.ts';
import { describeLimit } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import { ComponentTheme } from '../shell/component-theme.tsx';
import { PERMITS_MS, SHELVES } from './set-aside.ts';

export type SettingAside = 'shelve' | 'out-of-service';

export default function SetAsideDialog(props: {
  alarm: AlarmInfo;
  how: SettingAside;
  leave: () => void;
}) {
  const { alarm, how, leave } = props;
  const { texts, say } = useSpeech();
  const words = texts.alarms;
  const isShelf = how === 'shelve';
  const choices = isShelf ? SHELVES[alarm.priority].choicesMs : PERMITS_MS;
  const [forMs, setForMs] = useState(choices[0]!);
  const [reason, setReason] = useState('');
  const [permit, setPermit] = useState('');
  const title = isShelf ? words.shelve : words.takeOutOfService;
  const isHeld = reason.trim() === '' || (!isShelf && permit.trim() === '');
  const send = (event: FormEvent) => {
    event.preventDefault();
    const label = `${title} · ${say(alarm.text.what)}`;
    const why = { reason: reason.trim() };
    if (isShelf) void shelveAlarm(alarm, { for: forMs, ...why }, label);
    else {
      const until = serverNow() + forMs;
      void takeOutOfService(alarm, { until, permit: permit.trim(), ...why }, label);
    }
    leave();
  };
  return (
    <ComponentTheme>
      <Modal open title={`${title} · ${say(alarm.text.what)}`} footer={null} onCancel={leave}>
        <form className="form" onSubmit={send}>
          <fieldset className="chips bare-fieldset" aria-label={words.forHowLong}>
            {choices.map((each) => (
              <button
                key={each}
                type="button"
                className="chip"
                aria-pressed={each === forMs}
                onClick={() => setForMs(each)}
              >
                {describeLimit(each, texts)}
              </button>
            ))}
          </fieldset>
          {!isShelf && <Line label={words.permit} value={permit} onChange={setPermit} />}
          <Line label={words.reason} value={reason} onChange={setReason} />
          <button type="submit" className="button primary" disabled={isHeld}>
            {title}
          </button>
        </form>
      </Modal>
    </ComponentTheme>
  );
}

function Line(props: { label: string; value: string; onChange: (value: string) => void }) {
  const { label, value, onChange } = props;
  const { texts } = useSpeech();
  return (
    <label className="field">
      <span className="label">
        {label} · {texts.step.required}
      </span>
      <input className="input" value={value} onChange={({ target }) => onChange(target.value)} />
    </label>
  );
}
