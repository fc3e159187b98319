/** The building's supply: which parts are live, what flows, what its meters and its UPS see. */
import type { Site } from '../src/core/site/site.ts';
import { type Booster, boosterPowerW, setBoosterSupply } from './models/booster.ts';
import { advanceBusTie, type BusTie, createBusTie } from './models/bus-tie.ts';
import { demandW } from './models/demand.ts';
import { advanceGenerator, createGenerator, type Generator, isReady } from './models/generator.ts';
import { type Lift, liftPowerW } from './models/lift.ts';
import { createMeter, type Meter, measure, type Utility } from './models/meter.ts';
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
import {
  advanceTransferSwitch,
  createTransferSwitch,
  type TransferSwitch,
} from './models/transfer-switch.ts';
import { advanceUps, createUps, type Ups, upsPowerW } from './models/ups.ts';

/** A panel meter's averaging window: its values stand still in between. */
const MEASURE_EVERY_MS = 5_000;

export interface BuildingPower {
  readonly breakers: ReadonlyMap<string, Breaker>;
  readonly meters: ReadonlyMap<string, Meter>;
  readonly upses: ReadonlyMap<string, Ups>;
  readonly generators: ReadonlyMap<string, Generator>;
  readonly transferSwitches: ReadonlyMap<string, TransferSwitch>;
  readonly ties: ReadonlyMap<string, BusTie>;
  /** These lines are dead, each at its meter; felt when power is settled. */
  loseIncomers(incomers: ReadonlySet<string>): void;
  isLive(asset: string): boolean;
  /** Live on all three phases: what a motor and its phase monitor need. */
  hasAllPhases(asset: string): boolean;
  /** Works out anew what is live; meters show it at once. */
  settle(utility: Utility, nowMs: number): void;
  /** Returns whether a switch or a standby set has changed what is live: then settle. */
  advance(nowMs: number, elapsedMs: number): boolean;
}

export interface BuildingPowerOptions {
  site: Site;
  seed: number;
  startMs: number;
  lifts: ReadonlyMap<string, Lift>;
  sumps: ReadonlyMap<string, Sump>;
  boosters: ReadonlyMap<string, Booster>;
}

interface MeterPoint {
  meter: Meter;
  node: PowerNode;
  tapsLine: boolean;
  random: Random;
}

export function createBuildingPower(options: BuildingPowerOptions): BuildingPower {
  const { site, seed, sumps, boosters } = options;
  const tree = createPowerTree(site.assets);
  const nodes = new Map(tree.map((node) => [node.id, node]));
  const breakers = new Map(tree.flatMap(({ id, breaker }) => (breaker ? [[id, breaker]] : [])));
  const points = findMeterPoints(site, nodes, seed);
  const upses = new Map(idsOf(tree, 'ups').map((id) => [id, createUps(id)]));
  const ownLoadW = ownLoads(options, tree, upses);
  const standby = createStandby(tree);
  const isLive = (id: string) => nodes.get(id)?.isLive ?? true;
  const ties = new Map(
    tree.filter(({ ends }) => ends.length > 0).map((tie) => [tie.id, createBusTie(tie)]),
  );
  let utility: Utility = 'whole';
  let lost: ReadonlySet<string> = new Set();
  const hasAllPhases = (id: string) =>
    isLive(id) && (utility !== 'phase-lost' || isOnStandby(nodes.get(id)));
  let measuredAtMs = 0;

  const measureAll = (nowMs: number) => {
    shareLoad(tree, (node) => ownLoadW(node, nowMs));
    const elapsedMs = nowMs - measuredAtMs;
    for (const point of points) {
      measure(point.meter, { ...flowAt(point), utility, elapsedMs }, point.random);
    }
    measuredAtMs = nowMs;
  };
  const feedUpses = (elapsedMs: number) => {
    for (const ups of upses.values()) advanceUps(ups, isLive(ups.id), elapsedMs);
  };

  return {
    breakers,
    meters: new Map(points.map(({ meter }) => [meter.id, meter])),
    upses,
    generators: standby.generators,
    transferSwitches: standby.switches,
    isLive,
    hasAllPhases,
    ties,
    loseIncomers(incomers) {
      lost = incomers;
    },
    settle(delivered, nowMs) {
      utility = delivered;
      energize(tree, (root) => utility !== 'dead' && !lost.has(root));
      for (const sump of sumps.values()) setSumpSupply(sump, hasAllPhases(sump.id));
      for (const booster of boosters.values()) setBoosterSupply(booster, hasAllPhases(booster.id));
      feedUpses(0);
      measureAll(nowMs);
    },
    advance(nowMs, elapsedMs) {
      feedUpses(elapsedMs);
      if (nowMs % MEASURE_EVERY_MS === 0) measureAll(nowMs);
      const hasTied = [...ties.values()].map((tie) => advanceBusTie(tie, nowMs)).includes(true);
      return standby.advance(nowMs, elapsedMs, hasAllPhases) || hasTied;
    },
  };
}

/** Fed by a standby set, somewhere above. */
function isOnStandby(node: PowerNode | undefined): boolean {
  if (node === undefined) return false;
  return node.kind === 'generator' || isOnStandby(node.isOnBackup ? node.backup : node.feeder);
}

/** The transfer switches and the sets that they turn to. */
function createStandby(tree: PowerTree) {
  const generators = new Map(idsOf(tree, 'generator').map((id) => [id, createGenerator(id)]));
  const switches = new Map(
    idsOf(tree, 'transferSwitch').map((id) => [id, createTransferSwitch(id)]),
  );
  const switchNodes = tree.filter(({ id }) => switches.has(id));

  const transfer = (node: PowerNode, nowMs: number, isWhole: (id: string) => boolean): boolean => {
    const ats = switches.get(node.id)!;
    const hasNormal = node.feeder === undefined || isWhole(node.feeder.id);
    const hasEmergency = node.backup?.isLive ?? false;
    const hasMoved = advanceTransferSwitch(ats, { hasNormal, hasEmergency }, nowMs);
    node.isOnBackup = ats.source === 'emergency';
    return hasMoved;
  };
  const drive = (node: PowerNode, nowMs: number, elapsedMs: number): boolean => {
    const set = generators.get(node.id)!;
    const backed = switchNodes.filter(({ backup }) => backup === node);
    const need = {
      isCalled: backed.some(({ id }) => !switches.get(id)!.hasNormal),
      isOnLoad: node.isLive && backed.some(({ isOnBackup }) => isOnBackup),
      loadW: node.loadW,
    };
    const hasTurned = advanceGenerator(set, need, { nowMs, elapsedMs });
    node.isGenerating = isReady(set);
    return hasTurned;
  };
  return {
    generators,
    switches,
    advance(nowMs: number, elapsedMs: number, isWhole: (id: string) => boolean): boolean {
      const moves = switchNodes.map((node) => transfer(node, nowMs, isWhole));
      const turns = tree
        .filter(({ id }) => generators.has(id))
        .map((node) => drive(node, nowMs, elapsedMs));
      return [...moves, ...turns].includes(true);
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
  { seed, startMs, lifts, sumps, boosters }: BuildingPowerOptions,
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
    const booster = boosters.get(node.id);
    if (booster) return boosterPowerW(booster);
    const ups = upses.get(node.id);
    return ups ? upsPowerW(ups) : 0;
  };
}
