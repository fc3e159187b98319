/**
 * People set alarms aside: shelved by an operator for a while, or taken out of service under a
 * permit (ISA-18.2, states G and I). Both end by themselves; what is active then rings.
 */

import { type Access, reaches } from '../access.ts';
import type { Draft } from '../draft.ts';
import type { Command, Refusal } from '../input.ts';
import { lookUp } from '../lookup.ts';
import type { Priority } from '../priority.ts';
import { forbidden, invalid, notFound } from '../refusal.ts';
import { type Sight, watchOf } from '../rules/watch.ts';
import type { Alarm } from './alarm.ts';
import { alarmConflict, changedSince } from './commands.ts';
import { defineAlarm } from './process.ts';

type Of<D extends Command['do']> = Extract<Command, { do: D }>;

const HOUR_MS = 3_600_000;

/** Longest shelf and least access, by priority: a critical alarm is not the operator's to hide. */
const SHELF: Record<Priority, { longestMs: number; access: Access }> = {
  critical: { longestMs: HOUR_MS / 2, access: 'manager' },
  high: { longestMs: HOUR_MS, access: 'operator' },
  medium: { longestMs: 8 * HOUR_MS, access: 'operator' },
  low: { longestMs: 24 * HOUR_MS, access: 'operator' },
};

/** A permit is for a repair; a longer one is renewed by somebody who looks at it again. */
const LONGEST_PERMIT_MS = 30 * 24 * HOUR_MS;

export function shelveAlarm(
  draft: Draft,
  sight: Sight,
  command: Of<'shelve-alarm'>,
): Refusal | undefined {
  const { access, alarm: id, for: forMs, reason } = command;
  const refusal = check(draft, sight, command);
  if (refusal !== undefined) return refusal;
  const priority = priorityOf(draft, sight, id);
  const limit = SHELF[priority];
  if (!reaches(access, limit.access)) {
    return forbidden(`a ${priority} alarm is shelved by a ${limit.access}, not by a ${access}`);
  }
  if (!reason.trim()) return invalid('shelving wants a reason');
  if (!(forMs > 0 && forMs <= limit.longestMs)) {
    return invalid(`a ${priority} alarm is shelved for ${limit.longestMs / 60_000} min at most`);
  }
  defineAlarm(draft, watchOf(sight, id));
  draft.emit('alarm-shelved', { alarm: id, until: draft.at + forMs, reason });
  return undefined;
}

export function takeOutOfService(
  draft: Draft,
  sight: Sight,
  command: Of<'take-out-of-service'>,
): Refusal | undefined {
  const { alarm: id, permit, reason, until } = command;
  const refusal = check(draft, sight, command);
  if (refusal !== undefined) return refusal;
  if (!permit.trim() || !reason.trim()) {
    return invalid('out of service wants the number of a permit and a reason');
  }
  if (until <= draft.at) return invalid('out of service ends before it begins');
  if (until - draft.at > LONGEST_PERMIT_MS) return invalid('out of service lasts 30 days at most');
  defineAlarm(draft, watchOf(sight, id));
  draft.emit('alarm-out-of-service', { alarm: id, until, permit, reason });
  return undefined;
}

/** Ends a shelf or a permit before its time. */
export function bringBack(
  draft: Draft,
  command: Of<'unshelve-alarm'> | Of<'return-alarm-to-service'>,
  annunciate: (alarm: Alarm) => void,
): Refusal | undefined {
  const alarm = lookUp(draft.state.alarms.alarms, command.alarm);
  if (alarm === undefined) return notFound(`alarm ${command.alarm}`);
  const isShelf = command.do === 'unshelve-alarm';
  if ((isShelf ? alarm.shelved : alarm.outOfService) === undefined) {
    const what = isShelf ? 'shelved' : 'out of service';
    return alarmConflict(alarm, `alarm ${alarm.id} is not ${what}`);
  }
  const refusal = changedSince(alarm, command.version);
  if (refusal !== undefined) return refusal;
  const type = isShelf ? 'alarm-unshelved' : 'alarm-returned-to-service';
  draft.emit(type, { alarm: alarm.id, why: 'person' });
  if (alarm.state === 'unacknowledged') annunciate(alarm);
  return undefined;
}

/** Shelves and permits whose time is over, and acknowledged alarms that ask again. */
export function decideDueAside(draft: Draft, annunciate: (alarm: Alarm) => void): void {
  const { at } = draft;
  for (const alarm of Object.values(draft.state.alarms.alarms)) {
    const wasAside = alarm.shelved !== undefined || alarm.outOfService !== undefined;
    if (alarm.shelved !== undefined && alarm.shelved.until <= at) {
      draft.emit('alarm-unshelved', { alarm: alarm.id, why: 'expired' });
    }
    if (alarm.outOfService !== undefined && alarm.outOfService.until <= at) {
      draft.emit('alarm-returned-to-service', { alarm: alarm.id, why: 'expired' });
    }
    const isDue = alarm.realarmAt !== undefined && alarm.realarmAt <= at;
    if (isDue) draft.emit('alarm-realarmed', { alarm: alarm.id });
    if ((wasAside || isDue) && alarm.state === 'unacknowledged') annunciate(alarm);
  }
}

export function nextAsideDue(alarms: Readonly<Record<string, Alarm>>): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { outOfService, realarmAt, shelved } of Object.values(alarms)) {
    next = Math.min(next, shelved?.until ?? next, outOfService?.until ?? next, realarmAt ?? next);
  }
  return next;
}

function check(
  draft: Draft,
  sight: Sight,
  { alarm: id, version }: { alarm: string; version: number },
): Refusal | undefined {
  const alarm = lookUp(draft.state.alarms.alarms, id);
  if (alarm === undefined) {
    return watchOf(sight, id)?.rule.raises === undefined ? notFound(`alarm ${id}`) : undefined;
  }
  return changedSince(alarm, version);
}

function priorityOf(draft: Draft, sight: Sight, id: string): Priority {
  return draft.state.alarms.alarms[id]?.priority ?? watchOf(sight, id)!.rule.raises!.priority;
}
