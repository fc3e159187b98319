import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Problem } from '../../../src/api/contract.ts';
import {
  type Action,
  ActionQueue,
  type Outcome,
  WAITING_LIMIT,
} from '../../../src/console/data/actions/action-queue.ts';

interface Sent {
  key: string;
  body: unknown;
}

/** A gateway that answers as it is told, and a clock that only runs when it is asked to. */
function setUp(answers: (action: Action) => Outcome, stored: Action[] = []) {
  const sent: Sent[] = [];
  const saved: { waiting: readonly Action[] } = { waiting: stored };
  const timers: { callback: () => void; delayMs: number }[] = [];
  const held = new Set<string>();
  const queue = new ActionQueue({
    load: () => [...stored],
    save: (waiting) => {
      saved.waiting = waiting;
    },
    mayGo: ({ key, user }) => user === 'duty-1' && !held.has(key),
    send: async (action) => {
      sent.push({ key: action.key, body: action.body });
      const outcome = answers(action);
      if (outcome.kind === 'held') held.add(action.key);
      return outcome;
    },
    versionIn: (_subject, answer) => (answer as { version?: number }).version,
    later: (callback, delayMs) => timers.push({ callback, delayMs }),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const elapse = async () => {
    for (const { callback } of timers.splice(0)) callback();
    await settle();
  };
  return { queue, sent, saved, held, timers, settle, elapse };
}

function action(key: string, more: Partial<Action> = {}): Action {
  return {
    key,
    user: 'duty-1',
    url: '/steps/E-1.locate',
    method: 'POST',
    body: { version: 1, action: 'answer' },
    subject: 'incident/I-1/E-1.locate',
    label: 'E-1',
    at: 0,
    ...more,
  };
}

const DONE: Outcome = { kind: 'done', answer: {} };
const AWAY: Outcome = { kind: 'unreachable' };
const CONFLICT: Problem = { type: 'about:blank', title: 'conflict', status: 409, code: 'conflict' };

test('an action that reached the gateway is settled and forgotten', async () => {
  const { queue, saved } = setUp(() => DONE);
  expect(await queue.add(action('a'))).toBe(true);
  expect(queue.state()).toEqual({ waiting: [], isStuck: false, refusals: [] });
  expect(saved.waiting).toEqual([]);
});

test('who wants to is told what the gateway answered, and nothing of a refusal', async () => {
  const { queue } = setUp(({ key }) =>
    key === 'late'
      ? { kind: 'refused', problem: CONFLICT }
      : { kind: 'done', answer: { id: 'I-60' } },
  );
  const heard: unknown[] = [];
  expect(await queue.add(action('a'), (answer) => heard.push(answer))).toBe(true);
  expect(await queue.add(action('late'), (answer) => heard.push(answer))).toBe(false);
  expect(heard).toEqual([{ id: 'I-60' }]);
});

test('without reception it waits, is kept, and goes again with the same key and body', async () => {
  let reachable = false;
  const { queue, sent, saved, settle, elapse, timers } = setUp(() => (reachable ? DONE : AWAY));
  void queue.add(action('a'));
  await settle();
  expect(queue.state().isStuck).toBe(true);
  expect(saved.waiting.map(({ key }) => key)).toEqual(['a']);
  await elapse();
  expect(timers[0]?.delayMs, 'the second wait is twice the first').toBe(2_000);
  reachable = true;
  queue.retry();
  await settle();
  expect(queue.state()).toMatchObject({ waiting: [], isStuck: false });
  expect(new Set(sent.map((each) => JSON.stringify(each))).size, 'never changed').toBe(1);
  expect(sent).toHaveLength(3);
});

test('what waited over a reload of the page is sent once its person is signed in', async () => {
  const { queue, sent, settle } = setUp(() => DONE, [action('kept')]);
  expect(sent).toEqual([]);
  queue.retry();
  await settle();
  expect(sent.map(({ key }) => key)).toEqual(['kept']);
});

test('what another person did at this desk is not sent in this name', async () => {
  const { queue, sent, settle } = setUp(() => DONE, [action('theirs', { user: 'guard-1' })]);
  void queue.add(action('mine'));
  await settle();
  expect(sent.map(({ key }) => key)).toEqual(['mine']);
  expect(queue.state().waiting.map(({ key }) => key)).toEqual(['theirs']);
});

test('a second answer builds on the version that the first one left behind', async () => {
  let version = 7;
  const { queue, sent, settle } = setUp(() => ({ kind: 'done', answer: { version: ++version } }));
  void queue.add(action('passengers', { body: { version: 7 } }));
  void queue.add(action('condition', { body: { version: 7 } }));
  void queue.add(action('elsewhere', { body: { version: 7 }, subject: 'incident/I-1/E-2' }));
  await settle();
  expect(sent.map(({ body }) => body)).toEqual([{ version: 7 }, { version: 8 }, { version: 7 }]);
});

test('a refusal is told until it is dismissed, and does not hold up the next action', async () => {
  const { queue, settle } = setUp(({ key }) =>
    key === 'late' ? { kind: 'refused', problem: CONFLICT } : DONE,
  );
  const late = queue.add(action('late'));
  const next = queue.add(action('next'));
  expect([await late, await next]).toEqual([false, true]);
  await settle();
  const [refusal] = queue.state().refusals;
  expect(refusal).toMatchObject({ action: { key: 'late' }, problem: { status: 409 } });
  queue.dismiss(refusal!);
  expect(queue.state().refusals).toEqual([]);
});

test('beyond its limit an action is not taken, and the person is told', async () => {
  const { queue } = setUp(() => AWAY);
  for (let n = 0; n < WAITING_LIMIT; n++) void queue.add(action(`a${n}`));
  expect(await queue.add(action('one too many'))).toBe(false);
  expect(queue.state().waiting).toHaveLength(WAITING_LIMIT);
  expect(queue.state().refusals[0]?.action.key).toBe('one too many');
});

test('whatever the reception, each action takes effect once and in its order', async () => {
  const reception = fc.array(fc.constantFrom('lost', 'answer lost', 'fine'), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(reception, fc.integer({ min: 1, max: 8 }), async (weather, count) => {
      const effects: string[] = [];
      const { queue, settle, elapse } = setUp(({ key }) => {
        const now = weather.shift() ?? 'fine';
        if (now === 'lost') return AWAY;
        if (!effects.includes(key)) effects.push(key);
        return now === 'answer lost' ? AWAY : DONE;
      });
      const keys = Array.from({ length: count }, (_, n) => `a${n}`);
      for (const key of keys) void queue.add(action(key));
      await settle();
      for (let round = 0; round <= 41 && queue.state().waiting.length > 0; round++) await elapse();
      expect(queue.state().waiting).toEqual([]);
      expect(effects).toEqual(keys);
    }),
  );
});

test('whose badge was refused waits with what they did, and the others go on', async () => {
  let refuses = true;
  const { queue, sent, saved, held, settle } = setUp(({ by }) =>
    by === 'eva' && refuses ? { kind: 'held' } : DONE,
  );
  const taken = queue.add(action('hers', { by: 'eva' }));
  expect(await queue.add(action('his', { by: 'fred' }))).toBe(true);
  expect(saved.waiting.map(({ key }) => key)).toEqual(['hers']);
  expect(queue.state().isStuck, 'it is not the reception').toBe(false);
  queue.retry();
  await settle();
  expect(
    sent.map(({ key }) => key),
    'not tried in vain',
  ).toEqual(['hers', 'his']);
  refuses = false;
  held.clear();
  queue.retry();
  expect(await taken).toBe(true);
});

test('what was given up is told as not done', async () => {
  const { queue, settle } = setUp(() => ({ kind: 'held' }));
  const taken = queue.add(action('hers', { by: 'eva' }));
  await settle();
  queue.withdraw(queue.state().waiting, CONFLICT);
  expect(await taken).toBe(false);
  expect(queue.state()).toMatchObject({ waiting: [], refusals: [{ action: { key: 'hers' } }] });
});
