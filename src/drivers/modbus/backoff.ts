/** Waiting longer after each failure, up to a limit. Exact, without jitter: one site, few peers. */

export interface BackoffLimits {
  firstMs: number;
  maxMs: number;
}

/** `failures` counts from 1: the first wait is `firstMs`, each next twice as long, to `maxMs`. */
export function backoffMs(failures: number, { firstMs, maxMs }: BackoffLimits): number {
  return Math.min(maxMs, firstMs * 2 ** Math.max(0, failures - 1));
}
