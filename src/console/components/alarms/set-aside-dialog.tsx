/** The sheet that shelves an alarm, or takes it out of service under a permit. */
import { Modal } from 'antd';
import { type FormEvent, useState } from 'react';
import type { AlarmInfo } from '../../../api/contract.ts';
import { shelveAlarm, takeOutOfService } from '../../data/actions/actions.ts';
import { serverNow, useNow } from '../../data/stream/link.ts';
import { describeLimit } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useSiteClock } from '../marks/moment.tsx';
import { ComponentTheme } from '../shell/component-theme.tsx';
import { RefusalsOf } from '../shell/refusals.tsx';
import { PERMITS_MS, SHELVES } from './set-aside.ts';

export type SettingAside = 'shelve' | 'out-of-service';

interface Props {
  alarm: AlarmInfo;
  how: SettingAside;
  leave: () => void;
}

export default function SetAsideDialog(props: Props) {
  const { alarm, how, leave } = props;
  const { texts, say } = useSpeech();
  const words = texts.setAside;
  const title = how === 'shelve' ? words.shelve : words.takeOutOfService;
  return (
    <ComponentTheme>
      <Modal open title={`${title} · ${say(alarm.text.what)}`} footer={null} onCancel={leave}>
        <div className="form">
          <p className="dim">{words.silent}</p>
          <Form {...props} title={title} />
          <RefusalsOf subject={`alarm/${alarm.id}`} />
        </div>
      </Modal>
    </ComponentTheme>
  );
}

/** It stays until the gateway has taken it, so that a refusal is read where one acts. */
function Form({ alarm, how, leave, title }: Props & { title: string }) {
  const { texts, say } = useSpeech();
  const words = texts.setAside;
  const isShelf = how === 'shelve';
  const choices = isShelf ? SHELVES[alarm.priority].choicesMs : PERMITS_MS;
  const [forMs, setForMs] = useState(choices[0]!);
  const [reason, setReason] = useState('');
  const [permit, setPermit] = useState('');
  const [isSending, setIsSending] = useState(false);
  const isHeld = isSending || reason.trim() === '' || (!isShelf && permit.trim() === '');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setIsSending(true);
    const label = `${title} · ${say(alarm.text.what)}`;
    const why = { reason: reason.trim() };
    const until = serverNow() + forMs;
    const isTaken = isShelf
      ? await shelveAlarm(alarm, { for: forMs, ...why }, label)
      : await takeOutOfService(alarm, { until, permit: permit.trim(), ...why }, label);
    setIsSending(false);
    if (isTaken) leave();
  };
  return (
    <form className="form" onSubmit={(event) => void send(event)}>
      <Choices choices={choices} chosen={forMs} choose={setForMs} />
      {!isShelf && <Line label={words.permit} value={permit} longest={100} onChange={setPermit} />}
      <Line label={words.reason} value={reason} longest={500} onChange={setReason} />
      <button type="submit" className="button primary" disabled={isHeld}>
        {isSending ? texts.step.waiting : title}
      </button>
    </form>
  );
}

interface ChoicesProps {
  choices: readonly number[];
  chosen: number;
  choose: (forMs: number) => void;
}

function Choices({ choices, chosen, choose }: ChoicesProps) {
  const { texts } = useSpeech();
  const { dateTime } = useSiteClock();
  const words = texts.setAside;
  const until = dateTime(useNow() + chosen);
  return (
    <div className="field">
      <span className="label">
        {words.forHowLong} · {words.until(until)}
      </span>
      <fieldset className="chips bare-fieldset" aria-label={words.forHowLong}>
        {choices.map((each) => (
          <button
            key={each}
            type="button"
            className="chip"
            aria-pressed={each === chosen}
            onClick={() => choose(each)}
          >
            {describeLimit(each, texts)}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

interface LineProps {
  label: string;
  value: string;
  /** Characters that the gateway takes. */
  longest: number;
  onChange: (value: string) => void;
}

function Line({ label, value, longest, onChange }: LineProps) {
  const { texts } = useSpeech();
  return (
    <label className="field">
      <span className="label">
        {label} · {texts.step.required}
      </span>
      <input
        className="input"
        maxLength={longest}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
