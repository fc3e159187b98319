import { expect, test } from 'vitest';
import { BAD, restart, runCore } from '../../support/core-run.ts';
import { MINUTE, rule, smallSite, stoppedRule } from '../../support/small-site.ts';

const S = 1_000;
const HELD = smallSite({ rules: [rule({ for: '30s' })] });
const HOLD = ['hold-started', 'hold-frozen', 'hold-resumed', 'hold-cancelled'] as const;

test('a condition that lasts for its hold is a finding when the hold ends', () => {
  const run = runCore(HELD);
  run.say(1 * S, { 'W1.wet': true });
  run.goTo(31 * S - 1);
  expect(run.of('alarm-raised'), 'one millisecond too early').toEqual([]);
  run.goTo(31 * S);
  expect(run.of('alarm-raised')).toHaveLength(1);
  expect(run.of('alarm-raised')[0]).toMatchObject({
    at: 31 * S,
    data: { alarm: 'wet@W1', rule: 'wet', asset: 'W1', dataLost: false },
  });
});

test('a hold is cancelled when its condition is over, and begins anew', () => {
  const run = runCore(HELD);
  run.say(0, { 'W1.wet': true });
  run.say(29 * S, { 'W1.wet': false });
  run.say(30 * S, { 'W1.wet': true });
  run.goTo(60 * S - 1);
  expect(run.of('alarm-raised')).toEqual([]);
  run.goTo(60 * S);
  expect(run.story(...HOLD, 'alarm-raised')).toEqual([
    '0s hold-started',
    '29s hold-cancelled',
    '30s hold-started',
    '60s alarm-raised',
  ]);
  expect(run.of('hold-cancelled')[0]!.data.reason).toBe('untrue');
});

test('a rule without a hold finds at once', () => {
  const run = runCore(smallSite({ rules: [rule()] }));
  run.say(5 * S, { 'W1.wet': true });
  expect(run.story('alarm-raised')).toEqual(['5s alarm-raised']);
});

test('a hold stands still while its rule is blind and goes on with what was held', () => {
  const run = runCore(HELD);
  run.say(0, { 'W1.wet': true });
  run.say(20 * S, { 'W1.wet': BAD });
  run.say(40 * S, { 'W1.wet': true });
  run.say(45 * S, { 'W1.wet': BAD });
  run.say(60 * S, { 'W1.wet': true });
  run.goTo(65 * S - 1);
  expect(run.of('alarm-raised'), 'seen for 20 + 5 + 5 s less 1 ms').toEqual([]);
  run.goTo(65 * S);
  expect(run.of('hold-frozen').map(({ data }) => data.heldMs)).toEqual([20 * S, 25 * S]);
  expect(run.story('alarm-raised')).toEqual(['65s alarm-raised']);
});

test('a hold blind for longer than 60 s or twice its time is given up, and it is said', () => {
  for (const [hold, givenUpAfterMs, why] of [
    ['10s', 60 * S, 'never sooner than 60 s'],
    ['30s', 60 * S, 'twice its time is as much'],
    ['2m', 4 * MINUTE, 'twice its time is more'],
  ] as const) {
    const run = runCore(smallSite({ rules: [rule({ for: hold })] }));
    run.say(0, { 'W1.wet': true });
    run.say(5 * S, { 'W1.wet': BAD });
    run.goTo(5 * S + givenUpAfterMs - 1);
    expect(run.of('hold-cancelled'), why).toEqual([]);
    run.goTo(5 * S + givenUpAfterMs);
    expect(run.of('hold-cancelled')[0]?.data.reason, why).toBe('blind');
    run.say(20 * MINUTE, { 'W1.wet': true });
    expect(run.of('hold-started').at(-1)?.at, 'what is seen again is held anew').toBe(20 * MINUTE);
  }
});

test('blindness that lasts for 3 s is said with the missing signals, and so is its end', () => {
  const both = 'lift.moving || lift.doorZone';
  const run = runCore(smallSite({ rules: [rule({ each: 'lift', when: both })] }));
  run.say(0, { 'L1.moving': false, 'L1.doorZone': false });
  run.say(10 * S, { 'L1.moving': BAD });
  run.say(12 * S, { 'L1.moving': false });
  run.say(20 * S, { 'L1.doorZone': BAD });
  run.goTo(60 * S);
  run.say(61 * S, { 'L1.doorZone': false });
  const ofLift1 = run.events.filter(
    ({ type, data }) => /^blind/.test(type) && (data as { asset: string }).asset === 'L1',
  );
  expect(ofLift1.map(({ type, at }) => [type, at])).toEqual([
    ['blind-started', 23 * S],
    ['blind-ended', 61 * S],
  ]);
  expect(ofLift1[0]!.data).toMatchObject({ signals: ['L1.doorZone'] });
});

test('a rule that one good signal decides is not blind, whatever the others are', () => {
  const run = runCore(
    smallSite({ rules: [rule({ each: 'lift', when: 'lift.moving && lift.doorZone' })] }),
  );
  run.say(0, { 'L1.moving': false, 'L2.moving': false });
  run.goTo(MINUTE);
  expect(run.of('blind-started')).toEqual([]);
});

