/** Live signals and the assets that they belong to. */
import { type Compiled, withDerived } from '../../core/compiled.ts';
import type { Reading } from '../../core/signals/reading.ts';
import type { Kinds } from '../../core/site/kinds.ts';
import type { Asset } from '../../core/site/site.ts';
import type { AssetInfo, SignalReading, Value } from '../contract.ts';
import type { Installation } from '../ports.ts';
import { isolationsWhere } from './incident-harms.ts';
import { madeOnce } from './made-once.ts';
import { present, type RealmView, wall } from './realm-view.ts';

/** The kinds as people see them: with derived signals. */
export function shownKinds({ compiled }: Pick<RealmView, 'compiled'>): Kinds {
  return madeOnce(kindsOf, compiled, ({ settings }) =>
    withDerived(settings.kinds, settings.derived),
  );
}

const kindsOf = new WeakMap<Compiled, Kinds>();

export function signalReading(view: RealmView, slot: number): SignalReading {
  const shown = view.live.table.shown[slot]!;
  const { asset, signal, value, quality, reason, at, deviceAt, device } = shown;
  const kind = view.compiled.topology.asset(asset)?.kind ?? '';
  const unit = shownKinds(view)[kind]?.signals[signal]?.unit;
  // The table says 0 for "never": the clock's offset would make a moment of it.
  const heardAt = at === 0 ? 0 : wall(view, at);
  return {
    asset,
    signal,
    value,
    quality,
    at: heardAt,
    device,
    ...present({ unit, reason, deviceAt, meaning: meaningOf(view, shown) }),
  };
}

function meaningOf({ installation }: RealmView, { device, signal, value }: Reading) {
  if (typeof value !== 'string') return undefined;
  const devices = madeOnce(
    devicesOf,
    installation,
    (of) => new Map(of.devices.map((each) => [each.id, each])),
  );
  return devices.get(device)?.meaningOf(signal, value);
}

const devicesOf = new WeakMap<Installation, Map<string, Installation['devices'][number]>>();

export function signalReadings(
  view: RealmView,
  wanted: { asset?: string; kind?: string } = {},
): SignalReading[] {
  const { topology } = view.compiled;
  return view.live.table.slots.flatMap(({ asset }, slot) => {
    if (!isTold(view, slot)) return [];
    if (wanted.asset !== undefined && wanted.asset !== asset) return [];
    if (wanted.kind !== undefined && topology.asset(asset)?.kind !== wanted.kind) return [];
    return [signalReading(view, slot)];
  });
}

/**
 * A signal that no device of this asset gives, and that is not derived, says nothing to anybody.
 */
function isTold({ live }: RealmView, slot: number): boolean {
  const { slots, shown } = live.table;
  return slots[slot]!.feeds.length > 0 || shown[slot]!.at > 0;
}

export function assetInfo(view: RealmView, asset: Asset): AssetInfo {
  const slots = view.live.table.index.get(asset.id)?.values() ?? [];
  const { serves, camera, intercom } = asset;
  return {
    id: asset.id,
    kind: asset.kind,
    area: asset.in,
    name: asset.name,
    attributes: attributesOf(view, asset),
    signals: [...slots]
      .filter((slot) => isTold(view, slot))
      .map((slot) => signalReading(view, slot)),
    // Behind a transfer switch or not: that is for its reader to weigh.
    feeds: view.compiled.topology.feedsInAll(asset.id).map(({ id }) => id),
    isolates: isolationsWhere(view.compiled.settings.site.isolates, ({ by }) => by === asset.id),
    ...present({ serves, fedBy: asset['fed-by'], camera, intercom }),
  };
}

function attributesOf({ compiled }: RealmView, asset: Asset): Record<string, Value> {
  const definitions = compiled.settings.kinds[asset.kind]?.attributes ?? {};
  const known = Object.entries(definitions).flatMap(([name, definition]) => {
    const value = (asset[name] ?? definition.default) as Value | undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(known);
}
