/**
 * The live signal table: the newest reading of every signal, and how far it can be trusted.
 *
 * A reading only ages here: `good` → `uncertain` when late → `bad` when silent. Rules see nothing
 * else, so no rule ever asks whether a device is connected. It is not journalled: after a start
 * every signal is bad (not-heard-yet) until a device has spoken.
 */
import { IndexSet } from './index-set.ts';
import type { Quality, Reading, Reason, Value } from './reading.ts';
import type { SourceGroup } from './source.ts';

/** One device's word on one signal. */
export interface Feed {
  slot: number;
  group: LiveGroup;
  value: Value | null;
  /** As the device reported it; the group's age may lower it. */
  quality: Quality;
  reason: Reason | undefined;
  at: number;
  deviceAt: number | undefined;
  /** Since when it has been good without a break; undefined while it is not. */
  goodSince: number | undefined;
  /** -Infinity: never. */
  lastGoodAt: number;
}

export interface LiveGroup {
  source: SourceGroup;
  feeds: Map<string, Feed>;
  heardAt: number | undefined;
  /** Worst first: what the group's age or link makes of its samples. */
  age: 'fresh' | 'late' | 'silent' | 'unheard';
  linkLost: boolean;
}

export interface Slot {
  asset: string;
  signal: string;
  /** In order of preference; empty for a derived signal. */
  feeds: Feed[];
  /** Index into `feeds` of the one in use. */
  chosen: number;
  /** While two good feeds differ: when that becomes a contradiction. */
  contradictedAt: number | undefined;
}

export interface SignalTable {
  slots: Slot[];
  /** asset → signal → slot. */
  index: Map<string, Map<string, number>>;
  groups: LiveGroup[];
  /** `device/group` → group. */
  byDevice: Map<string, LiveGroup[]>;
  /** Per slot: the value where it is good, else undefined. All that an expression reads. */
  good: (Value | undefined)[];
  /** Per slot: its device speaks no more, or its link is down; not merely "not heard yet". */
  silent: boolean[];
  /** Per slot: the newest value that was good, however old (`practice.md` P-15). */
  lastGood: (Value | undefined)[];
  /** Per slot: what people see. */
  shown: Reading[];
  /** Slots of which people see something else since the last step. */
  touched: IndexSet;
  /** Those of them that are not good for another reason than before, or good now. */
  reasonChanged: IndexSet;
  /** Slots of which two good feeds differ. */
  disagreeing: Set<number>;
}

/** `signals` names every slot (asset and signal); `sources` feed them in order of preference. */
export function createSignalTable(
  signals: readonly { asset: string; signal: string }[],
  sources: readonly SourceGroup[],
): SignalTable {
  const table: SignalTable = {
    slots: [],
    index: new Map(),
    groups: [],
    byDevice: new Map(),
    good: [],
    silent: [],
    lastGood: [],
    shown: [],
    touched: new IndexSet(signals.length),
    reasonChanged: new IndexSet(signals.length),
    disagreeing: new Set(),
  };
  for (const { asset, signal } of signals) addSlot(table, asset, signal);
  for (const source of sources) addGroup(table, source);
  return table;
}

export function slotOf(table: SignalTable, asset: string, signal: string): number | undefined {
  return table.index.get(asset)?.get(signal);
}

function addSlot(table: SignalTable, asset: string, signal: string): number {
  let signals = table.index.get(asset);
  if (signals === undefined) {
    signals = new Map();
    table.index.set(asset, signals);
  }
  const known = signals.get(signal);
  if (known !== undefined) return known;
  const slot = table.slots.length;
  signals.set(signal, slot);
  table.slots.push({ asset, signal, feeds: [], chosen: 0, contradictedAt: undefined });
  table.good.push(undefined);
  table.silent.push(false);
  table.lastGood.push(undefined);
  table.shown.push({
    asset,
    signal,
    value: null,
    quality: 'bad',
    reason: 'not-heard-yet',
    at: 0,
    deviceAt: undefined,
    device: '',
  });
  return slot;
}

function addGroup(table: SignalTable, source: SourceGroup): void {
  const group: LiveGroup = {
    source,
    feeds: new Map(),
    heardAt: undefined,
    age: 'unheard',
    linkLost: false,
  };
  for (const signal of source.signals) {
    const slot = addSlot(table, source.asset, signal);
    const feed: Feed = {
      slot,
      group,
      value: null,
      quality: 'bad',
      reason: 'not-heard-yet',
      at: 0,
      deviceAt: undefined,
      goodSince: undefined,
      lastGoodAt: Number.NEGATIVE_INFINITY,
    };
    group.feeds.set(signal, feed);
    table.slots[slot]!.feeds.push(feed);
  }
  table.groups.push(group);
  const ofDevice = table.byDevice.get(source.device);
  if (ofDevice === undefined) table.byDevice.set(source.device, [group]);
  else ofDevice.push(group);
}
