import { expect, test } from 'vitest';
import type { Delivery } from '../../src/notify/channel.ts';
import { createConsoleChannel } from '../../src/notify/console-channel.ts';
import { composer, recipient, request, WALL } from './builders.ts';
import { type FakeChannel, fakeChannel } from './fake-channel.ts';
import { FakeOutbox } from './fake-outbox.ts';
import { setUp } from './set-up.ts';
import { settled } from './virtual-clock.ts';

const RETRY: Delivery = { result: 'retry', reason: 'HTTP 503' };
const seqs = (channel: FakeChannel) =>
  channel.sent.map(({ notification }) => Number(notification.slice(2)));

test('a message goes out in the moment of its commit, and its outcome comes back', async () => {
  const hook = fakeChannel({ answer: () => ({ result: 'delivered', receipt: 'HTTP 200' }) });
  const { outbox, reports, deliverer } = setUp({ hook });
  const event = request(41, [recipient('duty-1', 'hook')]);
  outbox.add(event);
  deliverer.wake([event]);
  expect(hook.sent, 'handed out before wake returns').toHaveLength(1);
  await settled();
  expect(outbox.log).toEqual(['handed 41/duty-1/hook', 'delivered 41/duty-1/hook']);
  expect(reports).toEqual([
    {
      notification: 'N-41',
      person: 'duty-1',
      channel: 'hook',
      result: 'delivered',
      receipt: 'HTTP 200',
      attempt: 1,
    },
  ]);
});

test('each recipient gets one message on each channel, named twice or not', async () => {
  const [hook, mail] = [fakeChannel(), fakeChannel()];
  const { commit, reports } = setUp({ hook, mail, console: createConsoleChannel() });
  const both = ['hook', 'mail', 'console'].map((channel) => recipient('duty-1', channel));
  await commit(request(41, [...both, ...both, recipient('duty-2', 'hook')]));
  expect(hook.sent.map(({ key }) => key)).toEqual(['41/duty-1/hook', '41/duty-2/hook']);
  expect(mail.sent).toHaveLength(1);
  expect(reports.map(({ person, channel }) => `${person} ${channel}`).sort()).toEqual([
    'duty-1 console',
    'duty-1 hook',
    'duty-1 mail',
    'duty-2 hook',
  ]);
});

test('after a crash: what was handed says so, what was not does not', async () => {
  const outbox = new FakeOutbox();
  const before = setUp(
    { hook: fakeChannel({ answer: () => new Promise(() => undefined) }) },
    { outbox },
  );
  const to = [recipient('duty-1', 'hook')];
  await before.commit(request(1, to));
  outbox.add(request(2, to));
  const hook = fakeChannel();
  const after = setUp({ hook }, { outbox: outbox.reopen() });
  await settled();
  expect(
    hook.sent.map(({ key, possiblyRepeat, attempt }) => [key, possiblyRepeat, attempt]),
  ).toEqual([
    ['1/duty-1/hook', true, 2],
    ['2/duty-1/hook', false, 1],
  ]);
  expect(hook.sent[0]!.text.zh).toContain('(可能重复 / possibly a repeat)');
  expect(outbox.rows.size).toBe(0);
  expect(after.reports).toHaveLength(2);
});

test('after a restart a retry waits what was left, and is made however old it is', async () => {
  const outbox = new FakeOutbox().add(request(1, [recipient('duty-1', 'hook')], { at: -9e9 }));
  Object.assign(outbox.rows.get('1/duty-1/hook')!, { attempts: 3, nextAtWall: WALL + 12_000 });
  const hook = fakeChannel({ answer: () => RETRY });
  const { clock, reports } = setUp({ hook }, { outbox });
  await clock.advance(11_999);
  expect(hook.sent).toEqual([]);
  await clock.advance(1);
  expect(reports).toMatchObject([{ result: 'refused', attempt: 4 }]);
});

test('more rows than one page are all taken up at the start', async () => {
  const outbox = new FakeOutbox();
  for (let seq = 1; seq <= 2_345; seq++) outbox.add(request(seq, [recipient('a', 'hook')]));
  const hook = fakeChannel();
  setUp({ hook }, { outbox });
  for (let i = 0; i < 1_000 && outbox.rows.size > 0; i++) await settled();
  expect(new Set(seqs(hook)).size).toBe(2_345);
  expect(hook.sent).toHaveLength(2_345);
});

