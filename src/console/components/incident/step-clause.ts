/** `E-1.locate` → `E-1`: the number under which the paper plan, drills and records quote a step. */
export function stepClause(key: string): string {
  return key.split('.')[0] ?? key;
}

/**
 * Items that the plan's own numbering leaves out between two clauses: `E-2`, `E-4` → `3`. One that
 * stands elsewhere in the list is not lacking.
 */
export function itemsLackingBetween(
  before: string | undefined,
  key: string,
  all: readonly string[] = [],
): number[] {
  const [from, to] = [numberOf(before ?? ''), numberOf(key)];
  if (from === undefined || to === undefined || from.letter !== to.letter) return [];
  const count = Math.max(0, to.item - from.item - 1);
  const between = Array.from({ length: count }, (_, index) => from.item + 1 + index);
  const others = all.map(numberOf).filter((other) => other?.letter === to.letter);
  return between.filter((item) => !others.some((other) => other?.item === item));
}

function numberOf(key: string): { letter: string; item: number } | undefined {
  const parts = /^([A-Z]+)-(\d+)/.exec(key);
  return parts === null ? undefined : { letter: parts[1]!, item: Number(parts[2]) };
}
