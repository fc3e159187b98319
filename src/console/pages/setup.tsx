/** The first administrator's password, set once by the link that the gateway printed. */
import { type FormEvent, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { CredentialField } from '../components/shell/credential-field.tsx';
import { CredentialPage } from '../components/shell/credential-page.tsx';
import { ProblemError } from '../data/client.ts';
import { setUp } from '../data/session.ts';
import { useSpeech } from '../texts/language.tsx';
import type { Texts } from '../texts/zh.ts';

/** The server refuses a shorter one. */
const SHORTEST = 10;

export function SetupPage() {
  const { texts } = useSpeech();
  const words = texts.setup;
  const navigate = useNavigate();
  const token = useSearchParams()[0].get('token') ?? '';
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [failure, setFailure] = useState(token === '' ? words.noToken : undefined);
  const [isBusy, setIsBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const mistake = findMistake(password, again, texts);
    setFailure(mistake);
    if (mistake !== undefined) return;
    setIsBusy(true);
    try {
      await setUp(token, password);
      await navigate('/', { replace: true });
    } catch (error) {
      setFailure(describeFailure(error, texts));
      setIsBusy(false);
    }
  };
  return (
    <CredentialPage title={words.title} failure={failure} onSubmit={send}>
      <p className="dim">{words.detail}</p>
      <CredentialField
        label={words.password}
        type="password"
        autoComplete="new-password"
        value={password}
        onValue={setPassword}
      />
      <CredentialField
        label={words.again}
        type="password"
        autoComplete="new-password"
        value={again}
        onValue={setAgain}
      />
      <p className="dim">{words.rule(SHORTEST)}</p>
      <button type="submit" className="button primary big" disabled={isBusy || token === ''}>
        {words.send}
      </button>
    </CredentialPage>
  );
}

function findMistake(password: string, again: string, { setup }: Texts): string | undefined {
  if (password.length < SHORTEST) return setup.rule(SHORTEST);
  return password === again ? undefined : setup.different;
}

function describeFailure(error: unknown, { setup, states }: Texts): string {
  if (!(error instanceof ProblemError)) return states.unreachable;
  const { status } = error.problem;
  return status === 403 || status === 404 || status === 401 ? setup.used : error.message;
}
