/** `E-1.locate` → `E-1`: the number under which the paper plan, drills and records quote a step. */
export function stepClause(key: string): string {
  return key.split('.')[0] ?? key;
}
