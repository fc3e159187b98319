/** One language, one time zone, and the names of one report. */
import type { Language, Text } from '../contract.ts';
import { REPORT_TEXTS, type ReportWord } from './report-texts.ts';

export interface ReportSpeech {
  language: Language;
  say(text: Text): string;
  word(name: ReportWord): string;
  /** A word of the report where there is one, else the name itself. */
  wordOr(name: string): string;
  /** `2026-11-29 03:14:05` at the site. */
  time(at: number): string;
  /** `2 min 05 s` */
  span(ms: number): string;
  person(id: string): string;
  asset(id: string): string;
}

export interface ReportNames {
  people: ReadonlyMap<string, Text>;
  assets: ReadonlyMap<string, Text>;
}

export function createReportSpeech(
  language: Language,
  timeZone: string,
  { people, assets }: ReportNames,
): ReportSpeech {
  const say = (text: Text) => text[language];
  const word = (name: ReportWord) => say(REPORT_TEXTS[name]);
  // The Swedish way of writing a moment is ISO 8601's, with a blank.
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const nameIn = (names: ReadonlyMap<string, Text>) => (id: string) => {
    const name = names.get(id);
    return name === undefined ? id : say(name);
  };
  return {
    language,
    say,
    word,
    wordOr: (name) => (Object.hasOwn(REPORT_TEXTS, name) ? word(name as ReportWord) : name),
    time: (at) => clock.format(at),
    span(ms) {
      const seconds = Math.round(ms / 1_000);
      const minutes = Math.floor(seconds / 60);
      const rest = `${seconds % 60} ${word('s')}`;
      return minutes === 0 ? rest : `${minutes} ${word('min')} ${rest}`;
    },
    person: nameIn(people),
    asset: nameIn(assets),
  };
}
