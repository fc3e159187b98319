/**
 * What rules see now: the truth of every rule on every asset it watches, in three values. Not
 * journalled; recomputed from the live table. `holds.ts` turns it into findings.
 */
import type { Compiled } from '../expressions/compile.ts';
import type { EvaluationContext } from '../expressions/scope.ts';
import { IndexSet } from '../signals/index-set.ts';
import type { SignalTable } from '../signals/table.ts';
import type { Rule } from './rule.ts';

/** One rule on one asset. */
export interface Watch {
  /** `rule@asset`: also the id of its alarm. */
  key: string;
  rule: Rule;
  asset: string;
  when: Compiled;
  /** `lost.while`, judged over the last good values. */
  lostWhile: Compiled | undefined;
  /** `suppressed-by.when`. */
  suppressedWhen: Compiled | undefined;
}

export type Truth = true | false | undefined;

export interface Sight {
  watches: readonly Watch[];
  byKey: ReadonlyMap<string, number>;
  /** Slot → watches that read it. */
  readers: readonly (readonly number[])[];
  truth: Truth[];
  /** Since when the rule is blind, core ms; undefined while it sees. */
  blindSince: (number | undefined)[];
  /** When a false `elapsed` in it will be true. */
  flipAt: Map<number, number>;
  /** Watches that are blind and of which it may have to be said. */
  blindPending: Set<number>;
  /** Watches to look at again. */
  dirty: IndexSet;
  /** Watches whose truth changed in this step; `holds.ts` reads it. */
  changed: IndexSet;
  /** Does the logic hold that suppresses its alarm? Undefined: it cannot tell. */
  suppressed: Truth[];
  /** Watches of which that changed in this step; `alarms/suppress.ts` reads it. */
  suppressionChanged: IndexSet;
}

/** Site time: the minute of the day at a core moment, and how far into that minute it is. */
export type LocalTime = (at: number) => { minute: number; intoMinuteMs: number };

/** The watch of this key; undefined where no rule in force has it. */
export function watchOf(sight: Sight, key: string): Watch | undefined {
  return sight.watches[sight.byKey.get(key) ?? -1];
}

/** At `at` nothing has been heard yet: every watch is blind. */
export function createSight(watches: readonly Watch[], slotCount: number, at: number): Sight {
  const readers: number[][] = Array.from({ length: slotCount }, () => []);
  for (const [index, watch] of watches.entries()) {
    const slots = new Set([...watch.when.slots, ...(watch.suppressedWhen?.slots ?? [])]);
    for (const slot of slots) readers[slot]!.push(index);
  }
  const dirty = new IndexSet(watches.length);
  for (const index of watches.keys()) dirty.add(index);
  return {
    watches,
    byKey: new Map(watches.map((watch, index) => [watch.key, index])),
    readers,
    truth: watches.map(() => undefined),
    blindSince: watches.map(() => at),
    flipAt: new Map(),
    blindPending: new Set(watches.keys()),
    dirty,
    changed: new IndexSet(watches.length),
    suppressed: watches.map(() => undefined),
    suppressionChanged: new IndexSet(watches.length),
  };
}

/** Evaluates what may have changed. */
export function look(sight: Sight, table: SignalTable, at: number, localTime: LocalTime): void {
  sight.changed.clear();
  sight.suppressionChanged.clear();
  for (const [index, flipAt] of sight.flipAt) if (flipAt <= at) sight.dirty.add(index);
  const context: EvaluationContext = {
    values: table.good,
    silent: table.silent,
    at,
    nextFlipAt: 0,
  };
  for (let place = 0; place < sight.dirty.size; place++) {
    const index = sight.dirty.at(place);
    context.nextFlipAt = Number.POSITIVE_INFINITY;
    const watch = sight.watches[index]!;
    const truth = isLookedAt(watch, context, localTime)
      ? (watch.when.evaluate(context) as Truth)
      : false;
    lookAtSuppression(sight, index, context);
    if (context.nextFlipAt < Number.POSITIVE_INFINITY) sight.flipAt.set(index, context.nextFlipAt);
    else sight.flipAt.delete(index);
    if (truth !== undefined) {
      sight.blindSince[index] = undefined;
      sight.blindPending.delete(index);
    }
    if (truth === sight.truth[index]) continue;
    if (truth === undefined) {
      sight.blindSince[index] = at;
      sight.blindPending.add(index);
    }
    sight.truth[index] = truth;
    sight.changed.add(index);
  }
  sight.dirty.clear();
}

/** Outside of the rule's hours its condition counts as not there; the edge is a flip. */
function isLookedAt(
  { rule: { during } }: Watch,
  context: EvaluationContext,
  localTime: LocalTime,
): boolean {
  if (during === undefined) return true;
  const { minute, intoMinuteMs } = localTime(context.at);
  const until = (edge: number): number =>
    ((edge - minute + MINUTES_A_DAY) % MINUTES_A_DAY || MINUTES_A_DAY) * 60_000 - intoMinuteMs;
  const edgeInMs = Math.min(until(during.from), until(during.to));
  context.nextFlipAt = Math.min(context.nextFlipAt, context.at + edgeInMs);
  const sinceFrom = (minute - during.from + MINUTES_A_DAY) % MINUTES_A_DAY;
  return sinceFrom < (during.to - during.from + MINUTES_A_DAY) % MINUTES_A_DAY;
}

const MINUTES_A_DAY = 1_440;

function lookAtSuppression(sight: Sight, index: number, context: EvaluationContext): void {
  const logic = sight.watches[index]!.suppressedWhen;
  if (logic === undefined) return;
  const holds = logic.evaluate(context) as Truth;
  if (holds === sight.suppressed[index]) return;
  sight.suppressed[index] = holds;
  sight.suppressionChanged.add(index);
}

/** Does the last that was good say that somebody may be in danger? */
export function isLostInDanger(watch: Watch, table: SignalTable, at: number): boolean {
  const context = { values: table.lastGood, at, nextFlipAt: Number.POSITIVE_INFINITY };
  return watch.lostWhile?.evaluate(context) === true;
}

export function nextFlip(sight: Sight): number {
  let next = Number.POSITIVE_INFINITY;
  for (const flipAt of sight.flipAt.values()) next = Math.min(next, flipAt);
  return next;
}
