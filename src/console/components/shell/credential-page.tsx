/** A page with one form, before anybody is signed in. */
import type { FormEventHandler, ReactNode } from 'react';
import { setPreferences } from '../../data/preferences.ts';
import { useSiteInfo } from '../../data/session.ts';
import { useSpeech } from '../../texts/language.tsx';
import './credential-page.css';

interface CredentialPageProps {
  title: string;
  failure: string | undefined;
  onSubmit: FormEventHandler;
  children: ReactNode;
}

export function CredentialPage({ title, failure, onSubmit, children }: CredentialPageProps) {
  const { texts, language, say } = useSpeech();
  const { data: site } = useSiteInfo();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <main className="credential-page">
      <form className="panel credential-form" onSubmit={onSubmit}>
        <header>
          <span className="dim">{texts.product}</span>
          {site && <strong>{say(site.name)}</strong>}
          {site?.simulated && <span className="demo">{texts.shell.demo}</span>}
        </header>
        <h1>{title}</h1>
        {children}
        <p role="alert" className="credential-failure">
          {failure}
        </p>
        <button
          type="button"
          className="button quiet"
          onClick={() => setPreferences({ language: other })}
        >
          {texts.shell.language}
        </button>
      </form>
    </main>
  );
}