const STOPPED = {
  'L1.occupied': true,
  'L1.moving': false,
  'L1.doorZone': false,
  'L1.doors': 'closed',
};
const MOVING = { ...STOPPED, 'L1.moving': true };
const OPEN = { ...STOPPED, 'L1.doorZone': true, 'L1.doors': 'open' };
const LOST = { 'L1.occupied': BAD, 'L1.moving': BAD, 'L1.doorZone': BAD, 'L1.doors': BAD };
const LIFE = smallSite({ rules: [stoppedRule()] });

test('a lift lost while stopped with people in it: time blind counts (P-15)', () => {
  const run = runCore(LIFE);
  run.say(0, STOPPED);
  run.say(10 * S, LOST);
  run.goTo(40 * S - 1);
  expect(run.of('alarm-raised'), 'the hold ended at 30 s, the grace is 10 s').toEqual([]);
  run.goTo(40 * S);
  expect(run.of('alarm-raised')[0]?.data).toMatchObject({ asset: 'L1', dataLost: true });
});

test('a lift lost while moving with people in it: the hold counts from the loss (P-15)', () => {
  const run = runCore(LIFE);
  run.say(0, MOVING);
  run.say(10 * S, LOST);
  run.goTo(50 * S - 1);
  expect(run.of('alarm-raised'), 'lost at 10 s, 30 s of hold and 10 s of grace').toEqual([]);
  run.goTo(50 * S);
  expect(run.of('alarm-raised')[0]?.data.dataLost).toBe(true);
});

test('a lift lost while open at a landing, or empty, is nobody’s danger', () => {
  for (const before of [OPEN, { ...MOVING, 'L1.occupied': false }]) {
    const run = runCore(LIFE);
    run.say(0, before);
    run.say(10 * S, LOST);
    run.goTo(10 * MINUTE);
    expect(run.of('hold-started')).toEqual([]);
    expect(run.of('alarm-raised')).toEqual([]);
  }
});

test('a lift back in sight before the end is judged by what is seen', () => {
  for (const [seen, expected, why] of [
    [STOPPED, ['30s alarm-raised'], 'still stopped: the time blind counts, without the grace'],
    [MOVING, [], 'it moves'],
    [OPEN, [], 'it stands open at a landing'],
  ] as const) {
    const run = runCore(LIFE);
    run.say(0, STOPPED);
    run.say(10 * S, LOST);
    run.say(25 * S, seen);
    run.goTo(2 * MINUTE);
    expect(run.story('alarm-raised'), why).toEqual(expected);
    expect(
      run.of('alarm-raised').every(({ data }) => !data.dataLost),
      why,
    ).toBe(true);
  }
});

test('a restart does not start a hold again: it goes on with what was held before', () => {
  const before = runCore(HELD);
  before.say(0, { 'W1.wet': true });
  const run = restart(before, HELD, 20 * S, 50 * S);
  run.say(51 * S, { 'W1.wet': true });
  run.goTo(61 * S - 1);
  expect(run.of('alarm-raised'), 'seen for 20 s before and 10 s less 1 ms after').toEqual([]);
  run.goTo(61 * S);
  expect(run.of('alarm-raised')).toHaveLength(1);
  expect(run.of('hold-started')).toEqual([]);
});

test('a restart with a hold of a life hazard: the silent device gets 15 s to speak (P-15)', () => {
  const before = runCore(LIFE);
  before.say(0, STOPPED);
  const run = restart(before, LIFE, 20 * S, 50 * S);
  run.goTo(65 * S - 1);
  expect(run.of('alarm-raised')).toEqual([]);
  run.goTo(65 * S);
  expect(run.of('alarm-raised')[0]?.data.dataLost).toBe(true);
});

test('a restart with a hold of a life hazard, and the device speaks: the time away counts', () => {
  for (const [seen, expected] of [
    [STOPPED, ['2s alarm-raised']],
    [MOVING, []],
  ] as const) {
    const before = runCore(LIFE);
    before.say(0, STOPPED);
    const run = restart(before, LIFE, 20 * S, 50 * S);
    run.say(52 * S, seen);
    run.goTo(5 * MINUTE);
    expect(run.story('alarm-raised')).toEqual(expected);
  }
});

test('a rule that only a restored latch makes true holds from the restart on', () => {
  const settings = smallSite({
    derived: [
      { signal: 'lift.present', each: 'lift', latched: 'lift.occupied', until: 'lift.doorZone' },
    ],
    rules: [rule({ each: 'lift', when: 'lift.present || lift.moving', for: '30s' })],
  });
  const before = runCore(settings);
  before.say(0, { 'L1.occupied': true });
  const run = restart(before, settings, 10 * S, 20 * S);
  run.goTo(40 * S);
  expect(run.story('alarm-raised'), '10 s before, 20 s after').toEqual(['20s alarm-raised']);
});

test('a changed rule cancels its holds; a rule that is gone is not blind any more', () => {
  const before = runCore(HELD);
  before.say(0, { 'W1.wet': true });
  const changed = smallSite({ hash: 'settings-2', rules: [rule({ for: '60s' })] });
  const run = restart(before, changed, 20 * S, 30 * S);
  expect(run.of('hold-cancelled').map(({ data }) => data.reason)).toEqual(['config']);
  const none = restart(run, smallSite({ hash: 'settings-3' }), 40 * S, 50 * S);
  expect(run.state.rules.blind, 'W1 to W3 were blind').toHaveProperty('wet@W1');
  expect(none.state.rules.blind).toEqual({});
});
