/**
 * Water on the floors: where it comes from, what a sump takes away, and how it crosses a sill into
 * the next area. Everything is a volume; a depth is the volume over the area's floor.
 */

/** Floor of a plant room or a piece of corridor, m². */
const FLOOR_M2 = 60;
/** A burst main of about DN 50, m³/s. */
const BURST_M3S = 0.006;
/** What a floor drain lets into one sump, m³/s. */
const DRAIN_M3S = 0.004;
/** What gaps and drying take in the end, m³/s. */
const SEEP_M3S = 0.0001;
/** Height of a door sill, m: less water than this stays in its area. */
const SILL_M = 0.01;
/** Flow over a sill for each metre of head, m³/s. */
const OVER_SILL_M2S = 0.2;
/** Less than this is damp, not water: about a third of a millimetre on the floor, m³. */
const FILM_M3 = 0.02;

export interface Pool {
  readonly area: string;
  volumeM3: number;
  isBurst: boolean;
  /** A valve keeps the water from the broken pipe. */
  isShutOff: boolean;
  /** Water has stood on the floor since then, simulated ms. */
  wetSinceMs: number | undefined;
  /** The floor has been dry since then, simulated ms. */
  drySinceMs: number;
}

export interface Water {
  readonly pools: ReadonlyMap<string, Pool>;
  /** From, to. */
  readonly spreads: readonly (readonly [Pool, Pool])[];
}

export function createWater(
  areas: readonly string[],
  spreads: readonly (readonly [string, string])[],
): Water {
  const names = new Set([...areas, ...spreads.flat()]);
  const pools = new Map([...names].map((area) => [area, createPool(area)]));
  return { pools, spreads: spreads.map(([from, to]) => [pools.get(from)!, pools.get(to)!]) };
}

function createPool(area: string): Pool {
  return {
    area,
    volumeM3: 0,
    isBurst: false,
    isShutOff: false,
    wetSinceMs: undefined,
    drySinceMs: -Infinity,
  };
}

function depthM(pool: Pool): number {
  return pool.volumeM3 / FLOOR_M2;
}

/** One step of all floors. What runs into sumps is taken by `drain` beforehand. */
export function advanceWater(water: Water, nowMs: number, elapsedMs: number): void {
  const elapsedS = elapsedMs / 1_000;
  for (const pool of water.pools.values()) {
    if (pool.isBurst && !pool.isShutOff) pool.volumeM3 += BURST_M3S * elapsedS;
    else pool.volumeM3 = Math.max(0, pool.volumeM3 - SEEP_M3S * elapsedS);
  }
  for (const [from, to] of water.spreads) {
    const headM = depthM(from) - Math.max(SILL_M, depthM(to));
    if (headM <= 0) continue;
    const flowM3 = Math.min(OVER_SILL_M2S * headM * elapsedS, (headM * FLOOR_M2) / 2);
    from.volumeM3 -= flowM3;
    to.volumeM3 += flowM3;
  }
  for (const pool of water.pools.values()) noteWetness(pool, nowMs);
}

/** Takes from a floor what its drain lets into a sump; returns it, m³. */
export function drain(pool: Pool, elapsedMs: number): number {
  const takenM3 = Math.min(pool.volumeM3, (DRAIN_M3S * elapsedMs) / 1_000);
  pool.volumeM3 -= takenM3;
  return takenM3;
}

export function dryUp(pool: Pool, nowMs: number): void {
  pool.volumeM3 = 0;
  noteWetness(pool, nowMs);
}

function noteWetness(pool: Pool, nowMs: number): void {
  const isWet = pool.volumeM3 >= FILM_M3;
  if (isWet && pool.wetSinceMs === undefined) pool.wetSinceMs = nowMs;
  if (!isWet && pool.wetSinceMs !== undefined) {
    pool.wetSinceMs = undefined;
    pool.drySinceMs = nowMs;
  }
}
