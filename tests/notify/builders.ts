/** Messages, requests and rows with defaults: every option a test sets means something to it. */
import type { DutyEvents, Recipient } from '../../src/core/duty/events.ts';
import type { Event } from '../../src/core/event.ts';
import type { OutboundMessage } from '../../src/notify/channel.ts';
import type { Composer } from '../../src/notify/message.ts';

/** 2026-11-23 09:00:00 in Shanghai. */
export const WALL = Date.parse('2026-11-23T01:00:00Z');

export function message(changes: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    key: '41/duty-1/duty-hook',
    notification: 'N-41',
    realm: 'live',
    priority: 'critical',
    template: 'incident-opened',
    role: 'duty-engineer',
    title: { zh: '困人 · A座1号梯', en: 'Entrapment · Lift A1' },
    text: { zh: '困人 · A座1号梯\n请回复', en: 'Entrapment · Lift A1\nPlease answer' },
    languages: ['zh'],
    recipients: [{ person: 'duty-1' }],
    simulated: false,
    drill: false,
    possiblyRepeat: false,
    merged: 1,
    attempt: 1,
    at: WALL,
    ...changes,
  };
}

export function recipient(person: string, channel: string, address?: string): Recipient {
  return { person, channel, ...(address !== undefined && { address }) };
}

type Request = Event<'notification-requested'>;

/** `at` is core ms; the wall clock runs `WALL` ahead of it. */
export function request(
  seq: number,
  recipients: readonly Recipient[],
  changes: Partial<DutyEvents['notification-requested']> & { at?: number; realm?: string } = {},
): Request {
  const { at = 0, realm = 'live', ...data } = changes;
  return {
    seq,
    at,
    wallAt: WALL + at,
    type: 'notification-requested',
    v: 1,
    realm,
    data: {
      notification: `N-${seq}`,
      role: 'duty-engineer',
      priority: 'high',
      template: 'incident-opened',
      parameters: { what: `no. ${seq}` },
      recipients,
      ...data,
    },
  };
}

export function composer(changes: Partial<Composer> = {}): Composer {
  return {
    texts: { 'incident-opened': { zh: '险情 {what}', en: 'Incident {what}' } },
    simulated: false,
    languageOf: () => 'zh',
    ...changes,
  };
}
