/** One's own PIN or badge number, with which one acts at a duty terminal. */
import { type FormEvent, useState } from 'react';
import { ProblemError } from '../../data/client.ts';
import { setPin, usePeople } from '../../data/terminals.ts';
import { useSpeech } from '../../texts/language.tsx';
import type { Texts } from '../../texts/zh.ts';
import { CredentialField } from '../shell/credential-field.tsx';
import { useSignedIn } from '../shell/me.ts';
import { PinField } from '../shell/pin-field.tsx';
import './desk-form.css';

/** As the gateway takes it. */
const PIN = /^(\d{4,12}|[0-9A-Za-z]{8,32})$/;

export function PinPanel() {
  const { texts } = useSpeech();
  const words = texts.pin;
  const { user, terminal } = useSignedIn();
  const own = usePeople().data?.find(({ id }) => id === user);
  // A terminal is nobody, and the set-up account is none of the people who act there.
  if (own === undefined || terminal !== undefined) return null;
  return (
    <section className="panel" aria-labelledby="pin-title">
      <header className="panel-head">
        <h2 id="pin-title">{words.title}</h2>
        <span className="tag">{own.hasPin ? words.has : words.hasNot}</span>
      </header>
      <p className="dim">{words.detail}</p>
      <PinForm />
    </section>
  );
}

function PinForm() {
  const { texts } = useSpeech();
  const words = texts.pin;
  const [password, setPassword] = useState('');
  const [pin, setTyped] = useState('');
  const [said, setSaid] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!PIN.test(pin)) {
      setSaid(words.rule);
      return;
    }
    try {
      await setPin(password, pin);
      setSaid(words.saved);
      setPassword('');
    } catch (error) {
      setSaid(describeFailure(error, texts));
    }
    setTyped('');
  };
  return (
    <form className="desk-form" onSubmit={(event) => void send(event)}>
      <CredentialField
        label={words.password}
        type="password"
        autoComplete="current-password"
        value={password}
        onValue={setPassword}
      />
      <PinField label={words.pin} value={pin} onValue={setTyped} />
      <button type="submit" className="button primary" disabled={password === '' || pin === ''}>
        {words.send}
      </button>
      <span role="status">{said}</span>
    </form>
  );
}

function describeFailure(error: unknown, { pin, signIn, states }: Texts): string {
  if (!(error instanceof ProblemError)) return states.unreachable;
  if (error.problem.status === 403) return pin.wrong;
  return error.problem.status === 429 ? signIn.tooOften : error.message;
}
