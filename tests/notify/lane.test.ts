import { expect, test } from 'vitest';
import type { Delivery } from '../../src/notify/channel.ts';
import { recipient, request, WALL } from './builders.ts';
import { type FakeChannel, fakeChannel } from './fake-channel.ts';
import { setUp } from './set-up.ts';
import { settled } from './virtual-clock.ts';

const RETRY: Delivery = { result: 'retry', reason: 'HTTP 503' };
const seqs = (channel: FakeChannel) =>
  channel.sent.map(({ notification }) => Number(notification.slice(2)));

test('a channel that is down is tried after 5, 10, 20 s; each outcome is told', async () => {
  const hook = fakeChannel({ answer: () => RETRY });
  const { clock, commit, outbox, reports } = setUp({ hook });
  await commit(request(41, [recipient('duty-1', 'hook')]));
  const sentAtS: number[] = [0];
  for (let second = 1; second <= 40; second++) {
    await clock.advance(1_000);
    if (hook.sent.length > sentAtS.length) sentAtS.push(second);
  }
  expect(sentAtS).toEqual([0, 5, 15, 35]);
  expect(hook.sent.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
  expect(new Set(hook.sent.map(({ key }) => key)).size, 'one key for all attempts').toBe(1);
  expect(reports.map(({ result, reason, attempt }) => [result, reason, attempt])).toEqual([
    ['retry', 'HTTP 503', 1],
    ['retry', 'HTTP 503', 2],
    ['retry', 'HTTP 503', 3],
    ['retry', 'HTTP 503', 4],
  ]);
  expect(outbox.rows.get('41/duty-1/hook')).toMatchObject({
    state: 'pending',
    attempts: 4,
    nextAtWall: WALL + 75_000,
  });
  hook.answer = () => ({ result: 'delivered' });
  await clock.advance(40_000);
  expect(reports.at(-1)).toMatchObject({ result: 'delivered', attempt: 5 });
  expect(clock.timers, 'nothing is left to wait for').toBe(0);
});

test('what is refused is not tried again', async () => {
  const hook = fakeChannel({ answer: () => ({ result: 'refused', reason: 'HTTP 404' }) });
  const { clock, commit, deliverer, reports } = setUp({ hook });
  await commit(request(41, [recipient('duty-1', 'hook')]));
  await clock.advance(3_600_000);
  expect(hook.sent).toHaveLength(1);
  expect(reports).toMatchObject([{ result: 'refused', reason: 'HTTP 404', attempt: 1 }]);
  expect(deliverer.health()).toMatchObject([{ refused: 1, deadLetters: 0 }]);
});

test('a low message is given up within a quarter of an hour, a critical one is not', async () => {
  const hook = fakeChannel({ answer: () => RETRY });
  const { clock, commit, deliverer, reports } = setUp({ hook });
  await commit(
    request(1, [recipient('duty-1', 'hook')], { priority: 'low' }),
    request(2, [recipient('duty-1', 'hook')], { priority: 'critical' }),
  );
  await clock.advance(900_000);
  // 5+10+20+40+80+160 = 315 s, then 615 s, then the next would be at 915 s: eight attempts.
  expect(reports.filter(({ result }) => result === 'refused')).toEqual([
    {
      notification: 'N-1',
      person: 'duty-1',
      channel: 'hook',
      result: 'refused',
      reason: 'given up after 8 attempts, 615 s old: HTTP 503',
      attempt: 8,
    },
  ]);
  expect(deliverer.health()).toMatchObject([{ deadLetters: 1, pending: 1 }]);
  await clock.advance(2 * 3_600_000);
  expect(reports.at(-1)).toMatchObject({ notification: 'N-2', result: 'refused' });
  expect(deliverer.health()).toMatchObject([{ deadLetters: 2, pending: 0 }]);
});

test('a dead channel keeps no other waiting', async () => {
  const stuck = fakeChannel({ answer: () => new Promise(() => undefined) });
  const hook = fakeChannel();
  const { commit, reports } = setUp({ stuck, hook });
  for (let seq = 1; seq <= 8; seq++) {
    await commit(request(seq, [recipient('duty-1', 'stuck'), recipient('duty-1', 'hook')]));
  }
  expect(stuck.sent, 'three of its four places; the last is for critical ones').toHaveLength(3);
  expect(reports.map(({ channel }) => channel)).toEqual(Array(8).fill('hook'));
});

test('the most urgent goes first, and one place is kept for what is critical', async () => {
  const answers: (() => void)[] = [];
  const hook = fakeChannel({
    answer: () => new Promise((resolve) => answers.push(() => resolve({ result: 'delivered' }))),
  });
  const { commit } = setUp({ hook });
  const to = [recipient('duty-1', 'hook')];
  await commit(...[1, 2, 3, 4].map((seq) => request(seq, to, { priority: 'low' })));
  await commit(request(5, to, { priority: 'medium' }), request(6, to, { priority: 'critical' }));
  expect(seqs(hook), 'three low ones filled their places; the critical one has its own').toEqual([
    1, 2, 3, 6,
  ]);
  for (let i = 0; i < 6; i++) {
    answers[i]?.();
    await settled();
  }
  expect(seqs(hook), 'then the medium one before the last low one').toEqual([1, 2, 3, 6, 5, 4]);
});

test('a channel that says nothing for a minute is tried again, as a possible repeat', async () => {
  const hook = fakeChannel({ answer: () => new Promise(() => undefined) });
  const { clock, commit, reports } = setUp({ hook });
  await commit(request(41, [recipient('duty-1', 'hook')]));
  await clock.advance(59_999);
  expect(reports).toEqual([]);
  hook.answer = () => ({ result: 'delivered' });
  await clock.advance(5_001);
  expect(hook.sent.map(({ possiblyRepeat }) => possiblyRepeat)).toEqual([false, true]);
  expect(reports.map(({ result }) => result)).toEqual(['retry', 'delivered']);
});

test('an attempt that may have arrived makes the next one a possible repeat', async () => {
  const hook = fakeChannel({ answer: () => ({ ...RETRY, maybeSent: true }) as Delivery });
  const { clock, commit } = setUp({ hook });
  await commit(request(41, [recipient('duty-1', 'hook')]));
  hook.answer = () => RETRY;
  await clock.advance(15_000);
  expect(
    hook.sent.map(({ possiblyRepeat }) => possiblyRepeat),
    'once possible, always possible',
  ).toEqual([false, true, true]);
});

test('the first success after an outage brings out all that waits', async () => {
  const hook = fakeChannel({ answer: () => RETRY });
  const { clock, commit } = setUp({ hook });
  const to = [recipient('duty-1', 'hook')];
  await commit(...[1, 2, 3].map((seq) => request(seq, to)));
  await clock.advance(320_000);
  hook.answer = () => ({ result: 'delivered' });
  const before = hook.sent.length;
  await commit(request(9, to, { at: 320_000 }));
  expect(seqs(hook).slice(before), 'not in five minutes').toEqual([9, 1, 2, 3]);
});

test('a service that names a time is left alone until then, whatever comes', async () => {
  const hook = fakeChannel({ answer: () => ({ ...RETRY, afterMs: 60_000 }) as Delivery });
  const { clock, commit } = setUp({ hook });
  const to = [recipient('duty-1', 'hook')];
  await commit(request(1, to));
  hook.answer = () => ({ result: 'delivered' });
  await commit(request(2, to, { priority: 'critical' }));
  await clock.advance(59_999);
  expect(seqs(hook)).toEqual([1]);
  await clock.advance(1);
  expect(seqs(hook), 'then the critical one first').toEqual([1, 2, 1]);
});

test('nobody can ask for more than ten minutes of silence', async () => {
  const hook = fakeChannel({ answer: () => ({ ...RETRY, afterMs: 86_400_000 }) as Delivery });
  const { clock, commit } = setUp({ hook });
  await commit(request(1, [recipient('duty-1', 'hook')], { priority: 'critical' }));
  await clock.advance(600_000);
  expect(hook.sent).toHaveLength(2);
});
