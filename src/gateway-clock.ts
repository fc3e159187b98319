/**
 * Core time from the machine's two clocks: wall time at the start plus monotonic time since, so
 * that it never goes back (`decisions.md` 1). A change of the wall clock is told apart from time.
 */

export interface GatewayClock {
  /** Core time, ms. */
  now(): number;
  wall(): number;
  /** Wall clock minus core time, ms. */
  offset(): number;
}

/** `notBefore`: core time of the last journalled event, which nothing may go below. */
export function createGatewayClock(notBefore: number): GatewayClock {
  const startedAt = Math.max(Date.now(), notBefore);
  const monotonic = performance.now();
  const now = (): number => Math.round(startedAt + performance.now() - monotonic);
  return { now, wall: () => Date.now(), offset: () => Date.now() - now() };
}
