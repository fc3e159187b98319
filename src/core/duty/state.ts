/** What is known of people, of escalations that run, and of messages that were sent. */
import type { Priority } from '../priority.ts';
import type { DutyEvents, MessageParameter, Recipient } from './events.ts';
import type { People, Role } from './people.ts';

export interface Escalation {
  id: string;
  incident?: string;
  alarm?: string;
  /** Role with which it began, and the one that is being told now. */
  firstRole: Role;
  role: Role;
  priority: Priority;
  template: string;
  parameters: Record<string, MessageParameter>;
  stage: number;
  /** How many roles have been tried. */
  round: number;
  /** When the current role was first told. */
  roundStartedAt: number;
  dueAt?: number;
  asked: string[];
  state: 'open' | 'answered' | 'closed';
  answeredBy?: string;
}

export interface Notification {
  id: string;
  escalation?: string;
  incident?: string;
  alarm?: string;
  notice?: string;
  role: string;
  priority: Priority;
  template: string;
  parameters: Record<string, MessageParameter>;
  requestedAt: number;
  recipients: (Recipient & {
    result?: 'delivered' | 'retry' | 'refused';
    reason?: string;
    at?: number;
    attempts: number;
  })[];
  answers: { person: string; answer: 'coming' | 'cannot'; at: number }[];
  version: number;
}

/** Somebody away from the desk. Times are core ms. */
export interface Away {
  since: number;
  checkInBy: number;
  /** How often he has been missed in a row. */
  missed: number;
}

export interface DutyState {
  people?: People;
  /** By person. */
  away: Record<string, Away>;
  escalations: Record<string, Escalation>;
  notifications: Record<string, Notification>;
}

/** Notifications kept in memory; older ones are in the journal only. */
const NOTIFICATION_LIMIT = 2_000;

/** Ended escalations kept in memory, for the screens; the journal keeps all. */
const ENDED_LIMIT = 500;

export function initialDutyState(): DutyState {
  return { away: {}, escalations: {}, notifications: {} };
}

interface Stamp {
  seq: number;
  at: number;
  person: string | undefined;
}

export const evolveDuty: {
  [T in keyof DutyEvents]: (state: DutyState, data: DutyEvents[T], stamp: Stamp) => void;
} = {
  'people-set': (state, { people }) => {
    state.people = people;
  },
  'escalation-started': (state, data, { at }) => {
    const { escalation: id, role, ...rest } = data;
    state.escalations[id] = {
      ...rest,
      id,
      firstRole: role as Role,
      role: role as Role,
      stage: 0,
      round: 0,
      roundStartedAt: at,
      asked: [],
      state: 'open',
    };
    forgetEnded(state.escalations);
  },
  'escalation-advanced': (state, { escalation, role, stage, round, dueAt }, { at }) => {
    const found = state.escalations[escalation];
    if (found === undefined) return;
    if (stage === 0) found.roundStartedAt = at;
    Object.assign(found, { role: role as Role, stage, round, dueAt });
  },
  'escalation-ended': (state, { escalation, reason, by }) => {
    const found = state.escalations[escalation];
    if (found === undefined) return;
    found.state = reason;
    if (by !== undefined) found.answeredBy = by;
    delete found.dueAt;
  },
  'notification-requested': (state, data, { seq, at }) => {
    const { notification: id, recipients, ...rest } = data;
    state.notifications[id] = {
      ...rest,
      id,
      requestedAt: at,
      recipients: recipients.map((recipient) => ({ ...recipient, attempts: 0 })),
      answers: [],
      version: seq,
    };
    forgetOldest(state.notifications);
    const escalation = state.escalations[data.escalation ?? ''];
    if (escalation === undefined) return;
    escalation.asked = [...new Set([...escalation.asked, ...recipients.map((r) => r.person)])];
  },
  'delivery-reported': (state, data, { seq, at }) => {
    const notification = state.notifications[data.notification];
    const recipient = notification?.recipients.find(
      (r) => r.person === data.person && r.channel === data.channel,
    );
    if (notification === undefined || recipient === undefined) return;
    recipient.result = data.result;
    recipient.attempts = data.attempt;
    recipient.at = at;
    if (data.reason === undefined) delete recipient.reason;
    else recipient.reason = data.reason;
    notification.version = seq;
  },
  'notification-answered': (state, { notification, answer }, { seq, at, person }) => {
    const found = state.notifications[notification];
    if (found === undefined) return;
    found.answers.push({ person: person ?? '', answer, at });
    found.version = seq;
  },
  'desk-left': (state, { person, checkInBy }, { at }) => {
    state.away[person] = { since: at, checkInBy, missed: 0 };
  },
  'checked-in': (state, { person, checkInBy }) => {
    const away = state.away[person];
    if (away !== undefined) Object.assign(away, { checkInBy, missed: 0 });
  },
  'check-in-missed': (state, { person, round, nextAt }) => {
    const away = state.away[person];
    if (away !== undefined) Object.assign(away, { checkInBy: nextAt, missed: round });
  },
  'desk-returned': (state, { person }) => {
    delete state.away[person];
  },
  'role-empty': () => {},
};

function forgetEnded(escalations: Record<string, Escalation>): void {
  const ended = Object.values(escalations).filter(({ state }) => state !== 'open');
  for (const { id } of ended.slice(0, Math.max(0, ended.length - ENDED_LIMIT))) {
    delete escalations[id];
  }
}

function forgetOldest(notifications: Record<string, Notification>): void {
  const ids = Object.keys(notifications);
  for (const id of ids.slice(0, Math.max(0, ids.length - NOTIFICATION_LIMIT))) {
    delete notifications[id];
  }
}
