/** Checks the building: references, attributes of each kind, circles, the time zone. */
import { DRILL_EVERY } from '../core/overdue-drills.ts';
import type { AttributeDefinition, Kinds } from '../core/site/kinds.ts';
import { type Asset, assetSchema, type Site } from '../core/site/site.ts';
import { parseDuration } from '../core/time.ts';
import type { ReadFile } from './reader.ts';

/** Keys that every asset may have; the others are attributes of its kind. */
const ASSET_KEYS = new Set(Object.keys(assetSchema.shape));

/**
 * False where the building runs in circles, and no question about it would end, or where what feeds
 * an asset is not known: every rule about its feeder would seem wrong.
 */
export function checkSite(file: ReadFile<Site>, kinds: Kinds): boolean {
  const site = file.data;
  checkTimezone(file);
  checkBases(file);
  checkDrillEvery(file);
  checkUnique(file, 'areas', site.areas);
  checkUnique(file, 'assets', site.assets);
  const areas = new Set(site.areas.map((area) => area.id));
  for (const [index, area] of site.areas.entries()) {
    if (area.in !== undefined && !areas.has(area.in)) {
      file.complain(['areas', index, 'in'], `there is no area "${area.in}"`);
    }
  }
  const areaCircle = findCircle(site.areas, 'in');
  if (areaCircle >= 0) {
    file.complain(['areas', areaCircle, 'in'], 'areas lie in each other in a circle');
  }
  for (const [index, asset] of site.assets.entries()) checkAsset(file, index, asset, kinds, areas);
  const assetCircle = findCircle(site.assets, 'fed-by');
  if (assetCircle >= 0) {
    file.complain(['assets', assetCircle, 'fed-by'], 'assets feed each other in a circle');
  }
  checkWater(file, areas);
  const ids = new Set(site.assets.map(({ id }) => id));
  const isFed = site.assets.every(
    ({ 'fed-by': feeder }) => feeder === undefined || ids.has(feeder),
  );
  return areaCircle < 0 && assetCircle < 0 && isFed;
}

function checkAsset(
  file: ReadFile<Site>,
  index: number,
  asset: Asset,
  kinds: Kinds,
  areas: ReadonlySet<string>,
): void {
  const complain = (key: string, message: string): void =>
    file.complain(['assets', index, key], message);
  const kind = kinds[asset.kind];
  if (kind === undefined) {
    const expected = Object.keys(kinds).join(', ');
    complain('kind', `there is no kind "${asset.kind}": expected one of ${expected}`);
    return;
  }
  if (!areas.has(asset.in)) complain('in', `there is no area "${asset.in}"`);
  for (const key of ['fed-by', 'backup-from'] as const) {
    const feeder = asset[key];
    if (feeder !== undefined && !file.data.assets.some((other) => other.id === feeder)) {
      complain(key, `there is no asset "${feeder}"`);
    }
  }
  if (asset['backup-from'] !== undefined && asset.kind !== 'transferSwitch') {
    complain('backup-from', `only a transferSwitch has a second source, not a ${asset.kind}`);
  }
  if ((asset.ties !== undefined) !== (asset.tie === true)) {
    complain('ties', 'a bus tie says `tie: true` and names the two main breakers that it `ties`');
  }
  for (const id of asset.ties ?? []) {
    const end = file.data.assets.find((other) => other.id === id);
    if (end?.main !== true) complain('ties', `"${id}" is no main breaker`);
  }
  for (const [key, value] of Object.entries(asset)) {
    if (ASSET_KEYS.has(key)) continue;
    const problem = checkAttribute(kind.attributes[key], key, value, asset.kind);
    if (problem !== undefined) complain(key, problem);
  }
}

function checkAttribute(
  definition: AttributeDefinition | undefined,
  key: string,
  value: unknown,
  kind: string,
): string | undefined {
  if (definition === undefined) return `"${key}" is neither a key of an asset nor of kind ${kind}`;
  const found = JSON.stringify(value);
  if (definition.type === 'enum') {
    const { values = [] } = definition;
    if (values.includes(String(value))) return undefined;
    return `found ${found}, expected one of ${values.join(', ')}`;
  }
  const wanted = definition.type === 'bool' ? 'boolean' : definition.type;
  const type: string = typeof value;
  return type === wanted ? undefined : `found ${found}, expected a ${wanted}`;
}

function checkWater(file: ReadFile<Site>, areas: ReadonlySet<string>): void {
  for (const [index, pair] of file.data.water.spreads.entries()) {
    for (const [side, area] of pair.slice(0, 2).entries()) {
      if (areas.has(String(area))) continue;
      file.complain(['water', 'spreads', index, side], `there is no area "${area}"`);
    }
  }
  for (const [index, isolation] of file.data.isolates.entries()) {
    const named = [
      [['stops'], isolation.stops],
      ...isolation.affects.map((id, at) => [['affects', at], id] as const),
    ] as const;
    for (const [path, id] of named) {
      if (!areas.has(id)) file.complain(['isolates', index, ...path], `there is no area "${id}"`);
    }
  }
}

function checkBases(file: ReadFile<Site>): void {
  for (const name of Object.keys(file.data.bases)) {
    if (name in file.data.settings) continue;
    file.complain(['bases', name], `there is no setting "${name}"`);
  }
}

function checkDrillEvery(file: ReadFile<Site>): void {
  const found = file.data.settings[DRILL_EVERY];
  if (found === undefined || parseDuration(String(found)) !== undefined) return;
  const message = `"${found}" is no duration: expected one such as 180d`;
  file.complain(['settings', DRILL_EVERY], message);
}

function checkTimezone(file: ReadFile<Site>): void {
  const { timezone } = file.data.site;
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
  } catch {
    const message = `"${timezone}" is no time zone: expected one such as Asia/Shanghai`;
    file.complain(['site', 'timezone'], message);
  }
}

function checkUnique(
  file: ReadFile<Site>,
  list: 'areas' | 'assets',
  items: readonly { id: string }[],
): void {
  const seen = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id)) file.complain([list, index, 'id'], `"${id}" is there twice`);
    seen.add(id);
  }
}

/** Index of the first item that leads back to itself; -1 where none does. */
function findCircle<K extends 'in' | 'fed-by'>(
  items: readonly ({ id: string } & { [P in K]?: string | undefined })[],
  key: K,
): number {
  const next = new Map(items.map((item) => [item.id, item[key]]));
  return items.findIndex(({ id }) => {
    const seen = new Set<string>();
    let at = next.get(id);
    while (at !== undefined && at !== id && !seen.has(at)) {
      seen.add(at);
      at = next.get(at);
    }
    return at === id;
  });
}
