/** How a car moves: it gathers speed, brakes for its landing, or drops its brake at once. */

/** Rated speed of a residential lift, m/s. */
export const RATED_SPEED_MS = 1.75;
/** The governor trips at this speed at the latest (EN 81-20: 1.25 v + 0.25 / v), m/s. */
export const GOVERNOR_SPEED_MS = 1.25 * RATED_SPEED_MS + 0.25 / RATED_SPEED_MS;
/** Levelling to a landing after a reset, and inspection drive: EN 81-20 allows 0.63 m/s. */
export const CRAWL_SPEED_MS = 0.3;
const ACCELERATION_MS2 = 1;
/** Deceleration with the brake dropped at speed, m/s². */
const BRAKE_MS2 = 2;
/** Nearer than this to its target a slow car stands level, m. */
const LEVEL_M = 0.005;

export interface Motion {
  positionM: number;
  /** Upwards positive, m/s. */
  speedMs: number;
}

/** One step towards a target; returns true once the car stands level with it. */
export function driveTowards(car: Motion, targetM: number, limitMs: number, dtS: number): boolean {
  const toGoM = targetM - car.positionM;
  const distanceM = Math.abs(toGoM);
  const gatheredMs = Math.abs(car.speedMs) + ACCELERATION_MS2 * dtS;
  const ableToStopMs = Math.sqrt(2 * ACCELERATION_MS2 * distanceM);
  const speedMs = Math.min(gatheredMs, ableToStopMs, limitMs, distanceM / dtS);
  if (distanceM <= LEVEL_M) {
    car.positionM = targetM;
    car.speedMs = 0;
    return true;
  }
  car.speedMs = Math.sign(toGoM) * speedMs;
  car.positionM += car.speedMs * dtS;
  return false;
}

/** One step with the brake dropped; returns true once the car stands. */
export function brake(car: Motion, dtS: number): boolean {
  const speedMs = Math.max(0, Math.abs(car.speedMs) - BRAKE_MS2 * dtS);
  car.speedMs = Math.sign(car.speedMs) * speedMs;
  car.positionM += car.speedMs * dtS;
  return speedMs === 0;
}

/** Where the car would come to rest if the brake dropped now. */
export function restingPointM(car: Motion): number {
  return car.positionM + (car.speedMs * Math.abs(car.speedMs)) / (2 * BRAKE_MS2);
}
