/**
 * Derived signals over a window of time: `rate` and `count`. They work on good readings only, in
 * a ring with a bound, and say "too few" rather than guess.
 */
import type { Windowed } from './derived.ts';
import type { Value } from './reading.ts';

/** Readings kept a signal; beyond it the oldest go, and the window is shorter than asked. */
const RING_LIMIT = 600;

export interface WindowState {
  derived: Windowed;
  /** Slot that is read, slot that is written. */
  from: number;
  to: number;
  ring: { at: number; value: number }[];
}

export function createWindow(derived: Windowed, from: number, to: number): WindowState {
  return { derived, from, to, ring: [] };
}

/** Adds the source's value at a hearing; a value that is not good leaves a gap, not a number. */
export function pushReading(window: WindowState, value: Value | undefined, at: number): void {
  if (value === undefined) return;
  const { ring, derived } = window;
  const oldest = at - derived.over;
  // A rate over a gap longer than the window would hide a sudden rise behind the quiet before it.
  if ('rate' in derived && (ring.at(-1)?.at ?? at) < oldest) ring.length = 0;
  keepReading(window, Number(value), at);
  // One reading before the window is kept: a reading is valid until the next one.
  while (ring.length > 2 && ring[1]!.at <= oldest) ring.shift();
  if (ring.length > RING_LIMIT) ring.shift();
}

/** A count lives from changes: of equal readings the first and the last say all. */
function keepReading({ ring, derived }: WindowState, value: number, at: number): void {
  const isRepeat = ring.at(-1)?.value === value && ring.at(-2)?.value === value;
  if ('count' in derived && isRepeat) ring.at(-1)!.at = at;
  else ring.push({ at, value });
}

/** The derived value, or undefined where there are too few readings to tell. */
export function windowValue(window: WindowState): number | undefined {
  const { ring, derived } = window;
  const first = ring[0];
  const last = ring.at(-1);
  if (first === undefined || last === undefined || last.at === first.at) return undefined;
  if ('rate' in derived) return ((last.value - first.value) / (last.at - first.at)) * derived.per;
  let count = 0;
  for (let i = 1; i < ring.length; i++) {
    // A counter that wrapped or was reset counts nothing.
    count += Math.max(0, ring[i]!.value - ring[i - 1]!.value);
  }
  return count;
}
