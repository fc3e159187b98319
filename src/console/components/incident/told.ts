/** Who was told of an incident, person by person: the newest state of each, from all channels. */
import type { NotificationInfo, Text } from '../../../api/contract.ts';

export interface ToldPerson {
  person: string;
  name: Text;
  role: string;
  /** The best that any channel has reached. */
  result: 'delivered' | 'retry' | 'refused' | 'pending';
  reason?: string;
  toldAt: number;
  attempts: number;
  answer?: { answer: 'coming' | 'cannot'; at: number };
  /** He answered by working on the incident. */
  isAtWork: boolean;
  /** When the next one is rung, while nobody has answered. */
  escalatesAt?: number;
}

/** The better first: one channel that got through is what counts. */
const RESULTS = ['delivered', 'pending', 'retry', 'refused'] as const;

export function whoWasTold(notifications: readonly NotificationInfo[]): ToldPerson[] {
  const people = new Map<string, ToldPerson>();
  const inOrder = [...notifications].sort((a, b) => a.requestedAt - b.requestedAt);
  for (const notification of inOrder) {
    for (const recipient of notification.recipients) {
      const before = people.get(recipient.person);
      people.set(recipient.person, merge(before, notification, recipient));
    }
  }
  for (const { answers } of inOrder) {
    for (const { person, answer, at } of answers) {
      const told = people.get(person);
      if (told !== undefined) people.set(person, { ...told, answer: { answer, at } });
    }
  }
  const atWork = new Set(inOrder.map(({ escalation }) => escalation?.answeredBy));
  return [...people.values()].map((told) =>
    withEscalation({ ...told, isAtWork: atWork.has(told.person) }, inOrder),
  );
}

function merge(
  before: ToldPerson | undefined,
  { role, requestedAt }: NotificationInfo,
  recipient: NotificationInfo['recipients'][number],
): ToldPerson {
  const result = recipient.result ?? 'pending';
  const isBetter = before === undefined || rank(result) < rank(before.result);
  return {
    person: recipient.person,
    name: recipient.name,
    role: before?.role ?? role,
    toldAt: before?.toldAt ?? requestedAt,
    isAtWork: false,
    attempts: Math.max(before?.attempts ?? 0, recipient.attempts),
    result: isBetter ? result : before.result,
    ...(recipient.reason === undefined ? {} : { reason: recipient.reason }),
    ...(before?.answer === undefined ? {} : { answer: before.answer }),
  };
}

function withEscalation(told: ToldPerson, notifications: readonly NotificationInfo[]): ToldPerson {
  if (told.answer !== undefined || told.isAtWork) return told;
  const open = notifications.findLast(
    ({ escalation, recipients, role }) =>
      isRinging(escalation, role) && recipients.some(({ person }) => person === told.person),
  );
  const nextAt = open?.escalation?.nextAt;
  return nextAt === undefined ? told : { ...told, escalatesAt: nextAt };
}

/** The role's own turn: a call that has gone on to the next one rings there. */
export function isRinging(call: NotificationInfo['escalation'], role: string): boolean {
  return call?.state === 'open' && call.role === role;
}

function rank(result: ToldPerson['result']): number {
  return RESULTS.indexOf(result);
}
