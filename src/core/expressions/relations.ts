/**
 * The fixed table of relations (`decisions.md` 12) as names in an expression: `feeder` (one),
 * `feeds`, `area`, `building`, `neighbours` and `site` (groups, one for each kind: `feeds.lift`).
 */
import type { Asset, Site } from '../site/site.ts';
import type { Topology } from '../site/topology.ts';
import type { Node } from './scope.ts';
import { constant } from './three-valued.ts';
import type { TypeNode } from './type-scope.ts';

/** Names as an expression about one asset sees them: for the checker, and for the compiler. */
export interface Names {
  types: Map<string, TypeNode>;
  nodes: Map<string, Node>;
}

/** The asset under its kind's name, and all that it is related to. */
export function namesFor(asset: Asset, topology: Topology): Names {
  const names = siteNames(topology);
  addAsset(names, asset.kind, asset);
  const feeder = topology.feeder(asset.id);
  if (feeder !== undefined) addAsset(names, 'feeder', feeder);
  addGroups(names, 'feeds', topology.feeds(asset.id), topology);
  addArea(names, asset.in, topology);
  const building = topology.building(asset.in);
  addGroups(
    names,
    'building',
    building === undefined ? [] : topology.assetsIn(building.id),
    topology,
  );
  const neighbours = topology.neighbours(asset.in).flatMap((area) => topology.assetsIn(area.id));
  // One neighbour may lie in another: an asset is counted once.
  addGroups(names, 'neighbours', [...new Set(neighbours)], topology);
  return names;
}

/** What an expression may ask of the asset's own area, besides the assets in it. */
export const AREA_FACTS = {
  kind: { is: 'leaf', type: 'string' },
  /** Order in which water must be kept out, 1 first; 0: no protected area. */
  protect: { is: 'leaf', type: 'number' },
} as const satisfies Record<string, TypeNode>;

function addArea(names: Names, id: string, topology: Topology): void {
  const area = topology.area(id);
  const facts = { kind: area?.kind ?? '', protect: area?.protect ?? 0 };
  addGroups(names, 'area', topology.assetsIn(id), topology, facts);
}

/** Only the site: its settings, and its assets by kind. */
export function siteNames(topology: Topology): Names {
  const names: Names = { types: new Map(), nodes: new Map() };
  addGroups(names, 'site', topology.site.assets, topology, topology.site.settings);
  return names;
}

export function addAsset(names: Names, name: string, asset: Asset): void {
  names.types.set(name, { is: 'kind', kind: asset.kind });
  names.nodes.set(name, { is: 'asset', asset: asset.id, prefix: '' });
}

/** A name whose members are groups of assets by kind; every kind of the site has one, if empty. */
export function addGroups(
  names: Names,
  name: string,
  assets: readonly Asset[],
  topology: Topology,
  settings: Site['settings'] = {},
): void {
  const types: Record<string, TypeNode> = {};
  const nodes = new Map<string, Node>();
  const members = new Map<string, string[]>(topology.kinds.map((kind) => [kind, []]));
  for (const { id, kind } of assets) members.get(kind)!.push(id);
  for (const [kind, ids] of members) {
    types[kind] = { is: 'group', kind };
    nodes.set(kind, { is: 'group', members: ids });
  }
  for (const [key, value] of Object.entries(settings)) {
    types[key] = { is: 'leaf', type: settingType(value) };
    nodes.set(key, { is: 'value', of: constant(value) });
  }
  names.types.set(name, { is: 'names', members: types });
  names.nodes.set(name, { is: 'names', get: (member) => nodes.get(member) });
}

function settingType(value: boolean | number | string): 'bool' | 'number' | 'string' {
  return typeof value === 'boolean' ? 'bool' : typeof value === 'number' ? 'number' : 'string';
}
