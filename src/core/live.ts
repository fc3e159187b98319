/**
 * What is known but not journalled: the live signal table with all that is computed from it.
 * `observe` is the only way in which it changes.
 */
import type { Compiled } from './compiled.ts';
import type { IncidentLive } from './incidents/context.ts';
import type { Input } from './input.ts';
import { createSight, type LocalTime, look, nextFlip, type Sight } from './rules/watch.ts';
import { age, type Ear, hear, nextContradiction, setLink } from './signals/hearing.ts';
import { IndexSet } from './signals/index-set.ts';
import { type Latch, latchDueAt, latchValue, updateLatch } from './signals/latch.ts';
import type { Reason, Value } from './signals/reading.ts';
import { lateAfterMs } from './signals/source.ts';
import type { SignalTable } from './signals/table.ts';
import { pushReading, type WindowState, windowValue } from './signals/window.ts';
import type { CoreState } from './state.ts';

export interface Live {
  table: SignalTable;
  sight: Sight;
  /** Slot → latches that read it; and those whose release is counting. */
  latchReaders: ReadonlyMap<number, readonly Latch[]>;
  releasing: Set<Latch>;
  /** Source slot → derived windows over it. */
  windows: ReadonlyMap<number, readonly WindowState[]>;
  /** Latches that were set or released in this step. */
  turned: Latch[];
  incidents: IncidentLive;
  /** Slots whose good value changed in this step. */
  changed: IndexSet;
  nextAgeAt: number;
  ear: Ear;
  /** Of a wall-clock moment. */
  localTime: LocalTime;
}

export function createLive(compiled: Compiled, state: CoreState, at: number): Live {
  const { table } = compiled;
  const live: Live = {
    table,
    sight: createSight(compiled.watches, table.slots.length, at),
    latchReaders: indexLatches(compiled.latches),
    releasing: new Set(),
    windows: indexWindows(compiled.windows),
    turned: [],
    incidents: {
      table,
      since: at,
      recurs: new Map(),
      flipAt: Number.POSITIVE_INFINITY,
    },
    changed: new IndexSet(table.slots.length),
    nextAgeAt: Number.POSITIVE_INFINITY,
    localTime: (wallAt) => ({
      minute: compiled.settings.localMinute(wallAt),
      intoMinuteMs: wallAt % 60_000,
    }),
    ear: {
      isLife: (slot) => compiled.life[slot] ?? false,
      changed: (slot) => live.changed.add(slot),
      heard: (group, heardAt) => {
        live.nextAgeAt = Math.min(live.nextAgeAt, heardAt + lateAfterMs(group.source));
        for (const feed of group.feeds.values()) feedWindows(live, feed.slot, heardAt);
      },
    },
  };
  // No rule looks yet: the first step has to see what a restored latch makes true.
  for (const latch of compiled.latches) {
    latch.isSet = state.latches[`${latch.asset}.${latch.signal}`] === true;
    writeDerived(live, latch.to, latchValue(latch, table), at);
  }
  return live;
}

/** Takes an input into the live table, and looks at every rule that may see it differently. */
export function observe(live: Live, input: Input, at: number, wallOffsetMs: number): void {
  beginStep(live);
  if (input.type === 'reports') {
    for (const report of input.reports) hear(live.table, report, at + wallOffsetMs, live.ear);
  } else if (input.type === 'link') {
    setLink(live.table, input.device, input.up, at, live.ear);
    live.nextAgeAt = at;
  }
  if (at >= live.nextAgeAt) live.nextAgeAt = age(live.table, at, live.ear);
  live.nextAgeAt = Math.min(live.nextAgeAt, nextContradiction(live.table, at));
  blindWindows(live, at);
  turnLatches(live, at);
  markReaders(live);
  look(live.sight, live.table, at, (moment) => live.localTime(moment + wallOffsetMs));
}

function beginStep(live: Live): void {
  live.changed.clear();
  live.table.touched.clear();
  live.table.reasonChanged.clear();
  live.turned = [];
}

/** The moment at which the live table changes by itself. */
export function nextLiveDue(live: Live): number {
  let next = Math.min(live.nextAgeAt, nextFlip(live.sight));
  for (const latch of live.releasing) next = Math.min(next, latchDueAt(latch));
  return next;
}

const NONE: readonly never[] = [];

/** A set latch reads new values, and one that is being released the clock. */
function turnLatches(live: Live, at: number): void {
  const touched = new Set(live.releasing);
  for (let place = 0; place < live.changed.size; place++) {
    for (const latch of live.latchReaders.get(live.changed.at(place)) ?? NONE) touched.add(latch);
  }
  for (const latch of touched) {
    if (updateLatch(latch, live.table, at)) live.turned.push(latch);
    if (latch.releasingSince === undefined) live.releasing.delete(latch);
    else live.releasing.add(latch);
    writeDerived(live, latch.to, latchValue(latch, live.table), at);
  }
}

/** A window over a signal that is not good any more says nothing. */
function blindWindows(live: Live, at: number): void {
  for (let place = 0; place < live.changed.size; place++) {
    const slot = live.changed.at(place);
    if (live.table.good[slot] !== undefined) continue;
    for (const window of live.windows.get(slot) ?? NONE) {
      writeDerived(live, window.to, undefined, at);
    }
  }
}

function feedWindows(live: Live, slot: number, at: number): void {
  for (const window of live.windows.get(slot) ?? NONE) {
    const value = live.table.good[slot];
    pushReading(window, value, at);
    writeDerived(live, window.to, value === undefined ? undefined : windowValue(window), at);
  }
}

function markReaders({ changed, sight }: Live): void {
  for (let place = 0; place < changed.size; place++) {
    for (const watch of sight.readers[changed.at(place)]!) sight.dirty.add(watch);
  }
}

function indexWindows(windows: readonly WindowState[]): Map<number, WindowState[]> {
  const bySource = new Map<number, WindowState[]>();
  for (const window of windows) {
    bySource.set(window.from, [...(bySource.get(window.from) ?? []), window]);
  }
  return bySource;
}

function indexLatches(latches: readonly Latch[]): Map<number, Latch[]> {
  const readers = new Map<number, Latch[]>();
  for (const latch of latches) {
    for (const slot of new Set([latch.from, ...latch.until.slots])) {
      readers.set(slot, [...(readers.get(slot) ?? []), latch]);
    }
  }
  return readers;
}

function writeDerived(live: Live, slot: number, value: Value | undefined, at: number): void {
  const { table } = live;
  const shown = table.shown[slot]!;
  if (shown.value !== (value ?? null)) table.touched.add(slot);
  if (value === undefined) {
    const reason: Reason = 'too-few';
    Object.assign(shown, { value: null, quality: 'bad', reason, at });
  } else {
    Object.assign(shown, { value, quality: 'good', reason: undefined, at });
    table.lastGood[slot] = value;
  }
  if (table.good[slot] === value) return;
  table.good[slot] = value;
  live.changed.add(slot);
}
