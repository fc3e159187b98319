/**
 * The first moments of an incident that are not its own steps'. They are kept with it as they
 * happen: its alarms are raised again for later incidents, and old notifications are forgotten.
 */
import type { Alarm } from '../alarms/alarm.ts';

/** Core time; absent where it has not come, or nobody knows it. */
export interface FirstMoments {
  /** The change, by the device's own clock. */
  field?: number;
  /** The receipt of the reading that showed it. */
  poll?: number;
  alarm?: number;
  /** By when the first alarm wants an answer. */
  answerBy?: number;
  told?: number;
  acknowledged?: number;
  answered?: number;
}

/** An alarm joined the incident; the one that was raised first counts. */
export function markAlarm(moments: FirstMoments, alarm: Alarm): void {
  const { raisedAt, readAt, changedAt, text } = alarm;
  if (moments.alarm !== undefined && moments.alarm <= raisedAt) return;
  delete moments.field;
  delete moments.poll;
  moments.alarm = raisedAt;
  moments.answerBy = raisedAt + text.within;
  if (readAt !== undefined) moments.poll = readAt;
  if (changedAt !== undefined) moments.field = changedAt;
}

export function markFirst(
  moments: FirstMoments,
  moment: 'told' | 'acknowledged' | 'answered',
  at: number,
): void {
  moments[moment] ??= at;
}
