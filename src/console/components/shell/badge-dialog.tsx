/**
 * Asks at a duty terminal who acts, on top of the page: a person, then a PIN or badge. It is the
 * browser's own dialog: nothing is loaded between an alarm and its acknowledgement.
 */
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { PersonInfo } from '../../../api/contract.ts';
import { giveBadge, leaveBadge } from '../../data/badge.ts';
import type { Asking, Verdict } from '../../data/badge-keeper.ts';
import { usePeople } from '../../data/terminals.ts';
import { useSpeech } from '../../texts/language.tsx';
import { usePeopleOnDuty } from '../marks/names.ts';
import './badge-dialog.css';
import { PinField } from './pin-field.tsx';

/** Who acted last at this terminal acts next, most of the time. */
let last: string | undefined;

export function BadgeDialog({ asking }: { asking: Asking }) {
  const { texts } = useSpeech();
  const sheet = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    sheet.current?.showModal();
    const isKnown = sheet.current?.querySelector('[aria-pressed="true"]') !== null;
    if (isKnown) sheet.current?.querySelector<HTMLElement>('.pin-field')?.focus();
  }, []);
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // A sheet below it stays open.
    event.preventDefault();
    event.stopPropagation();
    leaveBadge();
  };
  return (
    <dialog
      ref={sheet}
      className="badge-dialog"
      aria-labelledby="badge-title"
      onKeyDown={press}
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id="badge-title">{texts.badge.title}</h2>
      <p className="dim">{asking.label}</p>
      <BadgeForm only={asking.person} />
    </dialog>
  );
}

function BadgeForm({ only }: { only: string | undefined }) {
  const { texts, say } = useSpeech();
  const words = texts.badge;
  const { onDuty, others } = useBadgeHolders(only);
  const all = [...onDuty, ...others];
  const [picked, setPicked] = useState<string>();
  const [pin, setPin] = useState('');
  const [verdict, setVerdict] = useState<Verdict | 'checking'>();
  const field = useRef<HTMLInputElement>(null);
  const likely = all.find(({ id }) => id === last) ?? (onDuty.length === 1 ? onDuty[0] : undefined);
  const person = all.find(({ id }) => id === (only ?? picked)) ?? likely;
  const pick = (id: string) => {
    setPicked(id);
    field.current?.focus();
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (person === undefined) return;
    last = person.id;
    setVerdict('checking');
    setVerdict(await giveBadge({ person: person.id, pin }));
    setPin('');
    field.current?.focus();
  };
  const isHeld = person === undefined || pin === '' || verdict === 'checking';
  return (
    <form className="form" onSubmit={(event) => void send(event)}>
      <People {...{ onDuty, others, person, pick }} />
      <PinField
        ref={field}
        label={person === undefined ? words.pin : words.of(say(person.name))}
        value={pin}
        onValue={setPin}
      />
      <p role="alert" className="badge-failure">
        {verdict === 'wrong' && words.wrong}
        {verdict === 'too-many' && words.tooOften}
      </p>
      <div className="badge-controls">
        <button type="button" className="button" onClick={leaveBadge}>
          {words.leave}
        </button>
        <button type="submit" className="button primary" disabled={isHeld}>
          {verdict === 'checking' ? words.checking : words.send}
        </button>
      </div>
    </form>
  );
}

interface Holders {
  onDuty: readonly PersonInfo[];
  others: readonly PersonInfo[];
}

interface PeopleProps extends Holders {
  person: PersonInfo | undefined;
  pick: (id: string) => void;
}

function People({ onDuty, others, person, pick }: PeopleProps) {
  const { texts, say } = useSpeech();
  const words = texts.badge;
  const chips = (people: readonly PersonInfo[]) =>
    people.map(({ id, name }) => (
      <button
        key={id}
        type="button"
        className="chip"
        aria-pressed={id === person?.id}
        onClick={() => pick(id)}
      >
        {say(name)}
      </button>
    ));
  if (onDuty.length + others.length === 0) return <p className="badge-failure">{words.nobody}</p>;
  return (
    <>
      {onDuty.length > 0 && (
        <fieldset className="chips bare-fieldset" aria-label={words.onDuty}>
          {chips(onDuty)}
        </fieldset>
      )}
      {others.length > 0 && (
        <details open={onDuty.length === 0 || undefined}>
          <summary>{words.others(others.length)}</summary>
          <fieldset className="chips bare-fieldset" aria-label={words.others(others.length)}>
            {chips(others)}
          </fieldset>
        </details>
      )}
    </>
  );
}

/** Those with a PIN; who began something finishes it alone. */
function useBadgeHolders(only: string | undefined): Holders {
  const people = usePeople().data ?? [];
  const onDutyIds = usePeopleOnDuty().map(({ id }) => id);
  const holders = people.filter(({ id, hasPin }) => (only === undefined ? hasPin : id === only));
  const onDuty = onDutyIds.flatMap((each) => holders.filter(({ id }) => id === each));
  return { onDuty, others: holders.filter((person) => !onDuty.includes(person)) };
}
