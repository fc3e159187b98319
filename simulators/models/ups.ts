/** A UPS with its battery: it bridges lost input until the battery is empty, then charges again. */

/** Full battery at the usual load, minutes. */
const RUNTIME_MIN = 60;
/** From empty to full, hours. */
const RECHARGE_H = 4;
/** It announces the end below this charge, %. */
const LOW_CHARGE = 10;
const USUAL_LOAD_PERCENT = 32;

export interface Ups {
  readonly id: string;
  hasInput: boolean;
  isOnBattery: boolean;
  /** The battery is empty and the input is gone. */
  isOutputOff: boolean;
  isShutdownImminent: boolean;
  /** %. */
  charge: number;
  loadPercent: number;
  revision: number;
}

export function createUps(id: string): Ups {
  return {
    id,
    hasInput: true,
    isOnBattery: false,
    isOutputOff: false,
    isShutdownImminent: false,
    charge: 100,
    loadPercent: USUAL_LOAD_PERCENT,
    revision: 0,
  };
}

export function advanceUps(ups: Ups, hasInput: boolean, elapsedMs: number): void {
  const perMin = hasInput ? 100 / (RECHARGE_H * 60) : -100 / RUNTIME_MIN;
  const charge = Math.min(100, Math.max(0, ups.charge + (perMin * elapsedMs) / 60_000));
  if (charge === ups.charge && hasInput === ups.hasInput) return;
  ups.charge = charge;
  ups.hasInput = hasInput;
  ups.isOutputOff = !hasInput && charge === 0;
  ups.isOnBattery = !hasInput && charge > 0;
  ups.isShutdownImminent = !hasInput && charge < LOW_CHARGE;
  ups.loadPercent = ups.isOutputOff ? 0 : USUAL_LOAD_PERCENT;
  ups.revision += 1;
}

/** Runtime left at this load, s. */
export function runtimeS(ups: Ups): number {
  return Math.round((ups.charge / 100) * RUNTIME_MIN * 60);
}

/** What it takes from its feeder, W. */
export function upsPowerW(ups: Ups): number {
  if (!ups.hasInput) return 0;
  return ups.charge < 100 ? 900 : 500;
}
