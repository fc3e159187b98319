/**
 * Message templates (`config/texts.yaml`): text in both languages with `{placeholders}`. A message
 * must go out even if its template is wrong, so rendering always yields something readable; what
 * is wrong is found beforehand by `checkTemplates`.
 */
import { z } from 'zod';
import type { MessageParameter } from '../core/duty/events.ts';
import { type Language, type Text, textSchema } from '../core/text.ts';

const templateName = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'expected kebab-case');

export const textsFileSchema = z.strictObject({ texts: z.record(templateName, textSchema) });

export type Texts = z.output<typeof textsFileSchema>['texts'];

/** One mistake in `texts.yaml`; `path` leads to it from the top of the file. */
export interface TemplateProblem {
  path: (string | number)[];
  message: string;
}

const PLACEHOLDER = /\{([a-zA-Z][a-zA-Z0-9]*)\}/g;

/** `known`: each template that the gateway sends, and the parameters that come with it. */
export function checkTemplates(
  texts: Texts,
  known: Readonly<Record<string, readonly string[]>>,
): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  for (const name of Object.keys(known)) {
    if (Object.hasOwn(texts, name)) continue;
    problems.push({
      path: ['texts'],
      message: `"${name}" is missing: it is sent, and has no text`,
    });
  }
  for (const [name, text] of Object.entries(texts)) {
    const parameters = Object.hasOwn(known, name) ? known[name] : undefined;
    if (parameters === undefined) {
      const names = Object.keys(known).join(', ');
      problems.push({ path: ['texts', name], message: `is never sent: expected one of ${names}` });
      continue;
    }
    for (const language of ['zh', 'en'] as const) {
      for (const message of checkText(text[language], parameters)) {
        problems.push({ path: ['texts', name, language], message });
      }
    }
  }
  return problems;
}

function checkText(text: string, parameters: readonly string[]): string[] {
  const unknown = [...text.matchAll(PLACEHOLDER)]
    .map((match) => match[1]!)
    .filter((name) => !parameters.includes(name))
    .map((name) => `{${name}} is unknown here: expected one of ${parameters.join(', ')}`);
  const rest = text.replace(PLACEHOLDER, '');
  if (/[{}]/.test(rest)) unknown.push('has a { or } that is no {placeholder}');
  return unknown;
}

export interface TemplateClock {
  /** IANA name of the site's time zone. */
  timezone: string;
  /** Wall ms minus core ms when the message was decided. */
  offsetMs: number;
}

/** Both languages at once: a group may read either, a webhook carries both. */
export function renderTemplate(
  texts: Texts,
  template: string,
  parameters: Readonly<Record<string, MessageParameter>>,
  clock: TemplateClock,
): Text {
  const text = Object.hasOwn(texts, template) ? texts[template] : undefined;
  const render = (language: Language) => {
    const show = (name: string) => showParameter(name, parameters[name], language, clock);
    if (text !== undefined) return text[language].replace(PLACEHOLDER, (_, name) => show(name));
    const all = Object.keys(parameters).map((name) => `${name}: ${show(name)}`);
    return [template, ...all].join(' · ');
  };
  return { zh: render('zh'), en: render('en') };
}

/** Stands where a value should be and none came. */
const ABSENT = '–';

/**
 * A number's name says what it is, the unit last: `since` and `…At` are core times, `…Ms` and
 * `within` are durations in ms; any other is shown as it is.
 */
function showParameter(
  name: string,
  value: MessageParameter | undefined,
  language: Language,
  { timezone, offsetMs }: TemplateClock,
): string {
  if (value === undefined) return ABSENT;
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return value[language];
  if (name === 'since' || /[a-z]At$/.test(name)) return showTime(value + offsetMs, timezone);
  if (name === 'within' || /[a-z]Ms$/.test(name)) return showDuration(value, language);
  return String(value);
}

/** One for each time zone in use, of which a site has one: to make one costs more than a message. */
const timeFormats = new Map<string, Intl.DateTimeFormat>();

function showTime(wallMs: number, timeZone: string): string {
  let format = timeFormats.get(timeZone);
  if (format === undefined) {
    const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en-GB', { ...parts, hourCycle: 'h23', timeZone });
    timeFormats.set(timeZone, format);
  }
  return format.format(wallMs);
}

const UNITS = [
  { ms: 3_600_000, zh: '小时', en: 'h' },
  { ms: 60_000, zh: '分', en: 'min' },
  { ms: 1_000, zh: '秒', en: 's' },
] as const;

/** 125000 → `2 分 05 秒`, `2 min 5 s`: the two largest units, as the console says it. */
export function showDuration(durationMs: number, language: Language): string {
  let rest = Math.max(0, Math.round(durationMs / 1_000) * 1_000);
  const parts: string[] = [];
  for (const unit of UNITS) {
    const count = Math.floor(rest / unit.ms);
    rest -= count * unit.ms;
    if (parts.length === 2 || (count === 0 && !(parts.length === 0 && unit.ms === 1_000))) continue;
    const digits = parts.length > 0 && language === 'zh' ? String(count).padStart(2, '0') : count;
    parts.push(`${digits} ${unit[language]}`);
  }
  return parts.join(' ');
}
