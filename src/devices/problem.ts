/** A mistake in a profile, by its field; the loader turns the field into file, line and column. */
import type { z } from 'zod';

export interface ProfileProblem {
  path: (string | number)[];
  message: string;
}

/** Collects the mistakes of one profile. */
export type Complain = (path: (string | number)[], message: string) => void;

/** What stands in the file, as a message shows it. */
export function found(input: unknown): string {
  if (input === undefined) return 'nothing';
  return JSON.stringify(input) ?? String(input);
}

/** An unknown key is reported at the key itself, so that the place is the key's own line. */
export function problemsOf(error: z.ZodError): ProfileProblem[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    if (issue.code === 'invalid_key') {
      return [{ path, message: issue.issues[0]?.message ?? issue.message }];
    }
    if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `"${key}" is not a key that is known here`,
    }));
  });
}
