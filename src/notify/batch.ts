/** Which of the waiting rows go into the next message of a channel. */
import type { Priority } from '../core/priority.ts';
import type { Channel } from './channel.ts';
import type { OutboxRow } from './outbox.ts';
import type { WaitingRows } from './waiting-rows.ts';

/** Messages that may go now: those of critical priority, and all others. */
export interface Room {
  critical: number;
  others: number;
}

const CRITICAL: readonly Priority[] = ['critical'];
const OTHERS: readonly Priority[] = ['high', 'medium', 'low'];

/**
 * The most urgent message that there is room for; undefined: nothing may go now. Others never go
 * while something critical waits. The last message of a budget speaks for all that would come
 * after it: one summary in place of the rest.
 */
export function takeBatch(
  waiting: WaitingRows,
  audience: Channel['audience'],
  room: Room,
): OutboxRow[] | undefined {
  const isCritical = waiting.countReady(CRITICAL) > 0;
  const priorities = isCritical ? CRITICAL : OTHERS;
  const left = isCritical ? room.critical : room.others;
  const first = waiting.first(priorities);
  if (first === undefined || left < 1) return undefined;
  if (left === 1) return waiting.take(priorities, (row) => readsSame(row, first, audience));
  if (audience === 'person') return [waiting.takeFirst(priorities)!];
  const { notification } = first.request.data;
  return waiting.take(priorities, (row) => row.request.data.notification === notification);
}

/** A summary is such a batch of several notifications. */
export function isSummary(rows: readonly OutboxRow[]): boolean {
  const { notification } = rows[0]!.request.data;
  return rows.some((row) => row.request.data.notification !== notification);
}

function readsSame(row: OutboxRow, other: OutboxRow, audience: Channel['audience']): boolean {
  return audience === 'group' || row.recipient.person === other.recipient.person;
}
