/**
 * Everything that is journalled, as plain JSON. `evolve` is the only way in which it changes and
 * reads no configuration, so any journal replays to the same state (`decisions.md` 4).
 */
import { type ActionsState, evolveActions } from './actions/action.ts';
import type { ActionEvents } from './actions/events.ts';
import {
  type AlarmsState,
  evolveAlarms,
  freezeClearing,
  initialAlarmsState,
} from './alarms/alarm.ts';
import type { AlarmEvents, WindowEvents } from './alarms/events.ts';
import { evolveWindows, type WindowsState } from './alarms/window-state.ts';
import type { DutyEvents } from './duty/events.ts';
import { CONSOLE } from './duty/plan.ts';
import { type DutyState, evolveDuty, initialDutyState } from './duty/state.ts';
import type { Event, GatewayEvents } from './event.ts';
import type { IncidentEvents } from './incidents/events.ts';
import {
  evolveIncident,
  type IncidentsState,
  initialIncidentsState,
} from './incidents/incident.ts';
import { markAlarm, markFirst } from './incidents/moments.ts';
import type { NoticeEvents } from './notices/events.ts';
import { evolveNotices, hearDelivery, type NoticesState } from './notices/notice.ts';
import type { RuleEvents } from './rules/events.ts';
import { evolveRules, freezeHolds, initialRuleState, type RuleState } from './rules/state.ts';
import type { SignalEvents } from './signals/events.ts';

/** Raised when `evolve` or this shape changes: snapshots of another version are not read. */
export const STATE_VERSION = 5;

export interface CoreState {
  seq: number;
  /** Core time of the last event. */
  at: number;
  /** Wall clock minus core time. */
  wallOffsetMs: number;
  config: GatewayEvents['config-loaded'];
  rules: RuleState;
  alarms: AlarmsState;
  windows: WindowsState;
  incidents: IncidentsState;
  duty: DutyState;
  notices: NoticesState;
  actions: ActionsState;
  /** When readiness was last looked at of itself, and what it found by kind. */
  readiness?: { at: number; findings: Record<string, number> };
  /** `asset.signal` of latched signals that are set. */
  latches: Record<string, true>;
  /** Devices whose link is lost, with the reason. */
  lostLinks: Record<string, { reason: string; at: number }>;
}

export function initialState(): CoreState {
  return {
    seq: 0,
    at: 0,
    wallOffsetMs: 0,
    config: { hash: '', rules: {}, playbooks: {} },
    rules: initialRuleState(),
    alarms: initialAlarmsState(),
    windows: {},
    incidents: initialIncidentsState(),
    duty: initialDutyState(),
    notices: { notices: {} },
    actions: {},
    latches: {},
    lostLinks: {},
  };
}

export function evolve(state: CoreState, event: Event): void {
  state.seq = event.seq;
  state.at = event.at;
  const { type, data, seq, at, actor } = event;
  const stamp = { seq, at, person: actor?.person };
  if (type in evolveRules) {
    evolveRules[type as keyof RuleEvents](state.rules, data as never, at);
  } else if (type in evolveAlarms) {
    evolveAlarms[type as keyof AlarmEvents](state.alarms, data as never, stamp);
    if (event.type === 'alarm-raised') endHold(state, event.data.alarm);
  } else if (type in evolveWindows) {
    evolveWindows[type as keyof WindowEvents](state.windows, data as never, stamp);
  } else if (type in evolveDuty) {
    evolveDuty[type as keyof DutyEvents](state.duty, data as never, stamp);
    if (event.type === 'delivery-reported') {
      const { notice } = state.duty.notifications[event.data.notification] ?? {};
      if (notice !== undefined) hearDelivery(state.notices, notice, event.data, stamp);
    }
  } else if (type in evolveNotices) {
    evolveNotices[type as keyof NoticeEvents](state.notices, data as never, stamp);
  } else if (type in evolveActions) {
    evolveActions[type as keyof ActionEvents](state.actions, data as never, stamp);
  } else if (type in evolveOwn) {
    evolveOwn[type as keyof typeof evolveOwn](state, data as never, at);
  } else {
    const by = { seq, at, actor };
    evolveIncident(state.incidents, type as keyof IncidentEvents, data as never, by);
    if (event.type === 'alarm-joined') joinAlarm(state, event.data);
  }
  markMoment(state, event);
}

/** The alarm keeps what is known of the reading that showed its condition. */
function endHold({ alarms, rules }: CoreState, id: string): void {
  const { readAt, changedAt } = rules.holds[id] ?? {};
  const alarm = alarms.alarms[id]!;
  if (readAt !== undefined) alarm.readAt = readAt;
  if (changedAt !== undefined) alarm.changedAt = changedAt;
  delete rules.holds[id];
}

function joinAlarm(state: CoreState, { alarm, incident }: IncidentEvents['alarm-joined']): void {
  const found = state.alarms.alarms[alarm];
  if (found === undefined) return;
  found.incident = incident;
  const moments = state.incidents.incidents[incident]?.moments;
  if (moments !== undefined) markAlarm(moments, found);
}

/** What others say or do for the first time in an incident. */
function markMoment({ alarms, duty, incidents }: CoreState, { type, data, at }: Event): void {
  const mark = (id: string | undefined, moment: 'told' | 'acknowledged' | 'answered'): void => {
    const incident = incidents.incidents[id ?? ''];
    if (incident?.state === 'open') markFirst(incident.moments, moment, at);
  };
  if (type === 'alarm-acknowledged') mark(alarms.alarms[data.alarm]?.incident, 'acknowledged');
  if (type === 'notification-answered') {
    mark(duty.notifications[data.notification]?.incident, 'answered');
  }
  if (type === 'delivery-reported' && data.result === 'delivered' && data.channel !== CONSOLE) {
    const notification = duty.notifications[data.notification];
    // A notice tells those who live here, not those who come to help.
    if (notification?.notice === undefined) mark(notification?.incident, 'told');
  }
}

type OwnEvents = GatewayEvents & SignalEvents;

const evolveOwn: {
  [T in keyof OwnEvents]: (state: CoreState, data: OwnEvents[T], at: number) => void;
} = {
  'config-loaded': (state, data) => {
    state.config = data;
  },
  'gateway-started': (state, { lastAlive }) => {
    freezeHolds(state.rules, lastAlive);
    freezeClearing(state.alarms, lastAlive);
  },
  'clock-adjusted': (state, { offsetMs }) => {
    state.wallOffsetMs = offsetMs;
  },
  'readiness-looked': (state, { findings }, at) => {
    state.readiness = { at, findings };
  },
  'latch-set': (state, { asset, signal }) => {
    state.latches[`${asset}.${signal}`] = true;
  },
  'latch-released': (state, { asset, signal }) => {
    delete state.latches[`${asset}.${signal}`];
  },
  'link-lost': (state, { device, reason }, at) => {
    state.lostLinks[device] = { reason, at };
  },
  'link-restored': (state, { device }) => {
    delete state.lostLinks[device];
  },
};
