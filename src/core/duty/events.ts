/** People, and telling them. */
import type { Priority } from '../priority.ts';
import type { Text } from '../text.ts';
import type { People } from './people.ts';

/** A parameter of a message template: a text in both languages, or a plain word or number. */
export type MessageParameter = Text | string | number;

/** One person on one channel. `address` is the person's own there; absent: the channel's group. */
export interface Recipient {
  person: string;
  channel: string;
  address?: string;
}

export type DutyEvents = {
  /** The whole of people and roster, replaced. */
  'people-set': { people: People };
  'escalation-started': {
    escalation: string;
    incident?: string;
    alarm?: string;
    role: string;
    priority: Priority;
    template: string;
    parameters: Record<string, MessageParameter>;
  };
  /** The next stage of the channel plan, or the next role; `dueAt` of what comes after. */
  'escalation-advanced': {
    escalation: string;
    role: string;
    stage: number;
    round: number;
    dueAt: number;
  };
  /** Somebody answered, or there is nothing left to answer. */
  'escalation-ended': { escalation: string; reason: 'answered' | 'closed'; by?: string };
  /** An effect: one message to each recipient, delivered at least once from the outbox. */
  'notification-requested': {
    notification: string;
    escalation?: string;
    incident?: string;
    alarm?: string;
    /** To homes and shops: the notice whose message it is. */
    notice?: string;
    role: string;
    priority: Priority;
    template: string;
    parameters: Record<string, MessageParameter>;
    recipients: readonly Recipient[];
  };
  /** What a channel said of one recipient's message. Not an answer. */
  'delivery-reported': {
    notification: string;
    person: string;
    channel: string;
    result: 'delivered' | 'retry' | 'refused';
    reason?: string;
    attempt: number;
  };
  'notification-answered': { notification: string; answer: 'coming' | 'cannot' };
  /** Called away from the desk: he checks in until he is back (`practice.md` P-42). */
  'desk-left': { person: string; checkInBy: number };
  'checked-in': { person: string; checkInBy: number };
  /** Nobody has heard of him; said again at `nextAt`. */
  'check-in-missed': { person: string; round: number; nextAt: number };
  'desk-returned': { person: string };
  /** Nobody holds the role now; the next role was tried. */
  'role-empty': { role: string; incident?: string };
};
