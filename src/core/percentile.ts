/**
 * By nearest rank: the smallest of the values that at least `percent` of them do not exceed. It is
 * always one that was measured, never one in between: of three values p50 is the second and p90
 * the worst, and of fewer than a hundred p99 is the worst. `ascending` holds at least one.
 */
export function nearestRank(ascending: readonly number[], percent: number): number {
  return ascending[Math.max(1, Math.ceil((percent * ascending.length) / 100)) - 1]!;
}