test('simulation: a real channel stays shut, and it is said; the others bear DEMO', async () => {
  const [real, allowed] = [fakeChannel(), fakeChannel({ allowInSimulation: true })];
  const channels = { real, allowed, console: createConsoleChannel() };
  const { commit, deliverer, reports } = setUp(channels, {
    composer: composer({ simulated: true }),
  });
  await commit(
    request(
      41,
      Object.keys(channels).map((channel) => recipient('duty-1', channel)),
    ),
  );
  expect(real.sent).toEqual([]);
  expect(allowed.sent[0]).toMatchObject({
    simulated: true,
    text: { en: 'DEMO · Incident no. 41' },
  });
  expect(reports.map(({ channel, result, attempt }) => [channel, result, attempt]).sort()).toEqual([
    ['allowed', 'delivered', 1],
    ['console', 'delivered', 1],
    ['real', 'refused', 0],
  ]);
  expect(reports[0]?.reason).toBe('simulation: the channel stays shut without allow-in-simulation');
  expect(deliverer.health().map(({ open }) => open)).toEqual([false, true, true]);
});

test('a drill on a real site opens no real channel either', async () => {
  const [real, allowed] = [fakeChannel(), fakeChannel({ allowInSimulation: true })];
  const { commit } = setUp({ real, allowed });
  const both = [recipient('duty-1', 'real'), recipient('duty-1', 'allowed')];
  await commit(request(41, both, { realm: 'D-3' }));
  expect(real.sent).toEqual([]);
  expect(allowed.sent[0]).toMatchObject({ drill: true, text: { zh: '演练 DRILL · 险情 no. 41' } });
});

test('a channel that is not in the settings any more refuses', async () => {
  const { commit, outbox, reports } = setUp({});
  await commit(request(41, [recipient('duty-1', 'pager')]));
  expect(reports).toMatchObject([
    { result: 'refused', reason: 'no channel "pager" in channels.yaml' },
  ]);
  expect(outbox.rows.size).toBe(0);
});

test('health says since when, and why', async () => {
  const hook = fakeChannel();
  const { clock, commit, deliverer } = setUp({ hook });
  const to = [recipient('duty-1', 'hook')];
  await commit(request(1, to));
  await clock.advance(60_000);
  hook.answer = () => RETRY;
  await commit(request(2, to, { at: 60_000 }));
  expect(deliverer.health()).toEqual([
    {
      channel: 'hook',
      kind: 'fake',
      open: true,
      lastDeliveredAt: WALL,
      lastFailure: { at: WALL + 60_000, reason: 'HTTP 503' },
      pending: 1,
      inFlight: 0,
      delivered: 1,
      retried: 1,
      refused: 0,
      deadLetters: 0,
    },
  ]);
});

test('a full disk keeps no message from going out, and is told', async () => {
  const hook = fakeChannel();
  const { commit, faults, outbox, reports } = setUp({ hook });
  outbox.isBroken = true;
  await commit(request(41, [recipient('duty-1', 'hook')]));
  expect(hook.sent).toHaveLength(1);
  expect(reports).toMatchObject([{ result: 'delivered' }]);
  expect(faults.splice(0).map(String)).toEqual(['Error: disk full', 'Error: disk full']);
});

test('a channel with a bug of its own refuses, and the bug is told', async () => {
  const hook = fakeChannel({
    answer: () => {
      throw new TypeError('x is not a function');
    },
  });
  const { commit, faults, reports } = setUp({ hook });
  await commit(request(41, [recipient('duty-1', 'hook')]));
  expect(reports).toMatchObject([
    { result: 'refused', reason: 'internal fault: TypeError: x is not a function' },
  ]);
  expect(faults.splice(0)).toHaveLength(1);
});

test('a stop ends what is in flight, starts nothing more, and closes the channels', async () => {
  let answer = () => undefined as unknown;
  const hook = fakeChannel({
    answer: () =>
      new Promise((resolve) => {
        answer = () => resolve({ result: 'delivered' });
      }),
  });
  const { deliverer, commit, outbox } = setUp({ hook });
  const to = [recipient('duty-1', 'hook')];
  await commit(request(1, to));
  const stopped = deliverer.stop();
  await commit(request(2, [...to, recipient('duty-1', 'pager')]));
  answer();
  await stopped;
  expect(hook.isClosed).toBe(true);
  expect(seqs(hook)).toEqual([1]);
  expect([...outbox.rows.keys()], 'for the next start').toEqual([
    '2/duty-1/hook',
    '2/duty-1/pager',
  ]);
});

test('a stop waits five seconds at most; a late outcome touches nothing', async () => {
  let answer = () => undefined as unknown;
  const hook = fakeChannel({
    answer: () =>
      new Promise((resolve) => {
        answer = () => resolve({ result: 'delivered' });
      }),
  });
  const { clock, deliverer, commit, outbox, reports } = setUp({ hook });
  await commit(request(1, [recipient('duty-1', 'hook')]));
  const stopped = deliverer.stop();
  await clock.advance(5_000);
  await stopped;
  answer();
  await settled();
  expect(reports).toEqual([]);
  expect(outbox.rows.get('1/duty-1/hook')?.state, 'a possible repeat next time').toBe('handed');
});
