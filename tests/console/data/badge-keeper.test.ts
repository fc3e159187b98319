import { expect, test } from 'vitest';
import { BadgeKeeper, type Verdict } from '../../../src/console/data/badge-keeper.ts';

const EVA = { person: 'eva', pin: '2580' };
const FRED = { person: 'fred', pin: '7410' };
const LABEL = { label: '确认报警' };

/** A gateway that judges as it is told, and a clock that only runs when it is asked to. */
function setUp(verdict: Verdict = 'right') {
  const judge = { verdict, seen: 0 };
  let timers: { callback: () => void; delayMs: number }[] = [];
  const keeper = new BadgeKeeper({
    check: async () => {
      judge.seen += 1;
      return judge.verdict;
    },
    now: () => 1_000,
    later: (callback, delayMs) => {
      const timer = { callback, delayMs };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
  });
  const elapse = (ms: number) => {
    for (const { callback, delayMs } of timers) if (delayMs <= ms) callback();
  };
  return { keeper, judge, elapse };
}

test('who has given a right PIN is not asked again for a minute', async () => {
  const { keeper, elapse } = setUp();
  const asked = keeper.ask(LABEL);
  expect(keeper.state().asking).toMatchObject(LABEL);
  expect(await keeper.give(EVA)).toBe('right');
  expect(await asked).toEqual(EVA);
  expect(keeper.state()).toEqual({ remembered: { person: 'eva', until: 61_000 } });
  expect(await keeper.ask(LABEL)).toEqual(EVA);
  elapse(59_999);
  expect(await keeper.ask(LABEL)).toEqual(EVA);
  elapse(60_000);
  expect(keeper.state()).toEqual({});
  void keeper.ask(LABEL);
  expect(keeper.state().asking).toMatchObject(LABEL);
});

test('a wrong PIN, and one too many, leave the question open', async () => {
  const { keeper, judge } = setUp('wrong');
  void keeper.ask(LABEL);
  for (const verdict of ['wrong', 'too-many'] as const) {
    judge.verdict = verdict;
    expect(await keeper.give(EVA)).toBe(verdict);
    expect(keeper.state().asking).toMatchObject(LABEL);
    expect(keeper.state().remembered).toBeUndefined();
  }
});

test('out of reach the PIN is taken unheard: it goes to the gateway with the action', async () => {
  const { keeper } = setUp('unheard');
  const asked = keeper.ask(LABEL);
  await keeper.give(EVA);
  expect(await asked).toEqual(EVA);
});

test('whoever leaves the question does nothing', async () => {
  const { keeper } = setUp();
  const asked = [keeper.ask(LABEL), keeper.ask({ label: 'another' })];
  keeper.leave();
  expect(await Promise.all(asked)).toEqual([undefined, undefined]);
  expect(keeper.state()).toEqual({});
});

test('a tap forgets who it was, and a newer PIN counts its own minute', async () => {
  const { keeper, elapse, judge } = setUp();
  await keeper.give(EVA);
  keeper.forget();
  expect(keeper.state()).toEqual({});
  await keeper.give(FRED);
  elapse(60_000);
  expect(keeper.state(), 'only Fred’s minute runs').toEqual({});
  expect(judge.seen).toBe(2);
});

test('what one person began is theirs alone', async () => {
  const { keeper } = setUp();
  await keeper.give(EVA);
  const own = keeper.ask({ ...LABEL, person: 'fred' });
  expect(keeper.state().asking).toMatchObject({ person: 'fred' });
  const anybodys = keeper.ask(LABEL);
  expect(await anybodys, 'the remembered one may').toEqual(EVA);
  await keeper.give(FRED);
  expect(await own).toEqual(FRED);
});
