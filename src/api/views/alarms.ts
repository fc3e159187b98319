/** Alarms as they are shown. */
import { type Alarm, isActive, isOpen } from '../../core/alarms/alarm.ts';
import type { AlarmInfo, AlarmState } from '../contract.ts';
import { present, type RealmView, wall, wallAt } from './realm-view.ts';

export function alarmInfo(view: RealmView, alarm: Alarm): AlarmInfo {
  const { hazard, evidence, acknowledgedBy, incident } = alarm;
  return {
    id: alarm.id,
    rule: alarm.rule,
    asset: alarm.asset,
    priority: alarm.priority,
    state: alarm.state,
    active: isActive(alarm),
    dataLost: alarm.dataLost,
    orphan: alarm.isOrphan === true,
    text: alarm.text,
    raisedAt: wall(view, alarm.raisedAt),
    occurrences: alarm.occurrences,
    version: alarm.version,
    ...present({ hazard, evidence, acknowledgedBy, incident }),
    ...wallAt(view, 'acknowledgedAt', alarm.acknowledgedAt),
    ...wallAt(view, 'clearedAt', alarm.clearedAt),
  };
}

/** The newest first; without a state all that somebody still has to do something about. */
export function alarmInfos(view: RealmView, state?: AlarmState): AlarmInfo[] {
  return Object.values(view.state.alarms.alarms)
    .filter((alarm) => (state === undefined ? isOpen(alarm) : alarm.state === state))
    .sort((one, other) => other.raisedAt - one.raisedAt)
    .map((alarm) => alarmInfo(view, alarm));
}
