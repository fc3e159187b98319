/** Fields that are typed: they save when one leaves them or presses Enter, and only if changed. */
import { type KeyboardEvent, useState } from 'react';
import { serverNow } from '../../data/stream/link.ts';
import { useSpeech } from '../../texts/language.tsx';
import { describeNumber } from '../../texts/values.ts';
import { DateTime, useSiteClock } from '../marks/moment.tsx';
import { usePeopleOnDuty } from '../marks/names.ts';
import { lastMomentAt } from './last-moment.ts';
import type { FieldProps, FieldValue } from './step-work.ts';

type LabelledFieldProps = FieldProps & { label: string };

export function TextField({ state, save, suggestion, label }: LabelledFieldProps) {
  const saved = typeof state.value === 'string' ? state.value : '';
  const offer = typeof suggestion === 'string' ? offerOf(suggestion, suggestion, save) : undefined;
  return <Typed label={label} saved={saved} offer={offer} save={save} />;
}

export function NumberField({ state, save, suggestion, label }: LabelledFieldProps) {
  const saved = typeof state.value === 'number' ? String(state.value) : '';
  const saveNumber = (text: string) => {
    const value = Number(text.replace(',', '.'));
    if (Number.isFinite(value)) save(value);
  };
  const offer =
    typeof suggestion === 'number'
      ? offerOf(describeNumber(suggestion, undefined), suggestion, save)
      : undefined;
  return <Typed label={label} saved={saved} offer={offer} save={saveNumber} mode="decimal" />;
}

/** What telemetry says, in words; taken as it is, not as it is shown. */
interface Offer {
  words: string;
  take: () => void;
}

function offerOf(words: string, value: FieldValue, save: FieldProps['save']): Offer {
  return { words, take: () => save(value) };
}

interface TypedProps {
  label: string;
  saved: string;
  offer: Offer | undefined;
  save: (text: string) => void;
  mode?: 'decimal';
}

function Typed({ label, saved, offer, save, mode }: TypedProps) {
  const { texts } = useSpeech();
  const [typed, setTyped] = useState<string>();
  const finish = () => {
    const text = typed?.trim();
    if (text && text !== saved) save(text);
    setTyped(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') finish();
  };
  return (
    <div className="typed">
      <input
        className="input"
        aria-label={label}
        inputMode={mode ?? 'text'}
        value={typed ?? saved}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={finish}
        onKeyDown={onKeyDown}
      />
      {offer !== undefined && saved === '' && (
        <button type="button" className="chip suggested" onClick={offer.take}>
          {offer.words}
          <span className="chip-note">{texts.step.suggestion}</span>
        </button>
      )}
    </div>
  );
}

/** One tap for now; another time today by its clock, since hardly any lies further back. */
export function TimeField({ state, save, suggestion, label }: LabelledFieldProps) {
  const { texts } = useSpeech();
  const { time } = useSiteClock();
  const saved = typeof state.value === 'number' ? state.value : undefined;
  const take = (clock: string) => {
    const at = lastMomentAt(clock, time(serverNow()), serverNow());
    if (at !== undefined) save(at);
  };
  return (
    <div className="typed">
      <button type="button" className="chip" onClick={() => save(Math.round(serverNow()))}>
        {texts.step.now}
      </button>
      {typeof suggestion === 'number' && saved === undefined && (
        <button type="button" className="chip suggested" onClick={() => save(suggestion)}>
          {time(suggestion)}
          <span className="chip-note">{texts.step.suggestion}</span>
        </button>
      )}
      <input
        className="input time"
        type="time"
        aria-label={label}
        value={saved === undefined ? '' : time(saved).slice(0, 5)}
        onChange={({ target }) => take(target.value)}
      />
      {saved !== undefined && (
        <span className="dim">
          <DateTime at={saved} />
        </span>
      )}
    </div>
  );
}

export function PeopleField({ state, save, label }: LabelledFieldProps) {
  const { texts, say } = useSpeech();
  const onDuty = usePeopleOnDuty().map(({ name }) => say(name));
  const chosen = Array.isArray(state.value) ? state.value : [];
  const [name, setName] = useState('');
  const toggle = (person: string) => {
    const without = chosen.filter((each) => each !== person);
    const next = without.length < chosen.length ? without : [...chosen, person];
    if (next.length > 0) save(next);
  };
  const add = () => {
    const person = name.trim();
    if (person !== '' && !chosen.includes(person)) toggle(person);
    setName('');
  };
  return (
    <fieldset className="bare-fieldset people-field" aria-label={label}>
      <div className="chips">
        {[...new Set([...chosen, ...onDuty])].map((person) => (
          <button
            key={person}
            type="button"
            className="chip"
            aria-pressed={chosen.includes(person)}
            onClick={() => toggle(person)}
          >
            {person}
          </button>
        ))}
      </div>
      <div className="typed">
        <input
          className="input"
          aria-label={texts.step.name}
          placeholder={texts.step.name}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <button type="button" className="button" onClick={add}>
          {texts.step.add}
        </button>
      </div>
    </fieldset>
  );
}
