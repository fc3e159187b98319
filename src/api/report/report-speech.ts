/** One language, one time zone, and the names of one report. */
import type { Language, Text } from '../contract.ts';
import { wordFor } from '../words.ts';
import { REPORT_TEXTS, type ReportWord } from './report-texts.ts';

export interface ReportSpeech {
  language: Language;
  say(text: Text): string;
  /** A label; `{placeholders}` in it are filled. */
  word(name: ReportWord, parameters?: Readonly<Record<string, string>>): string;
  /** The word for a name that the core uses, standing alone. */
  term(name: string): string;
  /** Joined as a sentence joins them; what is absent or empty is left out. */
  list(words: readonly (string | undefined | false)[]): string;
  /** `2026-11-29 03:14:05` at the site. */
  time(at: number): string;
  /** `2026-11-29` */
  date(at: number): string;
  /** Without the year, which the report says at its head: `11-29 03:14:05`. */
  moment(at: number): string;
  /** `2 min 5 s` */
  span(ms: number): string;
  person(id: string): Text;
  /** The name of an area or of an asset. */
  place(id: string): string;
  /** One after the other: `A座、B座`. */
  names(words: readonly string[]): string;
}

export interface ReportNames {
  people: ReadonlyMap<string, Text>;
  places: ReadonlyMap<string, Text>;
}

export function createReportSpeech(
  language: Language,
  timeZone: string,
  { people, places }: ReportNames,
): ReportSpeech {
  const say = (text: Text) => text[language];
  const word: ReportSpeech['word'] = (name, parameters = {}) =>
    say(REPORT_TEXTS[name]).replaceAll(/\{(\w+)\}/g, (_, key) => parameters[key] ?? '');
  // The Swedish way of writing a moment is ISO 8601's, with a blank.
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return {
    language,
    say,
    word,
    term: (name) => capitalised(say(wordFor(name))),
    list: (words) => words.filter(Boolean).join(language === 'zh' ? '，' : ', '),
    time: (at) => clock.format(at),
    date: (at) => clock.format(at).slice(0, '2026-11-29'.length),
    moment: (at) => clock.format(at).slice('2026-'.length),
    span: (ms) => describeSpan(ms, word),
    person: (id) => people.get(id) ?? { zh: id, en: id },
    place: (id) => say(places.get(id) ?? { zh: id, en: id }),
    names: (words) => words.join(language === 'zh' ? '、' : ', '),
  };
}

/** The two largest units say enough: `1 h 4 min`, `4 min 10 s`, `10 s`. */
function describeSpan(ms: number, word: ReportSpeech['word']): string {
  const seconds = Math.round(Math.abs(ms) / 1_000);
  const parts: [number, ReportWord][] = [
    [Math.floor(seconds / 3_600), 'hours'],
    [Math.floor(seconds / 60) % 60, 'minutes'],
    [seconds % 60, 'seconds'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  const shown = first === -1 ? parts.slice(-1) : parts.slice(first, first + 2);
  const words = shown.map(([count, unit]) => `${count} ${word(unit)}`).join(' ');
  return ms < 0 ? `−${words}` : words;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
