/**
 * The low-voltage tree: utility, incomer meter, main breaker, bus, feeders, loads, and the standby
 * sets that transfer switches turn to. It knows what is live and how much flows; it trips nothing.
 */
import { assert } from '../../src/core/error.ts';
import type { Asset } from '../../src/core/site/site.ts';

export interface PowerNode {
  readonly id: string;
  readonly kind: string;
  readonly feeder: PowerNode | undefined;
  readonly children: PowerNode[];
  readonly breaker: Breaker | undefined;
  /** Where a transfer switch gets its emergency supply from. */
  readonly backup: PowerNode | undefined;
  /** A transfer switch stands on its emergency source. */
  isOnBackup: boolean;
  /** The tie that joins this bus with another, and the other bus. */
  readonly ties: { tie: PowerNode; other: PowerNode }[];
  /** Of a tie: the main breakers whose buses it joins. */
  readonly ends: PowerNode[];
  /** Fed over a tie: the other bus. */
  carrier: PowerNode | undefined;
  /** Of a standby set: its terminals are live. */
  isGenerating: boolean;
  /** Where it gets its supply from is live. */
  isSupplied: boolean;
  /** What hangs on it is live. */
  isLive: boolean;
  /** Through it, with all that hangs on it, W. */
  loadW: number;
}

/** Contacts of a moulded-case breaker: OF, SD, SDE. */
export interface Breaker {
  readonly id: string;
  isClosed: boolean;
  isTripped: boolean;
  isFaultTripped: boolean;
  revision: number;
}

/** Parents come before their children. */
export type PowerTree = readonly PowerNode[];

export function createPowerTree(assets: readonly Asset[]): PowerTree {
  const byId = new Map(assets.map((asset) => [asset.id, asset]));
  const nodes = new Map<string, PowerNode>();
  const addNode = (asset: Asset, below: readonly string[]): PowerNode => {
    const known = nodes.get(asset.id);
    if (known) return known;
    assert(!below.includes(asset.id), `${asset.id} feeds itself: ${below.join(' < ')}`);
    const feederId = asset['fed-by'];
    const feederAsset = feederId === undefined ? undefined : byId.get(feederId);
    assert(feederId === undefined || feederAsset, `${asset.id}: fed-by ${feederId} is no asset`);
    const feeder = feederAsset && addNode(feederAsset, [...below, asset.id]);
    const backupAsset = byId.get(asset['backup-from'] ?? '');
    const backup = backupAsset && addNode(backupAsset, [...below, asset.id]);
    const node = createNode(asset, feeder, backup);
    feeder?.children.push(node);
    nodes.set(asset.id, node);
    return node;
  };
  for (const asset of assets) addNode(asset, []);
  for (const { id, ties } of assets) {
    if (ties === undefined) continue;
    const tie = nodes.get(id)!;
    const [one, other] = ties.map((end) => nodes.get(end)!) as [PowerNode, PowerNode];
    tie.ends.push(one, other);
    tie.breaker!.isClosed = false;
    one.ties.push({ tie, other });
    other.ties.push({ tie, other: one });
  }
  return [...nodes.values()];
}

function createNode(
  { id, kind }: Asset,
  feeder: PowerNode | undefined,
  backup: PowerNode | undefined,
): PowerNode {
  const contacts = { isClosed: true, isTripped: false, isFaultTripped: false, revision: 0 };
  const breaker = kind === 'breaker' ? { id, ...contacts } : undefined;
  const standing = { isSupplied: true, isLive: true, isOnBackup: false, isGenerating: false };
  const joints = { ties: [], ends: [], carrier: undefined };
  return { id, kind, feeder, backup, children: [], breaker, ...joints, ...standing, loadW: 0 };
}

/**
 * What is live follows from the utility and the breakers, top down; then what a closed tie carries.
 * `hasUtility`: at the root of a line, which is its incomer.
 */
export function energize(tree: PowerTree, hasUtility: (root: string) => boolean): void {
  for (const node of tree) node.carrier = undefined;
  spread(tree, hasUtility);
  for (const node of tree) {
    const carried = node.ties.find(({ tie, other }) => tie.breaker!.isClosed && other.isLive);
    if (node.isLive || carried === undefined) continue;
    node.carrier = carried.other;
    spread(tree, hasUtility);
  }
}

function spread(tree: PowerTree, hasUtility: (root: string) => boolean): void {
  for (const node of tree) {
    node.isSupplied = isSupplied(node, hasUtility);
    const isClosed = node.breaker?.isClosed ?? true;
    node.isLive = node.carrier !== undefined || (node.isSupplied && isClosed);
  }
}

/** What feeds it now. */
function source({ isOnBackup, backup, feeder }: PowerNode): PowerNode | undefined {
  return isOnBackup ? backup : feeder;
}

function isSupplied(node: PowerNode, hasUtility: (root: string) => boolean): boolean {
  if (node.kind === 'generator') return node.isGenerating;
  return source(node)?.isLive ?? hasUtility(node.id);
}

/** What flows. `ownLoadW`: what a node takes itself while it is live. */
export function shareLoad(tree: PowerTree, ownLoadW: (node: PowerNode) => number): void {
  const fed = Map.groupBy(tree, (node) => node.carrier ?? source(node));
  const flow = (node: PowerNode): number => {
    const below = fed.get(node) ?? [];
    const own = node.isLive ? ownLoadW(node) : 0;
    node.loadW = below.reduce((sum, each) => sum + flow(each), own);
    return node.loadW;
  };
  for (const root of fed.get(undefined) ?? []) flow(root);
}

/** A meter with nothing behind it measures all that its breaker carries, and takes nothing. */
export function measuresItsFeeder(node: PowerNode): boolean {
  return node.kind === 'meter' && node.children.length === 0 && node.feeder !== undefined;
}

/** The end of a line, where flats or shops hang. */
export function isLineEnd(node: PowerNode): boolean {
  if (measuresItsFeeder(node)) return false;
  const isCarrier = ['breaker', 'meter', 'transferSwitch'].includes(node.kind);
  return isCarrier && node.children.every(measuresItsFeeder);
}

export function setBreaker(breaker: Breaker, to: 'open' | 'closed' | 'tripped'): void {
  breaker.isClosed = to === 'closed';
  breaker.isTripped = to === 'tripped';
  breaker.isFaultTripped = to === 'tripped';
  breaker.revision += 1;
}
