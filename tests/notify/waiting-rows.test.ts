import { expect, test } from 'vitest';
import { type OutboxRow, toRows } from '../../src/notify/outbox.ts';
import { WaitingRows } from '../../src/notify/waiting-rows.ts';
import { recipient, request } from './builders.ts';
import { fakeChannel } from './fake-channel.ts';
import { setUp } from './set-up.ts';

const row = (seq: number, priority: 'critical' | 'high' | 'low' = 'high'): OutboxRow =>
  toRows(request(seq, [recipient('duty-1', 'hook')], { priority }))[0]!;

test('retries that come due together go in the order of their events', () => {
  const waiting = new WaitingRows();
  waiting.addLater(row(2), 5_000);
  waiting.addLater(row(1), 6_000);
  waiting.addLater(row(3), 7_000);
  waiting.release(6_000);
  expect(waiting.take(['high'], () => true).map(({ key }) => key)).toEqual([
    '1/duty-1/hook',
    '2/duty-1/hook',
  ]);
  expect(waiting.nextDueAt()).toBe(7_000);
});

test('what is missed least goes first of all: the lowest priority, what failed before', () => {
  const waiting = new WaitingRows();
  waiting.add(row(1, 'critical'));
  waiting.add(row(2, 'low'));
  waiting.addLater(row(3, 'low'), 5_000);
  waiting.addLater(row(4, 'critical'), 5_000);
  const taken = [1, 2, 3, 4, 5].map(() => waiting.takeLeastUrgent()?.request.seq);
  expect(taken).toEqual([3, 2, 4, 1, undefined]);
});

test('past ten thousand waiting rows the least urgent become dead letters', async () => {
  const hook = fakeChannel({ answer: () => new Promise(() => undefined) });
  const { commit, deliverer, reports } = setUp({ hook });
  const to = [recipient('duty-1', 'hook')];
  const low = Array.from({ length: 10_001 }, (_, i) => request(i + 1, to, { priority: 'low' }));
  await commit(...low, request(20_000, to, { priority: 'critical' }));
  expect(reports.map(({ notification, reason }) => [notification, reason])).toEqual([
    ['N-1', 'over 10000 messages wait'],
    ['N-2', 'over 10000 messages wait'],
  ]);
  expect(hook.sent[0]).toMatchObject({ notification: 'N-20000' });
  expect(deliverer.health()).toMatchObject([{ deadLetters: 2, pending: 9_997, inFlight: 3 }]);
});
