/**
 * Lists of fault codes (`devices/codes/*.yaml`): what a device's number means. Every authority and
 * maker has its own, so a signal keeps the code as text and its profile names the list.
 */
import { z } from 'zod';
import { type Text, textSchema } from '../core/text.ts';
import { type ProfileProblem, problemsOf } from './problem.ts';
import type { Profile } from './profile.ts';

export const codeListSchema = z.strictObject({
  codes: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected kebab-case'),
  title: textSchema,
  source: z.string().min(1),
  /** By the code as the device gives it, leading zeros and all. */
  texts: z.record(z.string(), textSchema),
});

export type CodeList = z.infer<typeof codeListSchema>;

export type ParsedCodeList =
  | { ok: true; list: CodeList }
  | { ok: false; problems: readonly ProfileProblem[] };

export function parseCodeList(raw: unknown): ParsedCodeList {
  const result = codeListSchema.safeParse(raw);
  return result.success
    ? { ok: true, list: result.data }
    : { ok: false, problems: problemsOf(result.error) };
}

/**
 * What a signal's codes mean, in words; `codes` as the signal keeps them, joined by commas. One
 * that the list does not know stands for itself, it is still a fault. Undefined where none is.
 */
export function meaningOfCodes({ texts }: CodeList, codes: string): Text | undefined {
  if (codes === '') return undefined;
  const words = codes
    .split(',')
    .map((code) => (Object.hasOwn(texts, code) ? texts[code]! : { zh: code, en: code }));
  return {
    zh: words.map(({ zh }) => zh).join('、'),
    en: words.map(({ en }) => en).join('; '),
  };
}

/** Which list explains which signal. */
export function codeListsOf(profile: Profile): ReadonlyMap<string, string> {
  const lists = new Map<string, string>();
  for (const [name, { conversion }] of Object.entries(profile.points)) {
    if (conversion.codes !== undefined) lists.set(name, conversion.codes);
  }
  return lists;
}
