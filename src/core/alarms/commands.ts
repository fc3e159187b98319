/** The person's side of an alarm. */
import type { Draft } from '../draft.ts';
import type { Command, Refusal } from '../input.ts';
import { lookUp } from '../lookup.ts';
import { notFound } from '../refusal.ts';
import { type Sight, watchOf } from '../rules/watch.ts';
import { type Alarm, isActive, nextState } from './alarm.ts';

export function acknowledgeAlarm(
  draft: Draft,
  sight: Sight,
  command: Extract<Command, { do: 'acknowledge-alarm' }>,
): Refusal | undefined {
  const alarm = lookUp(draft.state.alarms.alarms, command.alarm);
  const refusal = refuse(alarm, command, 'acknowledge');
  if (refusal !== undefined) return refusal;
  const realarm = watchOf(sight, command.alarm)?.rule.realarm;
  const again = realarm !== undefined && alarm?.isActive === true;
  const seq = draft.emit('alarm-acknowledged', {
    alarm: command.alarm,
    ...(again ? { realarmAt: draft.at + realarm } : {}),
  });
  if (alarm?.isOrphan) draft.because(seq, () => endOrphan(draft, command.alarm));
  return undefined;
}

/** No rule will ever clear it: a person's acknowledgement is the handling that it waited for. */
function endOrphan(draft: Draft, alarm: string): void {
  if (isActive(draft.state.alarms.alarms[alarm])) draft.emit('alarm-cleared', { alarm });
  if (draft.state.alarms.alarms[alarm]?.state === 'normal') return;
  draft.emit('alarm-reset', { alarm });
}

export function resetAlarm(
  draft: Draft,
  command: Extract<Command, { do: 'reset-alarm' }>,
): Refusal | undefined {
  const alarm = lookUp(draft.state.alarms.alarms, command.alarm);
  const refusal = refuse(alarm, command, 'reset');
  if (refusal === undefined) draft.emit('alarm-reset', { alarm: command.alarm });
  return refusal;
}

function refuse(
  alarm: Alarm | undefined,
  { alarm: id, version }: { alarm: string; version: number },
  transition: 'acknowledge' | 'reset',
): Refusal | undefined {
  if (alarm === undefined) return notFound(`alarm ${id}`);
  if (nextState(alarm.state, transition) === undefined) {
    const by = alarm.acknowledgedBy;
    return {
      kind: 'conflict',
      message: `alarm ${id} is ${alarm.state}: there is nothing to ${transition}`,
      first: {
        at: alarm.acknowledgedAt ?? alarm.raisedAt,
        version: alarm.version,
        ...(by === undefined ? {} : { by }),
      },
    };
  }
  return changedSince(alarm, version);
}

/** A refusal where the alarm is not as the caller saw it. */
export function changedSince(alarm: Alarm, version: number): Refusal | undefined {
  if (alarm.version <= version) return undefined;
  return alarmConflict(alarm, `alarm ${alarm.id} has changed since you saw it`);
}

export function alarmConflict({ raisedAt, version }: Alarm, message: string): Refusal {
  return { kind: 'conflict', message, first: { at: raisedAt, version } };
}
