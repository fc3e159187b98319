/** Who are you. */
import { type FormEvent, useState } from 'react';
import { CredentialField } from '../components/shell/credential-field.tsx';
import { CredentialPage } from '../components/shell/credential-page.tsx';
import { ProblemError } from '../data/client.ts';
import { signIn, useSiteInfo } from '../data/session.ts';
import { useSpeech } from '../texts/language.tsx';
import type { Texts } from '../texts/zh.ts';

export function SignInPage() {
  const { texts } = useSpeech();
  const words = texts.signIn;
  const { data: site } = useSiteInfo();
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    try {
      await signIn(user.trim(), password);
    } catch (error) {
      setFailure(describeFailure(error, texts));
      setIsBusy(false);
    }
  };
  return (
    <CredentialPage title={words.title} failure={failure} onSubmit={send}>
      {site?.needsSetup && <p className="credential-hint">{words.needsSetup}</p>}
      <CredentialField
        label={words.user}
        name="user"
        autoComplete="username"
        value={user}
        onValue={setUser}
      />
      <CredentialField
        label={words.password}
        name="password"
        type="password"
        autoComplete="current-password"
        value={password}
        onValue={setPassword}
      />
      <button type="submit" className="button primary big" disabled={isBusy}>
        {words.send}
      </button>
    </CredentialPage>
  );
}

function describeFailure(error: unknown, { signIn: words, states }: Texts): string {
  if (!(error instanceof ProblemError)) return states.unreachable;
  if (error.problem.status === 401) return words.wrong;
  return error.problem.status === 429 ? words.tooOften : error.message;
}
