/**
 * The living building: every lift, meter, breaker, pump and floor of a site, moved on together in
 * steps of 100 ms of simulated time. Seeded: the same site, seed and commands at the same times
 * give the same history, however the time between them is cut into calls.
 */
import { assert } from '../src/core/error.ts';
import type { Asset, Site } from '../src/core/site/site.ts';
import { type BuildingPower, createBuildingPower } from './building-power.ts';
import { type BuildingWater, createBuildingWater } from './building-water.ts';
import { advanceClimate, type Climate, createClimate } from './models/climate.ts';
import { type Contact, createContact, setContactSupply } from './models/contact.ts';
import { createLift, type Lift } from './models/lift.ts';
import { offerRide, setMains } from './models/lift-commands.ts';
import { TICK_MS, tickLift } from './models/lift-operation.ts';
import type { Utility } from './models/meter.ts';
import { createRandom, type Random } from './models/random.ts';
import { createShaft } from './models/shaft.ts';
import { createTraffic, type Traffic } from './models/traffic.ts';

/** Water and batteries change slowly. */
const SLOW_TICK_MS = 1_000;

export interface BuildingOptions {
  site: Site;
  seed: number;
  /** Local time of day at simulated time zero, ms since midnight. */
  startMs: number;
}

export interface Building {
  /** Simulated time, ms since the start. */
  readonly nowMs: number;
  readonly lifts: ReadonlyMap<string, Lift>;
  readonly power: BuildingPower;
  readonly water: BuildingWater;
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly climates: ReadonlyMap<string, Climate>;
  /** Lives on until then; a moment in the past changes nothing. */
  advance(toMs: number): void;
  /** The utility's supply at the building's boundary. */
  setUtility(delivered: Utility): void;
  /** To be called after a switch has been thrown: lifts, pumps and meters feel it at once. */
  settlePower(): void;
}

interface LiftLife {
  lift: Lift;
  traffic: Traffic;
  random: Random;
}

export function createBuilding({ site, seed, startMs }: BuildingOptions): Building {
  const lives = site.assets
    .filter((asset) => asset.kind === 'lift')
    .map((asset) => createLiftLife(asset, seed, startMs));
  const lifts = new Map(lives.map(({ lift }) => [lift.id, lift]));
  const water = createBuildingWater(site, seed, startMs);
  const { sumps, boosters } = water;
  const power = createBuildingPower({ site, seed, startMs, lifts, sumps, boosters });
  const contacts = partsOf(site, 'contact', ({ id, means }) =>
    createContact(id, means === 'mainsFail'),
  );
  const climates = partsOf(site, 'room', ({ id }) => createClimate(id));
  let nowMs = 0;
  let utility: Utility = 'whole';

  const settlePower = () => {
    power.settle(utility, nowMs);
    for (const { lift } of lives) setMains(lift, power.hasAllPhases(lift.id), nowMs);
    for (const contact of contacts.values()) setContactSupply(contact, power.isLive(contact.id));
  };
  settlePower();

  const tick = () => {
    nowMs += TICK_MS;
    for (const life of lives) tickLife(life, nowMs);
    if (nowMs % SLOW_TICK_MS !== 0) return;
    water.advance(nowMs, SLOW_TICK_MS);
    for (const climate of climates.values()) advanceClimate(climate, SLOW_TICK_MS);
    if (power.advance(nowMs, SLOW_TICK_MS)) settlePower();
  };

  return {
    get nowMs() {
      return nowMs;
    },
    lifts,
    power,
    water,
    contacts,
    climates,
    setUtility(delivered) {
      utility = delivered;
      settlePower();
    },
    settlePower,
    advance(toMs) {
      while (nowMs + TICK_MS <= toMs) tick();
    },
  };
}

function partsOf<Part>(
  site: Site,
  kind: string,
  create: (asset: Asset) => Part,
): ReadonlyMap<string, Part> {
  const ofKind = site.assets.filter((asset) => asset.kind === kind);
  return new Map(ofKind.map((asset) => [asset.id, create(asset)]));
}

function createLiftLife(asset: Asset, seed: number, startMs: number): LiftLife {
  const floors = asset.serves ?? [];
  assert(floors.length >= 2, `lift ${asset.id}: serves ${floors.length} floors; name at least two`);
  const shaft = createShaft(floors);
  const random = createRandom(seed, `lift/${asset.id}`);
  const options = { id: asset.id, shaft, hasRescueDevice: asset.rescueFitted === true };
  const traffic = createTraffic(shaft, startMs, createRandom(seed, `traffic/${asset.id}`));
  return { lift: createLift(options, random), traffic, random };
}

function tickLife({ lift, traffic, random }: LiftLife, nowMs: number): void {
  if (nowMs >= traffic.nextAtMs) offerRide(lift, traffic.take());
  if (nowMs >= lift.wakeAtMs) tickLift(lift, nowMs, random);
}
