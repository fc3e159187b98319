/**
 * Message templates (`config/texts.yaml`): text in both languages with `{placeholders}`. A message
 * must go out even if its template is wrong, so rendering always yields something readable; what
 * is wrong is found beforehand by `checkTemplates`.
 */
import { z } from 'zod';
import { type Language, type Text, textSchema } from '../text.ts';
import type { MessageParameter } from './events.ts';

const templateName = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'expected kebab-case');

export const textsFileSchema = z.strictObject({
  texts: z.record(templateName, textSchema),
  /** Words for the names of choices that a playbook lists without texts of their own. */
  words: z.record(z.string(), textSchema).default({}),
});

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

/** Both languages at once: a group may read either, a webhook carries both. */
export function renderTemplate(
  texts: Texts,
  template: string,
  parameters: Readonly<Record<string, MessageParameter>>,
): Text {
  const text = Object.hasOwn(texts, template) ? texts[template] : undefined;
  const render = (language: Language) => {
    const show = (name: string) => showParameter(parameters[name], language);
    if (text !== undefined) return text[language].replace(PLACEHOLDER, (_, name) => show(name));
    const all = Object.keys(parameters).map((name) => `${name}: ${show(name)}`);
    return [template, ...all].join(' · ');
  };
  return { zh: render('zh'), en: render('en') };
}

/** Stands where a value should be and none came. */
const ABSENT = '–';

/** Times and durations come as text: the core knows the site's clock. */
function showParameter(value: MessageParameter | undefined, language: Language): string {
  if (value === undefined) return ABSENT;
  return typeof value === 'object' ? value[language] : String(value);
}
