/**
 * A leak sensor on the floor: a rope or a spot. Water needs a while to reach it, and it stays wet
 * long after the floor has dried unless somebody wipes it.
 */
import type { Random } from './random.ts';
import type { Pool } from './water.ts';

/** A rope dries minutes to hours after the floor (`water.md` 3.1), ms. */
const DRIES_IN_MS = 20 * 60_000;
/** Length of a usual rope, m. */
const ROPE_M = 30;

export interface LeakSensor {
  readonly id: string;
  readonly area: string;
  /** From the first water on the floor until it stands at the sensor, ms. */
  readonly reachedAfterMs: number;
  /** Where along the rope water comes first, m. */
  readonly firstAtM: number;
  readonly ropeM: number;
  isWet: boolean;
  revision: number;
}

export function createLeakSensor(id: string, area: string, random: Random): LeakSensor {
  return {
    id,
    area,
    reachedAfterMs: random.whole(15, 45) * 1_000,
    firstAtM: random.whole(10, ROPE_M * 10 - 10) / 10,
    ropeM: ROPE_M,
    isWet: false,
    revision: 0,
  };
}

export function senseWater(sensor: LeakSensor, pool: Pool, nowMs: number): void {
  const { wetSinceMs } = pool;
  const isReached = wetSinceMs !== undefined && nowMs - wetSinceMs >= sensor.reachedAfterMs;
  const isStillWet = wetSinceMs !== undefined || nowMs - pool.drySinceMs < DRIES_IN_MS;
  setWet(sensor, isReached || (sensor.isWet && isStillWet));
}

/** Somebody mops the floor and wipes the sensor. */
export function wipe(sensor: LeakSensor): void {
  setWet(sensor, false);
}

function setWet(sensor: LeakSensor, isWet: boolean): void {
  if (sensor.isWet === isWet) return;
  sensor.isWet = isWet;
  sensor.revision += 1;
}
