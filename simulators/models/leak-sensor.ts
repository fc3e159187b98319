/**
 * A leak sensor on the floor: a rope or a spot. Water needs a while to reach it, and it stays wet
 * long after the floor has dried unless somebody wipes it. A mop wets it too, and a rope can break,
 * get dirty and be wet in two places.
 */
import type { Random } from './random.ts';
import type { Pool } from './water.ts';

/** A rope dries minutes to hours after the floor (`water.md` 3.1), ms. */
const DRIES_IN_MS = 20 * 60_000;
/** A mopped floor under a sensor, ms. */
const MOP_DRIES_IN_MS = 10 * 60_000;
/** A dripping pump gland: a drop that runs off again, shorter than the hold of 10 s, ms. */
const DRIP_EVERY_MS = 60_000;
const DRIP_LASTS_MS = 8_000;
/** Length of a usual rope, m. */
const ROPE_M = 30;
/** Leakage current of a clean dry rope, of a wet one, and where a controller says "dirty", µA. */
const CLEAN_MICRO_A = 2;
const WET_MICRO_A = 180;
export const DIRTY_MICRO_A = 60;
/** Dirt comes slowly: a minute's growth of the leakage current, µA. */
const DIRT_MICRO_A_PER_MIN = 1;
/** What a sensor still has when its battery is called low, %. */
const LOW_BATTERY_PERCENT = 8;

export interface LeakFaults {
  cable?: 'breaks';
  rope?: 'gets-dirty';
  leaks?: 'second';
  drips?: true;
  battery?: 'low';
}

export interface LeakSensor {
  readonly id: string;
  readonly area: string;
  /** From the first water on the floor until it stands at the sensor, ms. */
  readonly reachedAfterMs: number;
  /** Where along the rope water comes first, and where a second leak would be found, m. */
  readonly firstAtM: number;
  readonly secondAtM: number;
  readonly ropeM: number;
  faults: LeakFaults;
  isWet: boolean;
  /** Wet from a mop until then, simulated ms. */
  moppedUntilMs: number;
  dirtMicroA: number;
  revision: number;
}

export function createLeakSensor(id: string, area: string, random: Random): LeakSensor {
  const reachedAfterMs = random.whole(15, 45) * 1_000;
  const firstAtM = random.whole(10, ROPE_M * 10 - 10) / 10;
  return {
    id,
    area,
    reachedAfterMs,
    firstAtM,
    // On the other half of the rope: some metres away, whatever the first place is.
    secondAtM: (firstAtM + ROPE_M / 2) % ROPE_M,
    ropeM: ROPE_M,
    faults: {},
    isWet: false,
    moppedUntilMs: Number.NEGATIVE_INFINITY,
    dirtMicroA: 0,
    revision: 0,
  };
}

export function senseWater(sensor: LeakSensor, pool: Pool, nowMs: number): void {
  const { wetSinceMs } = pool;
  const isReached = wetSinceMs !== undefined && nowMs - wetSinceMs >= sensor.reachedAfterMs;
  const isStillWet =
    wetSinceMs !== undefined ||
    nowMs - pool.drySinceMs < DRIES_IN_MS ||
    sensor.moppedUntilMs > nowMs;
  const isMopped = sensor.moppedUntilMs > nowMs;
  const isDripping = sensor.faults.drips === true && nowMs % DRIP_EVERY_MS < DRIP_LASTS_MS;
  const staysWet = sensor.isWet && isStillWet && sensor.faults.drips !== true;
  setWet(sensor, isReached || isMopped || isDripping || staysWet);
  soil(sensor, nowMs);
}

/** Somebody mops the floor and wipes the sensor. */
export function wipe(sensor: LeakSensor): void {
  sensor.moppedUntilMs = Number.NEGATIVE_INFINITY;
  setWet(sensor, false);
}

/** Somebody mops the floor and leaves it damp. */
export function mop(sensor: LeakSensor, nowMs: number): void {
  sensor.moppedUntilMs = nowMs + MOP_DRIES_IN_MS;
}

export function leakageMicroA({ isWet, dirtMicroA }: LeakSensor): number {
  return (isWet ? WET_MICRO_A : CLEAN_MICRO_A) + Math.round(dirtMicroA);
}

/** Where the controller sees water now: a second leak moves it. */
export function leakAtM(sensor: LeakSensor): number {
  return sensor.faults.leaks === 'second' ? sensor.secondAtM : sensor.firstAtM;
}

/** Percent, of a sensor with a battery that was `fresh`. */
export function batteryOf(sensor: LeakSensor, fresh: number): number {
  return sensor.faults.battery === 'low' ? LOW_BATTERY_PERCENT : fresh;
}

function soil(sensor: LeakSensor, nowMs: number): void {
  if (sensor.faults.rope !== 'gets-dirty') {
    if (sensor.dirtMicroA === 0) return;
    sensor.dirtMicroA = 0;
  } else if (nowMs % 60_000 === 0) sensor.dirtMicroA += DIRT_MICRO_A_PER_MIN;
  else return;
  sensor.revision += 1;
}

function setWet(sensor: LeakSensor, isWet: boolean): void {
  if (sensor.isWet === isWet) return;
  sensor.isWet = isWet;
  sensor.revision += 1;
}
