/** The building's supply: which parts are live, what flows, what its meters and its UPS see. */
import type { Site } from '../src/core/site/site.ts';
import { demandW } from './models/demand.ts';
import { type Lift, liftPowerW } from './models/lift.ts';
import { createMeter, type Meter, measure } from './models/meter.ts';
import {
  type Breaker,
  createPowerTree,
  energize,
  isLineEnd,
  measuresItsFeeder,
  type PowerNode,
  type PowerTree,
  shareLoad,
} from './models/power-tree.ts';
import { createRandom, type Random } from './models/random.ts';
import { type Sump, setSumpSupply, sumpPowerW } from './models/sump.ts';
import { DAY_MS } from './models/traffic.ts';
import { advanceUps, createUps, type Ups, upsPowerW } from './models/ups.ts';

/** A panel meter's averaging window: its values stand still in between. */
const MEASURE_EVERY_MS = 5_000;

export interface BuildingPower {
  readonly breakers: ReadonlyMap<string, Breaker>;
  readonly meters: ReadonlyMap<string, Meter>;
  readonly upses: ReadonlyMap<string, Ups>;
  isLive(asset: string): boolean;
  /** Works out anew what is live; meters show it at once. */
  settle(hasUtility: boolean, nowMs: number): void;
  advance(nowMs: number, elapsedMs: number): void;
}

export interface BuildingPowerOptions {
  site: Site;
  seed: number;
  startMs: number;
  lifts: ReadonlyMap<string, Lift>;
  sumps: ReadonlyMap<string, Sump>;
}

interface MeterPoint {
  meter: Meter;
  node: PowerNode;
  tapsLine: boolean;
  random: Random;
}

export function createBuildingPower(options: BuildingPowerOptions): BuildingPower {
  const { site, seed, sumps } = options;
  const tree = createPowerTree(site.assets);
  const nodes = new Map(tree.map((node) => [node.id, node]));
  const breakers = new Map(tree.flatMap(({ id, breaker }) => (breaker ? [[id, breaker]] : [])));
  const points = findMeterPoints(site, nodes, seed);
  const upses = new Map(idsOf(tree, 'ups').map((id) => [id, createUps(id)]));
  const ownLoadW = ownLoads(options, tree, upses);
  const isLive = (id: string) => nodes.get(id)?.isLive ?? true;
  let measuredAtMs = 0;

  const measureAll = (nowMs: number) => {
    shareLoad(tree, (node) => ownLoadW(node, nowMs));
    const elapsedMs = nowMs - measuredAtMs;
    for (const point of points) measure(point.meter, { ...flowAt(point), elapsedMs }, point.random);
    measuredAtMs = nowMs;
  };
  const feedUpses = (elapsedMs: number) => {
    for (const ups of upses.values()) advanceUps(ups, isLive(ups.id), elapsedMs);
  };

  return {
    breakers,
    meters: new Map(points.map(({ meter }) => [meter.id, meter])),
    upses,
    isLive,
    settle(hasUtility, nowMs) {
      energize(tree, hasUtility);
      for (const sump of sumps.values()) setSumpSupply(sump, isLive(sump.id));
      feedUpses(0);
      measureAll(nowMs);
    },
    advance(nowMs, elapsedMs) {
      feedUpses(elapsedMs);
      if (nowMs % MEASURE_EVERY_MS === 0) measureAll(nowMs);
    },
  };
}

function idsOf(tree: PowerTree, kind: string): string[] {
  return tree.filter((node) => node.kind === kind).map((node) => node.id);
}

function findMeterPoints(
  site: Site,
  nodes: ReadonlyMap<string, PowerNode>,
  seed: number,
): MeterPoint[] {
  return site.assets
    .filter((asset) => asset.kind === 'meter')
    .map(({ id, taps }) => {
      const random = createRandom(seed, `meter/${id}`);
      const meter = createMeter(id, random);
      return { meter, node: nodes.get(id)!, tapsLine: taps === 'line', random };
    });
}

/** A line-side meter sees the voltage before its breaker, and the current through it. */
function flowAt({ node, tapsLine }: MeterPoint): { isLive: boolean; loadW: number } {
  const { feeder } = node;
  const isBeforeBreaker = tapsLine && feeder?.breaker !== undefined;
  const isLive = isBeforeBreaker ? feeder.isSupplied : node.isLive;
  return { isLive, loadW: measuresItsFeeder(node) ? feeder!.loadW : node.loadW };
}

function ownLoads(
  { seed, startMs, lifts, sumps }: BuildingPowerOptions,
  tree: PowerTree,
  upses: ReadonlyMap<string, Ups>,
): (node: PowerNode, nowMs: number) => number {
  const random = createRandom(seed, 'demand');
  const lineEnds = new Set(tree.filter(isLineEnd));
  return (node, nowMs) => {
    if (lineEnds.has(node)) return demandW((startMs + nowMs) % DAY_MS, random);
    const lift = lifts.get(node.id);
    if (lift) return liftPowerW(lift);
    const sump = sumps.get(node.id);
    if (sump) return sumpPowerW(sump);
    const ups = upses.get(node.id);
    return ups ? upsPowerW(ups) : 0;
  };
}
