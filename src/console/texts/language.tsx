/** The language of the page: texts of the console, and the right half of texts from the server. */
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Language, Text } from '../../api/contract.ts';
import { en } from './en.ts';
import { type Texts, zh } from './zh.ts';

interface Speech {
  language: Language;
  texts: Texts;
  /** A text from the server in the language of the page. */
  say(text: Text): string;
}

const TEXTS: Record<Language, Texts> = { zh, en };
const LOCALES: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

const SpeechContext = createContext<Speech | undefined>(undefined);

export function LanguageProvider(props: { language: Language; children: ReactNode }) {
  const { language, children } = props;
  const speech = useMemo<Speech>(
    () => ({ language, texts: TEXTS[language], say: (text) => text[language] || text.zh }),
    [language],
  );
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === undefined) throw new Error('useSpeech stands outside LanguageProvider');
  return speech;
}

/** Moments in the site's time zone, which need not be that of this browser. */
export interface SiteClock {
  /** `03:14:21` */
  time(at: number): string;
  /** `11月23日 周一` */
  date(at: number): string;
  /** `11月23日 03:14` */
  dateTime(at: number): string;
  hour(at: number): string;
}

export function createSiteClock(language: Language, timeZone: string): SiteClock {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(LOCALES[language], { timeZone, ...options });
    return (at: number) => formatter.format(at);
  };
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return {
    time: format({ ...clock, second: '2-digit' }),
    date: format({ month: 'short', day: 'numeric', weekday: 'short' }),
    dateTime: format({ month: 'short', day: 'numeric', ...clock }),
    hour: format({ hour: '2-digit', hourCycle: 'h23' }),
  };
}
