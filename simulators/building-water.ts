/** The building's floors, sumps, valves and leak sensors, and how water goes between them. */
import { assert } from '../src/core/error.ts';
import type { Asset, Site } from '../src/core/site/site.ts';
import { createLeakSensor, type LeakSensor, mop, senseWater, wipe } from './models/leak-sensor.ts';
import { createRandom } from './models/random.ts';
import { advanceSump, createSump, type Sump, type SumpLevels } from './models/sump.ts';
import { advanceValve, createValve, turnValve, type Valve } from './models/valve.ts';
import { advanceWater, createWater, drain, dryUp, type Pool } from './models/water.ts';

export interface BuildingWater {
  readonly sumps: ReadonlyMap<string, Sump>;
  readonly leakSensors: ReadonlyMap<string, LeakSensor>;
  readonly valves: ReadonlyMap<string, Valve>;
  /** Floors by area. */
  readonly pools: ReadonlyMap<string, Pool>;
  setBurst(area: string, isBurst: boolean): void;
  /** The floor is mopped and the area's sensors are wiped. */
  dry(area: string, nowMs: number): void;
  /** The floor is mopped and left damp. */
  mop(area: string, nowMs: number): void;
  turnValve(id: string, isToBeClosed: boolean, nowMs: number): void;
  advance(nowMs: number, elapsedMs: number): void;
}

export function createBuildingWater(site: Site, seed: number): BuildingWater {
  const water = createWater(
    site.areas.map((area) => area.id),
    site.water.spreads,
  );
  const poolOf = (area: string): Pool => {
    const pool = water.pools.get(area);
    assert(pool, `area ${area} is not in the site`);
    return pool;
  };
  const pits = site.assets
    .filter((asset) => asset.kind === 'sump')
    .map((asset) => ({ sump: createSumpOf(asset, seed), pool: poolOf(asset.in) }));
  const sensors = site.assets
    .filter((asset) => asset.kind === 'leak')
    .map(({ id, in: area }) => ({
      sensor: createLeakSensor(id, area, createRandom(seed, `leak/${id}`)),
      pool: poolOf(area),
    }));
  const valves = new Map(
    site.assets
      .filter((asset) => asset.kind === 'valve')
      .map(({ id }) => [id, createValve(id, stoppedBy(site, id))]),
  );
  const settleValves = (nowMs: number) => {
    for (const valve of valves.values()) advanceValve(valve, nowMs);
    for (const pool of water.pools.values()) pool.isShutOff = isShutOff(pool.area, valves);
  };
  return {
    sumps: new Map(pits.map(({ sump }) => [sump.id, sump])),
    leakSensors: new Map(sensors.map(({ sensor }) => [sensor.id, sensor])),
    pools: water.pools,
    valves,
    setBurst(area, isBurst) {
      poolOf(area).isBurst = isBurst;
    },
    dry(area, nowMs) {
      dryUp(poolOf(area), nowMs);
      for (const { sensor } of sensors) if (sensor.area === area) wipe(sensor);
    },
    mop(area, nowMs) {
      for (const { sensor } of sensors) if (sensor.area === area) mop(sensor, nowMs);
    },
    turnValve(id, isToBeClosed, nowMs) {
      turnValve(valves.get(id)!, isToBeClosed, nowMs);
    },
    advance(nowMs, elapsedMs) {
      settleValves(nowMs);
      for (const { sump, pool } of pits) {
        pool.volumeM3 += advanceSump(sump, drain(pool, elapsedMs), elapsedMs);
      }
      advanceWater(water, nowMs, elapsedMs);
      for (const { sensor, pool } of sensors) senseWater(sensor, pool, nowMs);
    },
  };
}

/** Areas whose water this valve shuts off, by the site's `isolates`. */
function stoppedBy(site: Site, valve: string): string[] {
  return site.isolates.filter(({ by }) => by === valve).map(({ stops }) => stops);
}

function isShutOff(area: string, valves: ReadonlyMap<string, Valve>): boolean {
  return [...valves.values()].some(
    ({ stops, position }) => position === 'closed' && stops.includes(area),
  );
}

function createSumpOf(asset: Asset, seed: number): Sump {
  const stated: Partial<SumpLevels & { stopM: number }> = {};
  for (const level of ['stopM', 'startM', 'highM', 'overflowM'] as const) {
    const value = asset[level];
    if (typeof value === 'number') stated[level] = value;
  }
  return createSump(asset.id, stated, createRandom(seed, `sump/${asset.id}`));
}
