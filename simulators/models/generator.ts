/**
 * A diesel standby set: it starts when the normal supply of a transfer switch that it backs has
 * failed, is ready after its crank and run-up, and cools down when nobody needs it any more.
 */

/** The controller waits this long for a dip to end, ms. */
const START_DELAY_MS = 3_000;
/** Crank and run-up to rated voltage, ms. With the transfer about 10 to 15 s after the failure. */
const RUN_UP_MS = 7_000;
/** Three attempts of 10 s with pauses, then it gives up, ms. */
const CRANK_ATTEMPTS_MS = 50_000;
/** Runs on without load before it stops, ms. */
const COOL_DOWN_MS = 180_000;
/** Full tank at the usual load, hours. */
const TANK_H = 8;
/** What a leaking or stolen tank is left with, %. */
const LOW_FUEL_PERCENT = 18;
const RATED_RPM = 1_500;

export interface GeneratorFaults {
  starts?: 'never';
  fuel?: 'low';
}

export interface Generator {
  readonly id: string;
  faults: GeneratorFaults;
  /** Where its selector stands. */
  mode: 'auto' | 'manual';
  phase: 'stopped' | 'starting' | 'running' | 'cooling' | 'failed';
  /** When the phase ends or the start delay is over, simulated ms. */
  untilMs: number;
  /** Its normal supply has failed. */
  isCalled: boolean;
  isOnLoad: boolean;
  fuelPercent: number;
  loadW: number;
  runMs: number;
  revision: number;
}

export function createGenerator(id: string): Generator {
  return {
    id,
    faults: {},
    mode: 'auto',
    phase: 'stopped',
    untilMs: 0,
    isCalled: false,
    isOnLoad: false,
    fuelPercent: 92,
    loadW: 0,
    runMs: 126 * 3_600_000,
    revision: 0,
  };
}

/** Its terminals carry rated voltage. */
export function isReady({ phase }: Generator): boolean {
  return phase === 'running' || phase === 'cooling';
}

export function rpmOf({ phase }: Generator): number {
  return phase === 'running' || phase === 'cooling' ? RATED_RPM : 0;
}

export function fuelOf({ faults, fuelPercent }: Generator): number {
  return faults.fuel === 'low' ? Math.min(fuelPercent, LOW_FUEL_PERCENT) : fuelPercent;
}

export interface Need {
  /** The normal supply of a switch that it backs is dead. */
  isCalled: boolean;
  isOnLoad: boolean;
  loadW: number;
}

/** Returns whether its terminals came alive or died. */
export function advanceGenerator(
  set: Generator,
  need: Need,
  { nowMs, elapsedMs }: { nowMs: number; elapsedMs: number },
): boolean {
  const wasReady = isReady(set);
  const before = visible(set);
  if (need.isCalled && !set.isCalled && set.phase === 'stopped') {
    set.untilMs = nowMs + START_DELAY_MS;
  }
  Object.assign(set, need);
  STEPS[set.phase](set, nowMs);
  if (isReady(set)) burn(set, elapsedMs);
  if (visible(set) !== before) set.revision += 1;
  return isReady(set) !== wasReady;
}

const STEPS: Record<Generator['phase'], (set: Generator, nowMs: number) => void> = {
  stopped(set, nowMs) {
    if (!set.isCalled || set.mode === 'manual' || nowMs < set.untilMs) return;
    const takesMs = set.faults.starts === 'never' ? CRANK_ATTEMPTS_MS : RUN_UP_MS;
    enter(set, 'starting', nowMs + takesMs);
  },
  starting(set, nowMs) {
    if (nowMs >= set.untilMs) enter(set, set.faults.starts === 'never' ? 'failed' : 'running', 0);
  },
  running(set, nowMs) {
    if (!set.isCalled && !set.isOnLoad) enter(set, 'cooling', nowMs + COOL_DOWN_MS);
  },
  cooling(set, nowMs) {
    if (set.isCalled || set.isOnLoad) enter(set, 'running', 0);
    else if (nowMs >= set.untilMs) enter(set, 'stopped', 0);
  },
  /** Locked out until somebody has mended and reset it. */
  failed(set) {
    if (set.faults.starts !== 'never') enter(set, 'stopped', 0);
  },
};

function enter(set: Generator, phase: Generator['phase'], untilMs: number): void {
  set.phase = phase;
  set.untilMs = untilMs;
}

function burn(set: Generator, elapsedMs: number): void {
  set.fuelPercent = Math.max(0, set.fuelPercent - (100 * elapsedMs) / (TANK_H * 3_600_000));
  set.runMs += elapsedMs;
}

/** What the controller could tell apart: whole percents, tenths of a kW. */
function visible({ phase, isCalled, isOnLoad, loadW, fuelPercent }: Generator): string {
  return [phase, isCalled, isOnLoad, Math.round(loadW / 100), Math.round(fuelPercent)].join('/');
}
