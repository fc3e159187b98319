/** Alarms as they are shown. */

import { reaches } from '../../core/access.ts';
import { type Alarm, isActive, isOpen, type Suppression } from '../../core/alarms/alarm.ts';
import { watchOf } from '../../core/rules/watch.ts';
import type { Access, AlarmInfo, AlarmState, NotedCondition, WindowInfo } from '../contract.ts';
import { present, type RealmView, wall, wallAt } from './realm-view.ts';

export function alarmInfo(view: RealmView, alarm: Alarm): AlarmInfo {
  const { hazard, evidence, acknowledgedBy, incident, outOfService, shelved, suppressed } = alarm;
  return {
    id: alarm.id,
    rule: alarm.rule,
    asset: alarm.asset,
    priority: alarm.priority,
    state: alarm.state,
    active: isActive(alarm),
    trial: alarm.isTrial === true,
    dataLost: alarm.dataLost,
    orphan: alarm.isOrphan === true,
    text: alarm.text,
    raisedAt: wall(view, alarm.raisedAt),
    occurrences: alarm.occurrences,
    version: alarm.version,
    ...present({
      hazard,
      evidence,
      acknowledgedBy,
      incident,
      shelved: limited(view, shelved),
      outOfService: limited(view, outOfService),
      suppressed: suppressed && suppression(view, suppressed),
    }),
    ...wallAt(view, 'acknowledgedAt', alarm.acknowledgedAt),
    ...wallAt(view, 'clearedAt', alarm.clearedAt),
  };
}

function limited<T extends { at: number; until: number }>(view: RealmView, aside: T | undefined) {
  if (aside === undefined) return undefined;
  return { ...aside, at: wall(view, aside.at), until: wall(view, aside.until) };
}

function suppression(view: RealmView, { at, because, cause, window }: Suppression) {
  return { at: wall(view, at), because, ...present({ cause, window }) };
}

/**
 * The newest first; without a state all that somebody still has to do something about. A rule on
 * trial is an engineer's matter.
 */
export function alarmInfos(view: RealmView, access: Access, state?: AlarmState): AlarmInfo[] {
  return Object.values(view.state.alarms.alarms)
    .filter((alarm) => (state === undefined ? isOpen(alarm) : alarm.state === state))
    .filter((alarm) => alarm.isTrial !== true || reaches(access, 'engineer'))
    .sort((one, other) => other.raisedAt - one.raisedAt)
    .map((alarm) => alarmInfo(view, alarm));
}

/** Conditions that were noted and last, the newest first. */
export function notedConditions(view: RealmView): NotedCondition[] {
  const { sight } = view.live;
  return Object.entries(view.state.rules.noted)
    .flatMap(([key, at]) => {
      const watch = watchOf(sight, key);
      if (watch === undefined) return [];
      const { asset, rule } = watch;
      return [{ rule: rule.rule, asset, what: rule.text.what, since: wall(view, at) }];
    })
    .sort((one, other) => other.since - one.since);
}

export function windowInfos(view: RealmView): WindowInfo[] {
  return Object.values(view.state.windows).map(({ by, places, ...window }) => ({
    ...window,
    places: [...places],
    from: wall(view, window.from),
    to: wall(view, window.to),
    ...present({ by }),
  }));
}
