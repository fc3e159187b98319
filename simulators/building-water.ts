/** The building's tanks, boosters, floors, sumps, valves and leak sensors, and where water goes. */
import { assert } from '../src/core/error.ts';
import type { Asset, Site } from '../src/core/site/site.ts';
import { advanceBooster, type Booster, createBooster } from './models/booster.ts';
import { createLeakSensor, type LeakSensor, mop, senseWater, wipe } from './models/leak-sensor.ts';
import { createRandom } from './models/random.ts';
import { advanceSump, createSump, type Sump } from './models/sump.ts';
import { advanceTank, createTank, type Tank } from './models/tank.ts';
import { DAY_MS } from './models/traffic.ts';
import { advanceValve, createValve, turnValve, type Valve } from './models/valve.ts';
import { advanceWater, createWater, drain, dryUp, type Pool } from './models/water.ts';

export interface BuildingWater {
  readonly tanks: ReadonlyMap<string, Tank>;
  readonly boosters: ReadonlyMap<string, Booster>;
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

/** `startMs`: local ms of day at simulated time zero. */
export function createBuildingWater(site: Site, seed: number, startMs: number): BuildingWater {
  const water = createWater(
    site.areas.map((area) => area.id),
    site.water.spreads.map(([from, to]) => [from, to]),
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
  const supply = createSupply(site, poolOf);
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
    tanks: supply.tanks,
    boosters: supply.boosters,
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
      supply.advance((startMs + nowMs) % DAY_MS, elapsedMs);
      for (const { sump, pool } of pits) {
        pool.volumeM3 += advanceSump(sump, drain(pool, elapsedMs), elapsedMs);
      }
      advanceWater(water, nowMs, elapsedMs);
      for (const { sensor, pool } of sensors) senseWater(sensor, pool, nowMs);
    },
  };
}

/** Drinking water: tanks, and the booster sets that draw from the tank in their own room. */
function createSupply(site: Site, poolOf: (area: string) => Pool) {
  const tanks = site.assets
    .filter((asset) => asset.kind === 'tank')
    .map((asset) => ({
      tank: createTank(asset.id, numbersOf(asset, ['stopM', 'overflowM'])),
      pool: poolOf(asset.in),
    }));
  const sets = site.assets
    .filter((asset) => asset.kind === 'pump')
    .map(({ id, in: area }) => ({ booster: createBooster(id), area }));
  return {
    tanks: new Map(tanks.map(({ tank }) => [tank.id, tank])),
    boosters: new Map(sets.map(({ booster }) => [booster.id, booster])),
    advance(msOfDay: number, elapsedMs: number) {
      const draws = sets.map(({ booster, area }) => ({
        area,
        drawnM3: advanceBooster(booster, msOfDay, elapsedMs),
      }));
      for (const { tank, pool } of tanks) {
        const own = draws.filter(({ area }) => area === pool.area);
        const drawnM3 = own.reduce((sum, draw) => sum + draw.drawnM3, 0);
        pool.volumeM3 += advanceTank(tank, drawnM3, elapsedMs);
      }
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
  const stated = numbersOf(asset, ['stopM', 'startM', 'highM', 'overflowM']);
  return createSump(asset.id, stated, createRandom(seed, `sump/${asset.id}`));
}

/** The levels that the site states for it. */
function numbersOf<Name extends string>(
  asset: Asset,
  names: readonly Name[],
): Partial<Record<Name, number>> {
  const stated: Partial<Record<Name, number>> = {};
  for (const name of names) {
    const value = asset[name];
    if (typeof value === 'number') stated[name] = value;
  }
  return stated;
}
