/** Which clauses of the plan and which practice rules a text names: `E-1`, `O-11(2)`, `P-23`. */

/** `F-10(3)` before `F-10`; `S4` is the joint dispatch. */
const CLAUSE = /\b(?:[EOF]-\d+(?:\(\d+\))?|S4\b)/g;
const PRACTICE = /\bP-\d+/g;
const PRACTICE_RANGE = /\bP-(\d+) to P-(\d+)/g;

export function clausesIn(text: string): string[] {
  return unique(text.match(CLAUSE) ?? []);
}

export function practiceIn(text: string): string[] {
  const ranges = [...text.matchAll(PRACTICE_RANGE)].flatMap(([, from, to]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, n) => `P-${Number(from) + n}`),
  );
  return unique([...(text.match(PRACTICE) ?? []), ...ranges]);
}

/** By letter, then number: `E-2` before `E-10`. */
const inPlanOrder = new Intl.Collator('en', { numeric: true }).compare;

/** Each once, in the plan's order. */
export function unique(found: readonly string[]): string[] {
  return [...new Set(found)].sort(inPlanOrder);
}
