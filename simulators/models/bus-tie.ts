/**
 * The automatics of a bus tie: when one section has lost its supply and the other has not, it opens
 * the dead main breaker and closes the tie; back when both supplies have been there for a while. It
 * never closes onto a section whose main breaker has tripped: that has a fault of its own.
 */
import { type PowerNode, setBreaker } from './power-tree.ts';

/** A supply must be dead this long before it acts, ms. */
const TRANSFER_DELAY_MS = 3_000;
/** And alive this long before it goes back, ms. */
const RETURN_DELAY_MS = 60_000;

export interface BusTieFaults {
  transfers?: 'never';
}

export interface BusTie {
  readonly id: string;
  /** The main breakers of the sections that it joins. */
  readonly mains: readonly [PowerNode, PowerNode];
  readonly tie: PowerNode;
  faults: BusTieFaults;
  mode: 'auto' | 'manual';
  /** Since when it wants to go over, or back, simulated ms. */
  wantsSinceMs: number | undefined;
  revision: number;
}

export function createBusTie(tie: PowerNode): BusTie {
  const [one, other] = tie.ends;
  return {
    id: tie.id,
    mains: [one!, other!],
    tie,
    faults: {},
    mode: 'auto',
    wantsSinceMs: undefined,
    revision: 0,
  };
}

/** Returns whether a breaker has moved. */
export function advanceBusTie(bus: BusTie, nowMs: number): boolean {
  const { mains, tie } = bus;
  const dead = mains.filter(({ isSupplied }) => !isSupplied);
  const isClosed = tie.breaker!.isClosed;
  const [lost] = dead;
  const mayCarry = dead.length === 1 && !lost!.breaker!.isTripped;
  const isWanted = bus.mode === 'auto' && (isClosed ? dead.length === 0 : mayCarry);
  if (!isWanted || bus.faults.transfers === 'never') {
    bus.wantsSinceMs = undefined;
    return false;
  }
  bus.wantsSinceMs ??= nowMs;
  if (nowMs - bus.wantsSinceMs < (isClosed ? RETURN_DELAY_MS : TRANSFER_DELAY_MS)) return false;
  bus.wantsSinceMs = undefined;
  if (isClosed) {
    setBreaker(tie.breaker!, 'open');
    for (const { breaker } of mains) if (!breaker!.isClosed) setBreaker(breaker!, 'closed');
  } else {
    setBreaker(lost!.breaker!, 'open');
    setBreaker(tie.breaker!, 'closed');
  }
  return true;
}
