/** The process's side of an alarm: what a finding and its end do. */
import type { Draft } from '../draft.ts';
import { assert } from '../error.ts';
import type { Event } from '../event.ts';
import type { RuleFinding } from '../rules/holds.ts';
import type { Truth, Watch } from '../rules/watch.ts';
import { isActive } from './alarm.ts';
import type { AlarmDefinition, AlarmText } from './events.ts';

/** What an alarm of this rule on this asset says, whether it is raised or only set aside. */
function definitionOf({ rule, asset, key }: Watch, dataLost: boolean): AlarmDefinition {
  assert(rule.raises !== undefined, `${rule.rule} raises no alarm`);
  const { hazard, evidence, indication, priority, latch } = rule.raises;
  return {
    alarm: key,
    rule: rule.rule,
    asset,
    priority,
    latch,
    dataLost,
    text: rule.text as AlarmText,
    indication: indication ?? rule.each,
    ...(hazard === undefined || evidence === undefined ? {} : { hazard, evidence }),
    ...(rule.trial === undefined ? {} : { isTrial: true }),
  };
}

/** An alarm need not have been raised to be set aside; then its rule says what it is. */
export function defineAlarm(draft: Draft, watch: Watch | undefined): void {
  if (watch === undefined || draft.state.alarms.alarms[watch.key] !== undefined) return;
  draft.emit('alarm-defined', definitionOf(watch, false));
}

export function raiseAlarm(draft: Draft, { watch, dataLost }: RuleFinding): void {
  draft.emit('alarm-raised', definitionOf(watch, dataLost));
}

/** The truth of an active alarm's rule has changed: its `clear-after` starts, stops or waits. */
export function decideClearing(draft: Draft, watch: Watch, truth: Truth): void {
  const alarm = draft.state.alarms.alarms[watch.key];
  if (alarm === undefined || !isActive(alarm) || alarm.isOrphan) return;
  const { clearing } = alarm;
  if (truth === true) {
    if (clearing !== undefined) draft.emit('clear-cancelled', { alarm: alarm.id });
  } else if (truth === false) {
    if (clearing?.runningSince !== undefined) return;
    const dueAt = draft.at + watch.rule['clear-after'] - (clearing?.heldMs ?? 0);
    draft.emit('clear-started', { alarm: alarm.id, dueAt });
  } else if (clearing?.runningSince !== undefined) {
    const heldMs = clearing.heldMs + draft.at - clearing.runningSince;
    draft.emit('clear-frozen', { alarm: alarm.id, heldMs });
  }
}

export function decideDueClearing(draft: Draft): void {
  for (const alarm of Object.values(draft.state.alarms.alarms)) {
    const dueAt = alarm.clearing?.dueAt;
    if (dueAt !== undefined && dueAt <= draft.at) draft.emit('alarm-cleared', { alarm: alarm.id });
  }
}

export function nextClearingDue(draft: Pick<Draft, 'state'>): number {
  let next = Number.POSITIVE_INFINITY;
  for (const alarm of Object.values(draft.state.alarms.alarms)) {
    if (alarm.clearing?.dueAt !== undefined) next = Math.min(next, alarm.clearing.dueAt);
  }
  return next;
}

/** No clearing that these events touched is due before. */
export function clearingDueAfter(events: readonly Event[]): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { type, data } of events) {
    if (type === 'clear-started') next = Math.min(next, data.dueAt);
  }
  return next;
}
