/** A state small enough to be worked out by hand: how often each alarm was acknowledged. */
import type { Event } from '../../src/core/event.ts';

export interface Tally {
  lastSeq: number;
  /** In the order of the first acknowledgement. */
  alarms: Record<string, number>;
}

export function initialState(): Tally {
  return { lastSeq: 0, alarms: {} };
}

export function evolve(state: Tally, event: Event): void {
  state.lastSeq = event.seq;
  if (event.type !== 'alarm-acknowledged') return;
  state.alarms[event.data.alarm] = (state.alarms[event.data.alarm] ?? 0) + 1;
}

export const TALLY = { url: import.meta.url, version: 'tally-1' };
