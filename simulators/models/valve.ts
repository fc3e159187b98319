/** A shut-off valve with end switches, worked by hand: between its ends neither switch is made. */

/** Turns of a hand wheel, ms. */
const TRAVEL_MS = 15_000;

export interface Valve {
  readonly id: string;
  /** Areas whose water it shuts off. */
  readonly stops: readonly string[];
  isToBeClosed: boolean;
  position: 'open' | 'between' | 'closed';
  arrivesAtMs: number;
  revision: number;
}

export function createValve(id: string, stops: readonly string[]): Valve {
  const arrivesAtMs = Number.POSITIVE_INFINITY;
  return { id, stops, isToBeClosed: false, position: 'open', arrivesAtMs, revision: 0 };
}

export function turnValve(valve: Valve, isToBeClosed: boolean, nowMs: number): void {
  if (valve.isToBeClosed === isToBeClosed) return;
  valve.isToBeClosed = isToBeClosed;
  valve.arrivesAtMs = nowMs + TRAVEL_MS;
  setPosition(valve, 'between');
}

export function advanceValve(valve: Valve, nowMs: number): void {
  if (nowMs < valve.arrivesAtMs) return;
  valve.arrivesAtMs = Number.POSITIVE_INFINITY;
  setPosition(valve, valve.isToBeClosed ? 'closed' : 'open');
}

function setPosition(valve: Valve, position: Valve['position']): void {
  valve.position = position;
  valve.revision += 1;
}
