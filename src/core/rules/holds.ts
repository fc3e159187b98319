/**
 * Holds: how long a condition has been seen. Decisions only.
 *
 * A hold freezes while its rule is blind: a reading that is not good neither counts nor starts it
 * again. Where `lost` says that a life may be at stake, time blind counts instead (P-15).
 */
import type { Draft } from '../draft.ts';
import type { Event } from '../event.ts';
import type { SignalTable } from '../signals/table.ts';
import { firstReading } from './first-reading.ts';
import type { Hold, RuleState } from './state.ts';
import { isLostInDanger, type Sight, type Truth, type Watch, watchOf } from './watch.ts';

export type RuleFinding = { watch: Watch; dataLost: boolean };

/** Shorter blindness is the ordinary jitter of a start or a poll, and is not journalled. */
const BLIND_AFTER_MS = 3_000;
/** A hold that stays frozen for longer than this, or twice its `for`, is given up. */
const FROZEN_LIMIT_MS = 60_000;
/** After a start a silent device of a life hazard gets this long to speak (P-15). */
const SPEAK_WITHIN_MS = 15_000;

/** What the truth of one watch, just changed, does to its hold. */
export function decideHold(
  draft: Draft,
  sight: Sight,
  table: SignalTable,
  index: number,
  isActive: boolean,
): void {
  const watch = sight.watches[index]!;
  const hold = draft.state.rules.holds[watch.key];
  const truth = sight.truth[index];
  const base = { rule: watch.rule.rule, asset: watch.asset };
  if (truth === false) {
    if (hold !== undefined) draft.emit('hold-cancelled', { ...base, reason: 'untrue' });
    return;
  }
  if (isActive) return;
  if (truth === true) {
    if (hold === undefined) {
      const dueAt = draft.at + watch.rule.for;
      const reading = firstReading(draft, table, watch);
      draft.emit('hold-started', { ...base, dueAt, lost: false, ...reading });
    } else if (hold.lost) {
      const dueAt = hold.startedAt + watch.rule.for;
      const reading = hold.readAt === undefined ? firstReading(draft, table, watch) : {};
      draft.emit('hold-resumed', { ...base, dueAt, ...reading });
    } else if (hold.runningSince === undefined) {
      draft.emit('hold-resumed', { ...base, dueAt: draft.at + watch.rule.for - hold.heldMs });
    }
    return;
  }
  decideBlindHold(draft, table, watch, hold);
}

/** A noted condition is over once it is seen to be; while it cannot be told it stays noted. */
export function decideNoted(draft: Draft, { asset, rule }: Watch, truth: Truth): void {
  if (truth === false) draft.emit('condition-ended', { rule: rule.rule, asset });
}

function decideBlindHold(
  draft: Draft,
  table: SignalTable,
  watch: Watch,
  hold: Hold | undefined,
): void {
  const base = { rule: watch.rule.rule, asset: watch.asset };
  const { lost } = watch.rule;
  if (lost !== undefined && isLostInDanger(watch, table, draft.at)) {
    if (hold === undefined) {
      const dueAt = draft.at + watch.rule.for + lost.grace;
      draft.emit('hold-started', { ...base, dueAt, lost: true });
    } else if (!hold.lost) {
      draft.emit('hold-lost', { ...base, dueAt: hold.startedAt + watch.rule.for + lost.grace });
    }
  } else if (hold?.runningSince !== undefined && !hold.lost) {
    const heldMs = hold.heldMs + draft.at - hold.runningSince;
    draft.emit('hold-frozen', { ...base, heldMs });
  }
}

/** A hold that was running when the program stopped, of a rule for which time blind counts. */
export function decideHoldsAtStart(draft: Draft, sight: Sight): void {
  for (const [key, hold] of Object.entries(draft.state.rules.holds)) {
    const watch = watchOf(sight, key);
    const base = { rule: hold.rule, asset: hold.asset };
    if (watch === undefined) draft.emit('hold-cancelled', { ...base, reason: 'config' });
    else if (watch.rule.lost !== undefined) {
      const dueAt = Math.max(hold.startedAt + watch.rule.for, draft.at + SPEAK_WITHIN_MS);
      draft.emit('hold-lost', { ...base, dueAt });
    }
  }
}

/** Holds that are over, and frozen ones given up. `raise` is asked to make the alarm. */
export function decideDueHolds(
  draft: Draft,
  sight: Sight,
  raise: (finding: RuleFinding) => void,
): void {
  for (const [key, hold] of Object.entries(draft.state.rules.holds)) {
    const watch = watchOf(sight, key);
    if (watch === undefined) continue;
    if (hold.dueAt !== undefined && hold.dueAt <= draft.at) raise({ watch, dataLost: hold.lost });
    else if (hold.frozenSince !== undefined && draft.at >= frozenUntil(hold, watch)) {
      draft.emit('hold-cancelled', { rule: hold.rule, asset: hold.asset, reason: 'blind' });
    }
  }
}

/** Blindness that has lasted is said, and so is its end. */
export function decideBlindness(draft: Draft, sight: Sight, table: SignalTable): void {
  const { blind } = draft.state.rules;
  for (let place = 0; place < sight.changed.size; place++) {
    const index = sight.changed.at(place);
    const watch = sight.watches[index]!;
    if (sight.truth[index] === undefined || blind[watch.key] === undefined) continue;
    draft.emit('blind-ended', { rule: watch.rule.rule, asset: watch.asset });
  }
  for (const index of sight.blindPending) {
    if (draft.at - sight.blindSince[index]! < BLIND_AFTER_MS) continue;
    sight.blindPending.delete(index);
    const watch = sight.watches[index]!;
    if (blind[watch.key] === undefined) sayBlind(draft, watch, table);
  }
}

function sayBlind(draft: Draft, watch: Watch, table: SignalTable): void {
  const signals = watch.when.needed
    .filter((slot) => table.good[slot] === undefined)
    .map((slot) => `${table.slots[slot]!.asset}.${table.slots[slot]!.signal}`);
  draft.emit('blind-started', { rule: watch.rule.rule, asset: watch.asset, signals });
}

export function nextBlindDue(sight: Sight): number {
  let next = Number.POSITIVE_INFINITY;
  for (const index of sight.blindPending) {
    next = Math.min(next, sight.blindSince[index]! + BLIND_AFTER_MS);
  }
  return next;
}

/** Earliest moment at which a hold is over, is given up, or blindness is to be said. */
export function nextHoldDue(state: RuleState, sight: Sight): number {
  let next = Number.POSITIVE_INFINITY;
  for (const [key, hold] of Object.entries(state.holds)) {
    const watch = watchOf(sight, key);
    if (watch === undefined) continue;
    if (hold.dueAt !== undefined) next = Math.min(next, hold.dueAt);
    if (hold.frozenSince !== undefined) next = Math.min(next, frozenUntil(hold, watch));
  }
  return next;
}

/** No hold that these events touched is due before. At a start every hold stands still anew. */
export function holdsDueAfter(events: readonly Event[]): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { type, data, at } of events) {
    if (type === 'gateway-started') return Number.NEGATIVE_INFINITY;
    if (type === 'hold-frozen') next = Math.min(next, at + FROZEN_LIMIT_MS);
    else if (type === 'hold-started' || type === 'hold-lost' || type === 'hold-resumed') {
      next = Math.min(next, data.dueAt);
    }
  }
  return next;
}

function frozenUntil(hold: Hold, watch: Watch): number {
  return hold.frozenSince! + Math.max(2 * watch.rule.for, FROZEN_LIMIT_MS);
}
