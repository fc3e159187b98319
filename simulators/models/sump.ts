/**
 * A sump pit with two pumps: water seeps in all day, floats start the pumps at their levels, and
 * without supply they stand still while the water rises. Pumps fail in their ways, floats hang.
 */
import type { Random } from './random.ts';

/** Free surface of the pit, m². */
const PIT_M2 = 2;
/** One pump, m³/s. */
const PUMP_M3S = 0.005;
/** Levels where the site states none, m above the pit's floor. */
const DEFAULT_LEVELS = { startM: 1.2, highM: 2, overflowM: 2.3 };
/** Both stop at this share of the start level if the site states no stop; the second starts, m. */
const STOP_SHARE = 0.4;
const SECOND_ABOVE_M = 0.4;
/** Back through a check valve that does not close, while no pump runs, m³/s. */
const LEAK_BACK_M3S = 0.003;
/** Rain that one pump keeps up with, and a storm that takes both, m³/s. */
const INFLOW_M3S = { rain: 0.0025, storm: 0.008 };

export interface SumpFaults {
  pumps?: 'do-not-start' | 'blocked' | 'in-manual' | 'leak-back';
  /** It shows "up" whatever the water does. */
  float?: 'high-stuck' | 'high-high-stuck';
  inflow?: keyof typeof INFLOW_M3S;
}

export interface Pump {
  isRunning: boolean;
  starts: number;
  runMs: number;
}

export interface SumpLevels {
  startM: number;
  highM: number;
  overflowM: number;
}

export interface Sump {
  readonly id: string;
  readonly levels: SumpLevels;
  /** Both pumps stop here, m. */
  readonly stopM: number;
  faults: SumpFaults;
  /** Seepage of an ordinary day, m³/s. */
  readonly seepageM3S: number;
  levelM: number;
  hasSupply: boolean;
  readonly pumps: readonly [Pump, Pump];
  /** Which pump starts first; they take turns. */
  firstPump: 0 | 1;
  revision: number;
}

export function createSump(
  id: string,
  { stopM, ...stated }: Partial<SumpLevels & { stopM: number }>,
  random: Random,
): Sump {
  const levels = { ...DEFAULT_LEVELS, ...stated };
  const pump = () => ({
    isRunning: false,
    starts: random.whole(500, 4_000),
    runMs: random.whole(50, 400) * 3_600_000,
  });
  return {
    id,
    levels,
    stopM: stopM ?? levels.startM * STOP_SHARE,
    faults: {},
    seepageM3S: random.between(0.00008, 0.00015),
    levelM: levels.startM * random.between(STOP_SHARE, 0.9),
    hasSupply: true,
    pumps: [pump(), pump()],
    firstPump: 0,
    revision: 0,
  };
}

/** One step of the pit; returns what spills over its rim, m³. */
export function advanceSump(sump: Sump, inflowM3: number, elapsedMs: number): number {
  const before = visible(sump);
  switchPumps(sump);
  const elapsedS = elapsedMs / 1_000;
  const running = sump.pumps.filter((pump) => pump.isRunning);
  for (const pump of running) pump.runMs += elapsedMs;
  const pumpM3S = sump.faults.pumps === 'blocked' ? 0 : PUMP_M3S;
  const pumpedM3 = running.length * pumpM3S * elapsedS;
  const netM3 = inflowM3 + ownInflowM3S(sump, running.length) * elapsedS - pumpedM3;
  const levelM = Math.max(0, sump.levelM + netM3 / PIT_M2);
  sump.levelM = Math.min(levelM, sump.levels.overflowM);
  if (visible(sump) !== before) sump.revision += 1;
  return (levelM - sump.levelM) * PIT_M2;
}

export function setSumpSupply(sump: Sump, hasSupply: boolean): void {
  if (sump.hasSupply === hasSupply) return;
  sump.hasSupply = hasSupply;
  sump.revision += 1;
}

export function sumpPowerW(sump: Sump): number {
  return sump.pumps.filter((pump) => pump.isRunning).length * 4_000;
}

/** What comes in but from the floor above. */
function ownInflowM3S({ seepageM3S, faults }: Sump, runningPumps: number): number {
  const fallen = faults.inflow ? INFLOW_M3S[faults.inflow] : 0;
  const isLeakingBack = faults.pumps === 'leak-back' && runningPumps === 0;
  return seepageM3S + fallen + (isLeakingBack ? LEAK_BACK_M3S : 0);
}

function canStart({ hasSupply, faults }: Sump): boolean {
  return hasSupply && faults.pumps !== 'do-not-start' && faults.pumps !== 'in-manual';
}

function switchPumps(sump: Sump): void {
  const first = sump.pumps[sump.firstPump];
  const second = sump.pumps[sump.firstPump === 0 ? 1 : 0];
  if (!canStart(sump) || sump.levelM <= sump.stopM) {
    if (first.isRunning) sump.firstPump = sump.firstPump === 0 ? 1 : 0;
    first.isRunning = false;
    second.isRunning = false;
    return;
  }
  if (sump.levelM >= sump.levels.startM) start(first);
  if (sump.levelM >= sump.levels.startM + SECOND_ABOVE_M) start(second);
}

function start(pump: Pump): void {
  if (pump.isRunning) return;
  pump.isRunning = true;
  pump.starts += 1;
}

/** What an instrument could tell apart: millimetres and contacts. */
function visible(sump: Sump): number {
  const [one, two] = sump.pumps;
  const contacts = (one.isRunning ? 1 : 0) + (two.isRunning ? 2 : 0);
  return Math.round(sump.levelM * 1_000) * 4 + contacts;
}
