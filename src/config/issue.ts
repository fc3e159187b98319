/** What a schema found wrong, in words for whoever edits the file; each mistake at its field. */
import type { z } from 'zod';
import type { Path } from './document.ts';

export type Issue = z.core.$ZodIssue;

export interface FileMistake {
  path: Path;
  message: string;
  /** The mistake is the last key itself, not its value. */
  isOfKey: boolean;
}

/** One issue may be several mistakes: each unknown key stands at its own place. */
export function toMistakes(issue: Issue, data: unknown): FileMistake[] {
  const path = pathOf(issue);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `"${key}" is not a key that is known here`,
        isOfKey: true,
      }));
    case 'invalid_key':
      return [{ path, message: issue.issues[0]?.message ?? issue.message, isOfKey: true }];
    case 'invalid_union':
      return unionMistakes(issue, path, data);
    default:
      return [{ path, message: say(issue, valueAt(data, path)), isOfKey: false }];
  }
}

/** Messages of the library's own, which speak of types and not of fields. */
const OWN_MESSAGE = /^(Invalid (input|option)|Too (big|small))/;

/** Says the mistakes of the alternative that was meant; where none stands out, what is expected. */
function unionMistakes(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  data: unknown,
): FileMistake[] {
  const alternatives = issue.errors.toSorted((a, b) => compare(score(a), score(b)));
  const nearest = alternatives[0];
  if (nearest !== undefined && deepest(nearest) > 0) {
    return nearest.flatMap((inner) =>
      toMistakes({ ...inner, path: [...path, ...pathOf(inner)] } as Issue, data),
    );
  }
  const found = show(valueAt(data, path));
  if (!OWN_MESSAGE.test(issue.message)) {
    return [{ path, message: `${issue.message}; found ${found}`, isOfKey: false }];
  }
  const expected = [...new Set(alternatives.flatMap((each) => each.map(sayExpected)))];
  return [{ path, message: `expected ${expected.join(' or ')}; found ${found}`, isOfKey: false }];
}

/** Smaller is nearer to what was meant: knows most of the keys, got furthest, has fewest faults. */
function score(issues: readonly Issue[]): readonly number[] {
  const unknown = issues.filter(
    (issue) => issue.path.length === 0 && issue.code === 'unrecognized_keys',
  );
  return [unknown.length, -deepest(issues), issues.length];
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    if (value !== b[index]) return value - b[index]!;
  }
  return 0;
}

function deepest(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length));
}

function say(issue: Issue, value: unknown): string {
  const found = `found ${show(value)}`;
  if (!OWN_MESSAGE.test(issue.message)) {
    // A bare number may stand in the message by chance; a quoted text does not.
    const isQuoted = typeof value === 'string' && issue.message.includes(show(value));
    const isSaid = typeof value === 'object' || isQuoted;
    return isSaid ? issue.message : `${issue.message}; ${found}`;
  }
  if (value === undefined) return `is missing: expected ${sayExpected(issue)}`;
  const isBare = typeof value !== 'object' && typeof value !== 'string';
  const isTextWanted = issue.code === 'invalid_type' && issue.expected === 'string';
  if (isTextWanted && isBare) return `expected text: quote it; ${found}`;
  return `expected ${sayExpected(issue)}; ${found}`;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  object: 'keys and values',
  record: 'keys and values',
  array: 'a list',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
};

function sayExpected(issue: Issue): string {
  if (issue.code === 'invalid_type') return TYPE_WORDS[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') return issue.values.map(String).join(', ');
  if (issue.code === 'too_big') return `at most ${issue.maximum}${unitOf(issue.origin)}`;
  if (issue.code === 'too_small') return `at least ${issue.minimum}${unitOf(issue.origin)}`;
  return issue.message.replace(/^expected /, '');
}

function unitOf(origin: string): string {
  return origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '';
}

function pathOf(issue: Issue): (string | number)[] {
  return issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
}

/** Undefined where the path leads to nothing. */
export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const part of path) {
    value = (value as Record<string | number, unknown> | null | undefined)?.[part];
  }
  return value;
}

/** Longest text of a value in a message, in characters; a longer one is cut. */
const SHOWN_LIMIT = 60;

function show(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > SHOWN_LIMIT ? `${text.slice(0, SHOWN_LIMIT - 1)}…` : text;
}
