import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recipient, request } from './builders.ts';
import { type FakeChannel, fakeChannel } from './fake-channel.ts';
import { setUp } from './set-up.ts';

const ROBOT = { perMinute: 15, criticalReserve: 5 };

/** With the times of the sends. */
function setUpGroup(channel: FakeChannel) {
  const sentAt: number[] = [];
  const set = setUp({ group: channel });
  const { send } = channel;
  channel.send = (message) => {
    sentAt.push(set.clock.now());
    return send(message);
  };
  return { ...set, sentAt };
}

const group = (...people: string[]) => people.map((p) => recipient(p, 'group', `u-${p}`));

test('a group gets one post of a notification, with everyone in it', async () => {
  const robot = fakeChannel({ audience: 'group', budget: ROBOT });
  const { commit, reports } = setUpGroup(robot);
  await commit(request(41, group('a', 'b', 'c')), request(42, group('a')));
  expect(robot.sent.map(({ recipients }) => recipients.length)).toEqual([3, 1]);
  expect(reports.map(({ notification, person }) => `${notification} ${person}`)).toEqual([
    'N-41 a',
    'N-41 b',
    'N-41 c',
    'N-42 a',
  ]);
});

test('40 messages at once: nine alone, the rest in one, and an entrapment still fits', async () => {
  const robot = fakeChannel({ audience: 'group', budget: ROBOT });
  const { clock, commit, outbox, reports } = setUpGroup(robot);
  await commit(...Array.from({ length: 40 }, (_, i) => request(i + 1, group('a'))));
  await clock.advance(1_000);
  expect(robot.sent.map(({ merged }) => merged)).toEqual([...Array(9).fill(1), 31]);
  expect(robot.sent[9]!.text.zh).toMatch(/^31 条消息合并\n险情 no\. 10\n/);
  expect(reports).toHaveLength(40);
  expect(outbox.rows.size).toBe(0);
  await commit(request(50, group('a')), request(51, group('a'), { priority: 'critical' }));
  expect(robot.sent.at(-1), 'the reserve').toMatchObject({ notification: 'N-51', merged: 1 });
  await clock.advance(58_999);
  expect(robot.sent, 'the other one waits for the minute to pass').toHaveLength(11);
  await clock.advance(1);
  expect(robot.sent.at(-1)).toMatchObject({ notification: 'N-50' });
});

test('a summary that fails goes back as the messages that it stood for', async () => {
  const robot = fakeChannel({ audience: 'group', budget: { perMinute: 1, criticalReserve: 0 } });
  robot.answer = () => ({ result: 'retry', reason: 'errcode -1' });
  const { clock, commit, reports } = setUpGroup(robot);
  await commit(request(1, group('a')), request(2, group('b')));
  expect(robot.sent[0]?.recipients, 'one post, two readers').toHaveLength(2);
  expect(reports).toMatchObject([
    { notification: 'N-1', result: 'retry' },
    { notification: 'N-2', result: 'retry' },
  ]);
  robot.answer = () => ({ result: 'delivered' });
  await clock.advance(60_000);
  expect(robot.sent.map(({ merged }) => merged)).toEqual([2, 2]);
  expect(reports.slice(2)).toMatchObject([{ result: 'delivered' }, { result: 'delivered' }]);
});

test('a summary by mail is one person’s', async () => {
  const mail = fakeChannel({ budget: { perMinute: 2, criticalReserve: 0 } });
  const { clock, commit } = setUpGroup(mail);
  const both = [recipient('a', 'group', 'a@x'), recipient('b', 'group', 'b@x')];
  await commit(request(1, both), request(2, both), request(3, both));
  await clock.advance(60_000);
  expect(mail.sent.map(({ recipients, merged }) => [recipients[0]?.person, merged])).toEqual([
    ['a', 1],
    ['b', 3],
    ['a', 1],
    ['a', 1],
  ]);
});

test('property: never over the budget, and every row ends delivered exactly once', async () => {
  const priority = fc.constantFrom('critical', 'high', 'medium', 'low');
  const burst = fc.record({
    afterS: fc.integer({ min: 0, max: 40 }),
    messages: fc.array(
      fc.record({ priority, people: fc.subarray(['a', 'b', 'c'], { minLength: 1 }) }),
      { maxLength: 12 },
    ),
  });
  const audience = fc.constantFrom('group', 'person');
  await fc.assert(
    fc.asyncProperty(audience, fc.array(burst, { maxLength: 8 }), async (audience, bursts) => {
      const channel = fakeChannel({ audience, budget: ROBOT });
      const { clock, commit, outbox, reports, sentAt } = setUpGroup(channel);
      let seq = 0;
      let rows = 0;
      for (const { afterS, messages } of bursts) {
        await clock.advance(afterS * 1_000);
        rows += messages.reduce((sum, { people }) => sum + people.length, 0);
        const at = clock.now();
        await commit(...messages.map((m) => request(++seq, group(...m.people), { ...m, at })));
      }
      await clock.advance(1_800_000);
      expect(outbox.rows.size).toBe(0);
      expect(reports.map(({ result }) => result)).toEqual(Array(rows).fill('delivered'));
      for (const at of sentAt) {
        const inMinute = sentAt.filter((other) => other > at - 60_000 && other <= at);
        expect(inMinute.length).toBeLessThanOrEqual(ROBOT.perMinute);
      }
    }),
    { numRuns: 40 },
  );
});
