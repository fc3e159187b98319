/** Alarms that open no incident are told as well; and what answers a message. */
import { type Alarm, isUnacknowledged } from '../alarms/alarm.ts';
import type { Draft } from '../draft.ts';
import { endEscalation, startEscalation, tellOnce } from '../duty/escalate.ts';
import type { EventType } from '../event.ts';
import type { Command, Refusal } from '../input.ts';
import { lookUp } from '../lookup.ts';
import { forbidden, notFound } from '../refusal.ts';
import type { IncidentConfig } from './context.ts';
import { placeName } from './open.ts';
import { answerFor, passOnFor } from './tell.ts';

/** An alarm that opens no incident rings for the duty engineer; a low one is only shown. */
export function tellAlarm(draft: Draft, config: IncidentConfig, alarm: Alarm): void {
  if (alarm.priority === 'low' || isRinging(draft, alarm)) return;
  startEscalation(draft, config, 'duty-engineer', {
    ...alarmMessage(draft, config, alarm),
    template: 'alarm-raised',
  });
}

/** A rule on trial is told to the engineering manager, once, and rings for nobody (P-49). */
export function tellTrial(draft: Draft, config: IncidentConfig, alarm: Alarm): void {
  const message = { ...alarmMessage(draft, config, alarm), template: 'trial-alarm' };
  tellOnce(draft, config, 'engineering-manager', message);
}

function alarmMessage(draft: Draft, config: IncidentConfig, alarm: Alarm) {
  return {
    alarm: alarm.id,
    priority: alarm.isTrial ? ('low' as const) : alarm.priority,
    parameters: {
      what: alarm.text.what,
      do: alarm.text.do,
      asset: placeName({ asset: alarm.asset }, config),
      since: config.localClock(alarm.raisedAt + draft.state.wallOffsetMs),
    },
  };
}

/** It came back before anybody acknowledged it: what rings goes on, and does not ring twice. */
function isRinging(draft: Draft, { id }: Alarm): boolean {
  return Object.values(draft.state.duty.escalations).some(
    (escalation) => escalation.alarm === id && escalation.state === 'open',
  );
}

/** By these an alarm stops to ring. */
const SILENCING: readonly EventType[] = [
  'alarm-acknowledged',
  'alarm-shelved',
  'alarm-suppressed',
  'alarm-out-of-service',
];

/** Nobody is rung any longer for an alarm that somebody acknowledged or set aside. */
export function endForAlarm(draft: Draft): void {
  for (const event of draft.events) {
    if (!SILENCING.includes(event.type) || !('alarm' in event.data)) continue;
    if (event.data.alarm === undefined) continue;
    const alarm = draft.state.alarms.alarms[event.data.alarm];
    if (alarm === undefined || isUnacknowledged(alarm)) continue;
    for (const escalation of Object.values(draft.state.duty.escalations)) {
      if (escalation.alarm !== alarm.id) continue;
      endEscalation(draft, escalation, 'answered', draft.actor?.person);
    }
  }
}

/** `coming` stops the escalation, `cannot` passes it on. A receipt is neither. */
export function answerNotification(
  draft: Draft,
  config: IncidentConfig,
  command: Extract<Command, { do: 'answer-notification' }>,
): Refusal | undefined {
  const notification = lookUp(draft.state.duty.notifications, command.notification);
  if (notification === undefined) {
    return notFound(`notification ${command.notification}`);
  }
  const person = draft.actor?.person ?? '';
  if (!notification.recipients.some((recipient) => recipient.person === person)) {
    return forbidden(`${person} was not told by ${notification.id}`);
  }
  const { answer } = command;
  draft.emit('notification-answered', { notification: notification.id, answer });
  if (answer === 'cannot') {
    passOnFor(draft, config, notification);
    return undefined;
  }
  if (notification.incident !== undefined) answerFor(draft, notification.incident, person);
  const escalation = draft.state.duty.escalations[notification.escalation ?? ''];
  if (escalation !== undefined) endEscalation(draft, escalation, 'answered', person);
  return undefined;
}
