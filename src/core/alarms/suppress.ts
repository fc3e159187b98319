/**
 * Suppression by design: an alarm that is the known consequence of something else, or that falls
 * into a registered window, is not annunciated but listed with the logic that did it (ISA-18.2,
 * state H). What cannot be told suppresses nothing new.
 */
import type { Draft } from '../draft.ts';
import type { Sight, Watch } from '../rules/watch.ts';
import type { Topology } from '../site/topology.ts';
import type { Alarm } from './alarm.ts';
import { defineAlarm } from './process.ts';
import { activeWindow } from './window.ts';

/** The logic went blind: the cause may still be there, and its devices are given time to say so. */
const BLIND_LINGER_MS = 30_000;

/** An alarm that is about to be raised, or is active: does something suppress it? */
export function suppress(draft: Draft, sight: Sight, watch: Watch, topology: Topology): void {
  if (draft.state.alarms.alarms[watch.key]?.suppressed !== undefined) return;
  const index = sight.byKey.get(watch.key)!;
  const logic = watch.rule['suppressed-by'];
  if (logic !== undefined && sight.suppressed[index] === true) {
    const { because, cause } = logic;
    const consequence = cause === undefined ? {} : { cause };
    defineAlarm(draft, watch);
    draft.emit('alarm-suppressed', { alarm: watch.key, because, ...consequence });
    return;
  }
  const window = activeWindow(draft.state.windows, watch, draft.at, topology);
  if (window === undefined) return;
  const { id, reason } = window;
  defineAlarm(draft, watch);
  draft.emit('alarm-suppressed', { alarm: watch.key, because: reason, window: id });
}

/** The logic of a rule has changed, or a window has opened or closed: `ended` are heard again. */
export function decideSuppression(
  draft: Draft,
  sight: Sight,
  topology: Topology,
  annunciate: (alarm: Alarm) => void,
): void {
  for (let place = 0; place < sight.suppressionChanged.size; place++) {
    const index = sight.suppressionChanged.at(place);
    const watch = sight.watches[index]!;
    const alarm = draft.state.alarms.alarms[watch.key];
    if (alarm === undefined) continue;
    if (sight.suppressed[index] === true) resume(draft, sight, alarm, watch, topology);
    else startEnding(draft, alarm, watch, sight.suppressed[index] === undefined);
  }
  for (const alarm of Object.values(draft.state.alarms.alarms)) {
    const { suppressed } = alarm;
    if (suppressed === undefined || !isOver(draft, sight, alarm)) continue;
    draft.emit('alarm-unsuppressed', { alarm: alarm.id });
    if (alarm.state === 'unacknowledged') annunciate(alarm);
  }
}

/**
 * At a start no logic has been seen to hold: it is given the time of a blind one to show itself,
 * and a cause whose devices never speak again hides nothing for ever.
 */
export function endSuppressionsAtStart(draft: Draft): void {
  for (const { id: alarm, suppressed } of Object.values(draft.state.alarms.alarms)) {
    if (suppressed === undefined || suppressed.window !== undefined) continue;
    draft.emit('suppression-ending', { alarm, endsAt: draft.at + BLIND_LINGER_MS });
  }
}

function resume(draft: Draft, sight: Sight, alarm: Alarm, watch: Watch, topology: Topology): void {
  if (alarm.suppressed?.endsAt !== undefined) draft.emit('suppression-ending', { alarm: alarm.id });
  else if (alarm.isActive) suppress(draft, sight, watch, topology);
}

function startEnding(draft: Draft, alarm: Alarm, { rule }: Watch, isBlind: boolean): void {
  const { suppressed } = alarm;
  if (suppressed === undefined || suppressed.window !== undefined) return;
  if (suppressed.endsAt !== undefined) return;
  const lingerMs = rule['suppressed-by']?.linger ?? 0;
  const endsAt = draft.at + (isBlind ? Math.max(lingerMs, BLIND_LINGER_MS) : lingerMs);
  draft.emit('suppression-ending', { alarm: alarm.id, endsAt });
}

function isOver(draft: Draft, sight: Sight, alarm: Alarm): boolean {
  const { endsAt, window } = alarm.suppressed!;
  // A rule that is gone has no logic any more.
  if (window === undefined && !sight.byKey.has(alarm.id)) return true;
  if (endsAt !== undefined) return endsAt <= draft.at;
  return window !== undefined && draft.state.windows[window] === undefined;
}

export function nextSuppressionDue(alarms: Readonly<Record<string, Alarm>>): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { suppressed } of Object.values(alarms)) {
    next = Math.min(next, suppressed?.endsAt ?? next);
  }
  return next;
}
