/**
 * What the deliverer needs of the outbox; the journal implements it. One row is one recipient on
 * one channel and its chain of attempts (`decisions.md` 26).
 */
import type { Recipient } from '../core/duty/events.ts';
import type { Event } from '../core/event.ts';

export interface OutboxSource {
  /** Rows that no channel has in hand, those that wait for a retry included. */
  pending(limit: number): OutboxRow[];
  /** Written before the send, so that a crash in between is known as "possibly a repeat". */
  markHanded(key: string, wallMs: number): void;
  /** `retry` leaves the row pending; the others end it. */
  settle(
    key: string,
    result: 'delivered' | 'retry' | 'refused',
    reason?: string,
    nextAtWall?: number,
  ): void;
}

export interface OutboxRow {
  /** `seq/person/channel`. */
  key: string;
  request: Event<'notification-requested'>;
  recipient: Recipient;
  /** Attempts so far. */
  attempts: number;
  /** Not before, wall ms; 0: at once. */
  nextAtWall: number;
  /** It may have reached its recipient already. */
  possiblyRepeat: boolean;
}

/** The rows of an event that was just committed, as the outbox has them; a double is one row. */
export function toRows(request: Event<'notification-requested'>): OutboxRow[] {
  const rows = new Map<string, OutboxRow>();
  for (const recipient of request.data.recipients) {
    const key = `${request.seq}/${recipient.person}/${recipient.channel}`;
    rows.set(key, { key, request, recipient, attempts: 0, nextAtWall: 0, possiblyRepeat: false });
  }
  return [...rows.values()];
}
