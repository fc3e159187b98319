/**
 * Answers about the building: what feeds what, what lies where, where water goes next, what an
 * emergency touches. Built once from the site file; never changes while running.
 */
import type { Area, Asset, Site } from './site.ts';

export interface Topology {
  site: Site;
  /** Of which the site has an asset. */
  kinds: readonly string[];
  asset(id: string): Asset | undefined;
  area(id: string): Area | undefined;
  /** The asset that feeds this one. */
  feeder(asset: string): Asset | undefined;
  /** The assets that this one feeds directly. */
  feeds(asset: string): readonly Asset[];
  /** All that this one feeds, down to the last; behind a transfer switch or not. */
  feedsInAll(asset: string): readonly Asset[];
  /** The asset or area, and the areas that it lies in: from the innermost out. */
  around(place: string): readonly string[];
  /** The building that an area lies in; the area itself where it is one. */
  building(area: string): Area | undefined;
  /** Assets of an area and of the areas in it. */
  assetsIn(area: string): readonly Asset[];
  /** Areas to which water spreads from this one, or from which it comes. */
  neighbours(area: string): readonly Area[];
  /** The area, those that water reaches from it, and those from which it may have come. */
  onTheWater(area: string): ReadonlySet<string>;
  /** All that an emergency at this asset or area may reach (`formats.md`, `affected`). */
  affected(from: { asset?: string | undefined; area?: string | undefined }): readonly Asset[];
}

export function createTopology(site: Site): Topology {
  const assets = new Map(site.assets.map((asset) => [asset.id, asset]));
  const areas = new Map(site.areas.map((area) => [area.id, area]));
  const fedBy = groupBy(site.assets, (asset) => asset['fed-by']);
  const insideOf = groupBy(site.areas, (area) => area.in);
  const directly = groupBy(site.assets, (asset) => asset.in);

  const assetsIn = (area: string): readonly Asset[] => [
    ...(directly.get(area) ?? []),
    ...(insideOf.get(area) ?? []).flatMap((inner) => assetsIn(inner.id)),
  ];
  const around = (place: string): readonly string[] => {
    const outer = assets.get(place)?.in ?? areas.get(place)?.in;
    return outer === undefined ? [place] : [place, ...around(outer)];
  };
  const building = (area: string): Area | undefined => {
    const found = areas.get(area);
    if (found === undefined || found.kind === 'building') return found;
    return found.in === undefined ? undefined : building(found.in);
  };
  const feeds = (asset: string): readonly Asset[] => fedBy.get(asset) ?? [];
  const feedsInAll = (asset: string): readonly Asset[] => {
    const found = new Set<Asset>();
    const addBelow = (above: string): void => {
      for (const fed of feeds(above)) {
        if (found.has(fed)) continue;
        found.add(fed);
        addBelow(fed.id);
      }
    };
    addBelow(asset);
    return [...found];
  };
  const neighbours = (area: string): readonly Area[] =>
    // Water that spreads both ways is written twice, and is one neighbour.
    [
      ...new Set(
        site.water.spreads.flatMap(([from, to]) =>
          from === area ? [to] : to === area ? [from] : [],
        ),
      ),
    ].flatMap((id) => areas.get(id) ?? []);

  return {
    site,
    kinds: [...new Set(site.assets.map(({ kind }) => kind))],
    asset: (id) => assets.get(id),
    area: (id) => areas.get(id),
    feeder: (asset) => assets.get(assets.get(asset)?.['fed-by'] ?? ''),
    feeds,
    feedsInAll,
    around,
    building,
    assetsIn,
    neighbours,
    onTheWater: (area) =>
      new Set([...reachedByWater(site, area), ...reachedByWater(site, area, 'upstream')]),
    affected: (from) => affected({ site, assets, areas, feedsInAll, assetsIn, building }, from),
  };
}

type Lookup = Pick<Topology, 'site' | 'feedsInAll' | 'assetsIn' | 'building'> & {
  assets: Map<string, Asset>;
  areas: Map<string, Area>;
};

/**
 * From the asset: what it feeds, down to the last. From the area: the areas water reaches from it,
 * and all in them and fed from them. A lift that serves a floor of a reached area belongs as well.
 */
function affected(
  lookup: Lookup,
  from: { asset?: string | undefined; area?: string | undefined },
): readonly Asset[] {
  const found = new Set<Asset>();
  const addWithFed = (asset: Asset): void => {
    found.add(asset);
    for (const fed of lookup.feedsInAll(asset.id)) found.add(fed);
  };
  const start = from.asset === undefined ? undefined : lookup.assets.get(from.asset);
  if (start !== undefined) addWithFed(start);
  const isWater = start !== undefined && WATER_KINDS.includes(start.kind);
  const startArea = from.area ?? (isWater ? start.in : undefined);
  if (startArea !== undefined) {
    for (const area of reachedByWater(lookup.site, startArea)) {
      for (const asset of lookup.assetsIn(area)) addWithFed(asset);
      for (const lift of liftsServing(lookup, area)) found.add(lift);
    }
  }
  return [...found];
}

/** Where these stand, water comes from or is found. */
const WATER_KINDS: readonly string[] = ['leak', 'sump', 'tank', 'pump', 'valve'];

function reachedByWater(site: Site, from: string, way: 'downstream' | 'upstream' = 'downstream') {
  const reached = new Set([from]);
  for (const area of reached) {
    for (const [source, target] of site.water.spreads) {
      const [here, there] = way === 'downstream' ? [source, target] : [target, source];
      if (here === area) reached.add(there);
    }
  }
  return reached;
}

function liftsServing(lookup: Lookup, areaId: string): readonly Asset[] {
  const floor = lookup.areas.get(areaId)?.floor;
  const building = lookup.building(areaId);
  if (floor === undefined || building === undefined) return [];
  return lookup.site.assets.filter(
    (asset) => asset.serves?.includes(floor) && lookup.building(asset.in) === building,
  );
}

function groupBy<T>(items: readonly T[], key: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}
