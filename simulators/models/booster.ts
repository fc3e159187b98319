/**
 * A booster set: it holds the pressure of the house's water with as much speed as the draw takes.
 * Without supply the pressure goes with the draw; a burst riser takes more than it can give.
 */
import { demandShare } from './demand.ts';

/** Set pressure at its outlet, kPa. */
const SET_KPA = 600;
/** What the town's main still gives without pumps, kPa. */
const TOWN_KPA = 150;
/** The house's draw at its busiest, m³/h. */
const PEAK_M3H = 9;
/** Drips and cisterns by night, m³/h. */
const NIGHT_M3H = 0.3;
/** Through a broken riser, m³/h. */
const BURST_M3H = 45;
/** Through a toilet that runs or a pipe that weeps, m³/h. */
const LEAK_M3H = 3;
/** Above this it can no longer hold its pressure, m³/h. */
const CAPACITY_M3H = 20;
/** What one step of the pressure closes of its distance to where it goes, by second. */
const APPROACH_PER_S = 0.02;
const FULL_SPEED_PERCENT = 100;
const IDLE_SPEED_PERCENT = 62;

export interface BoosterFaults {
  riser?: 'bursts' | 'leaks';
  runs?: 'never';
}

export interface Booster {
  readonly id: string;
  faults: BoosterFaults;
  hasSupply: boolean;
  pressureKpa: number;
  flowM3h: number;
  speedPercent: number;
  runMs: number;
  revision: number;
}

export function createBooster(id: string): Booster {
  return {
    id,
    faults: {},
    hasSupply: true,
    pressureKpa: SET_KPA,
    flowM3h: NIGHT_M3H,
    speedPercent: IDLE_SPEED_PERCENT,
    runMs: 3_100 * 3_600_000,
    revision: 0,
  };
}

export function isBoosterRunning({ hasSupply, faults }: Booster): boolean {
  return hasSupply && faults.runs !== 'never';
}

export function setBoosterSupply(booster: Booster, hasSupply: boolean): void {
  if (booster.hasSupply === hasSupply) return;
  booster.hasSupply = hasSupply;
  booster.revision += 1;
}

/** What it takes from its feeder, W. */
export function boosterPowerW(booster: Booster): number {
  return isBoosterRunning(booster) ? 40 * booster.speedPercent : 0;
}

/** One step; returns what was drawn through it, m³. */
export function advanceBooster(booster: Booster, msOfDay: number, elapsedMs: number): number {
  const wantedM3h = drawM3h(booster, msOfDay);
  const isRunning = isBoosterRunning(booster);
  const target = targetKpa(isRunning, wantedM3h);
  const share = 1 - (1 - APPROACH_PER_S) ** (elapsedMs / 1_000);
  const before = visible(booster);
  booster.pressureKpa += (target - booster.pressureKpa) * share;
  booster.flowM3h = wantedM3h * Math.min(1, booster.pressureKpa / SET_KPA);
  const usedShare = Math.min(1, wantedM3h / CAPACITY_M3H);
  booster.speedPercent = isRunning
    ? IDLE_SPEED_PERCENT + (FULL_SPEED_PERCENT - IDLE_SPEED_PERCENT) * usedShare
    : 0;
  if (isRunning) booster.runMs += elapsedMs;
  if (visible(booster) !== before) booster.revision += 1;
  return (booster.flowM3h * elapsedMs) / 3_600_000;
}

function drawM3h({ faults }: Booster, msOfDay: number): number {
  const lost = faults.riser === 'bursts' ? BURST_M3H : faults.riser === 'leaks' ? LEAK_M3H : 0;
  const share = demandShare(msOfDay);
  const lowest = demandShare(3 * 3_600_000);
  return NIGHT_M3H + (PEAK_M3H - NIGHT_M3H) * ((share - lowest) / (1 - lowest)) + lost;
}

function targetKpa(isRunning: boolean, wantedM3h: number): number {
  if (!isRunning) return TOWN_KPA;
  const missing = Math.max(0, wantedM3h - CAPACITY_M3H) / wantedM3h;
  return SET_KPA - (SET_KPA - TOWN_KPA) * missing;
}

/** What an instrument could tell apart: kPa, a tenth of a m³/h, a tenth of a percent. */
function visible({ pressureKpa, flowM3h, speedPercent }: Booster): string {
  const tenths = [flowM3h, speedPercent].map((value) => Math.round(value * 10));
  return [Math.round(pressureKpa), ...tenths].join('/');
}
