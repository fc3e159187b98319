/** Events with defaults: what a test sets means something to that test. */

import type { Recipient } from '../../src/core/duty/events.ts';
import type { Event } from '../../src/core/event.ts';
import type { Priority } from '../../src/core/priority.ts';

/** 2026-01-01 00:00 UTC, ms. */
export const START = 1_767_225_600_000;

export function acknowledged(seq: number, overrides: Partial<Event> = {}): Event {
  const at = START + seq * 1_000;
  return {
    seq,
    at,
    wallAt: at,
    type: 'alarm-acknowledged',
    v: 1,
    realm: 'live',
    actor: { person: 'duty-1' },
    data: { alarm: `stopped-between-floors@A-L${seq}` },
    ...overrides,
  } as Event;
}

export function notified(
  seq: number,
  recipients: readonly Recipient[],
  priority: Priority = 'critical',
): Event {
  return {
    ...acknowledged(seq),
    type: 'notification-requested',
    data: {
      notification: `N-${seq}`,
      role: 'duty-engineer',
      priority,
      template: 'incident-opened',
      parameters: { asset: { zh: 'A座1号梯', en: 'Lift A1' } },
      recipients,
    },
  } as Event;
}

export function sequence(from: number, to: number): Event[] {
  return Array.from({ length: to - from + 1 }, (_, index) => acknowledged(from + index));
}
