import { expect, test } from 'vitest';
import {
  type AlarmState,
  isOpen,
  nextState,
  type PlainState,
} from '../../../src/core/alarms/alarm.ts';
import type { Command } from '../../../src/core/input.ts';
import { BAD, type Run, restart, runCore } from '../../support/core-run.ts';
import { rule, smallSite } from '../../support/small-site.ts';

const S = 1_000;

/** ISA-18.2-2016 figure 3 with latching (reference/alarms.md 4.1); a dash: nothing to do there. */
const TABLE: Record<
  PlainState,
  Partial<Record<'raise' | 'acknowledge' | 'clear' | 'latch' | 'reset' | 'realarm', string>>
> = {
  normal: {
    raise: 'unacknowledged',
    acknowledge: '-',
    clear: '-',
    latch: '-',
    reset: '-',
    realarm: '-',
  },
  unacknowledged: {
    raise: '-',
    acknowledge: 'acknowledged',
    clear: 'returned',
    latch: 'latched-unacknowledged',
    reset: '-',
  },
  acknowledged: {
    raise: 'unacknowledged',
    acknowledge: '-',
    clear: 'normal',
    latch: 'latched-acknowledged',
    reset: '-',
    realarm: 'unacknowledged',
  },
  returned: { raise: 'unacknowledged', acknowledge: 'normal', clear: '-', latch: '-', reset: '-' },
  'latched-unacknowledged': {
    raise: 'unacknowledged',
    acknowledge: 'latched-acknowledged',
    clear: '-',
    latch: '-',
    reset: 'returned',
  },
  'latched-acknowledged': {
    raise: 'unacknowledged',
    acknowledge: '-',
    clear: '-',
    latch: '-',
    reset: 'normal',
  },
};

test('an alarm goes from state to state as ISA-18.2 says', () => {
  for (const [state, row] of Object.entries(TABLE)) {
    for (const [transition, expected] of Object.entries(row)) {
      const next = nextState(state as AlarmState, transition as 'raise') ?? '-';
      expect(next, `${transition} in ${state}`).toBe(expected);
    }
  }
});

const ID = 'wet@W1';
const PLAIN = smallSite({ rules: [rule({ 'clear-after': '10s' })] });
const LATCHING = smallSite({ rules: [rule({ 'clear-after': '10s', raises: { latch: true } })] });

const alarmOf = (run: Run) => run.state.alarms.alarms[ID]!;
const stateOf = (run: Run) => alarmOf(run).state;

function tell(run: Run, at: number, verb: 'acknowledge-alarm' | 'reset-alarm', version?: number) {
  run.goTo(at);
  const command: Command = { do: verb, alarm: ID, version: version ?? run.state.seq };
  return run.tell(at, 'eva', command);
}

test('an alarm clears when its condition has been over for its time; who saw it ends it', () => {
  const run = runCore(PLAIN);
  run.say(0, { 'W1.wet': true });
  expect(stateOf(run)).toBe('unacknowledged');
  run.say(20 * S, { 'W1.wet': false });
  run.goTo(30 * S - 1);
  expect(stateOf(run)).toBe('unacknowledged');
  run.goTo(30 * S);
  expect(stateOf(run)).toBe('returned');
  expect(tell(run, 31 * S, 'acknowledge-alarm')).toBe(undefined);
  expect(stateOf(run)).toBe('normal');
  expect(alarmOf(run)).toMatchObject({ acknowledgedBy: 'eva', acknowledgedAt: 31 * S });
});

test('acknowledged while active, an alarm is normal once it clears', () => {
  const run = runCore(PLAIN);
  run.say(0, { 'W1.wet': true });
  tell(run, 1 * S, 'acknowledge-alarm');
  expect(stateOf(run)).toBe('acknowledged');
  run.say(2 * S, { 'W1.wet': false });
  run.goTo(12 * S);
  expect(stateOf(run)).toBe('normal');
});

test('a latching alarm stays until somebody resets it', () => {
  const run = runCore(LATCHING);
  run.say(0, { 'W1.wet': true });
  expect(tell(run, 0, 'reset-alarm')?.kind, 'still active').toBe('conflict');
  run.say(1 * S, { 'W1.wet': false });
  run.goTo(11 * S);
  expect(stateOf(run)).toBe('latched-unacknowledged');
  tell(run, 12 * S, 'acknowledge-alarm');
  expect(stateOf(run)).toBe('latched-acknowledged');
  tell(run, 13 * S, 'reset-alarm');
  expect(stateOf(run)).toBe('normal');
});

test('a latching alarm that is reset before it is acknowledged is still to be seen', () => {
  const run = runCore(LATCHING);
  run.say(0, { 'W1.wet': true });
  run.say(1 * S, { 'W1.wet': false });
  tell(run, 20 * S, 'reset-alarm');
  expect(stateOf(run)).toBe('returned');
});

test('the time to clear stands still while the rule is blind, then goes on', () => {
  const run = runCore(PLAIN);
  run.say(0, { 'W1.wet': true });
  run.say(10 * S, { 'W1.wet': false });
  run.say(14 * S, { 'W1.wet': BAD });
  run.say(60 * S, { 'W1.wet': false });
  run.goTo(66 * S - 1);
  expect(stateOf(run), 'dry for 4 s and 6 s less 1 ms').toBe('unacknowledged');
  run.goTo(66 * S);
  expect(stateOf(run)).toBe('returned');
});

test('a condition that comes back before the alarm cleared begins the time anew', () => {
  const run = runCore(PLAIN);
  run.say(0, { 'W1.wet': true });
  run.say(10 * S, { 'W1.wet': false });
  run.say(19 * S, { 'W1.wet': true });
  run.say(20 * S, { 'W1.wet': false });
  run.goTo(30 * S - 1);
  expect(stateOf(run)).toBe('unacknowledged');
  run.goTo(30 * S);
  expect(stateOf(run)).toBe('returned');
  expect(alarmOf(run).occurrences, 'one alarm').toBe(1);
});

test('an alarm does not clear while the program is away: it goes on with what was seen', () => {
  const before = runCore(PLAIN);
  before.say(0, { 'W1.wet': true });
  before.say(10 * S, { 'W1.wet': false });
  const run = restart(before, PLAIN, 14 * S, 60 * S);
  run.goTo(90 * S);
  expect(stateOf(run), 'nobody has seen it dry').toBe('unacknowledged');
  run.say(100 * S, { 'W1.wet': false });
  run.goTo(106 * S - 1);
  expect(stateOf(run), '4 s before, 6 s less 1 ms after').toBe('unacknowledged');
  run.goTo(106 * S);
  expect(stateOf(run)).toBe('returned');
});

test('what comes back is raised again, unacknowledged, and counted', () => {
  for (const settings of [PLAIN, LATCHING]) {
    const run = runCore(settings);
    run.say(0, { 'W1.wet': true });
    tell(run, 1 * S, 'acknowledge-alarm');
    run.say(2 * S, { 'W1.wet': false });
    run.say(20 * S, { 'W1.wet': true });
    expect(alarmOf(run)).toMatchObject({
      state: 'unacknowledged',
      occurrences: 2,
      raisedAt: 20 * S,
    });
    expect(alarmOf(run).acknowledgedBy, 'nobody has seen this one').toBe(undefined);
  }
});

test('who acts on what has changed since is told who was first', () => {
  const run = runCore(PLAIN);
  run.say(0, { 'W1.wet': true });
  const seen = run.state.seq;
  tell(run, 1 * S, 'acknowledge-alarm', seen);
  expect(tell(run, 2 * S, 'acknowledge-alarm', seen)).toMatchObject({
    kind: 'conflict',
    first: { by: 'eva', at: 1 * S },
  });
  run.say(3 * S, { 'W1.wet': false });
  run.say(20 * S, { 'W1.wet': true });
  expect(tell(run, 21 * S, 'acknowledge-alarm', seen)?.kind, 'another occurrence').toBe('conflict');
  expect(stateOf(run)).toBe('unacknowledged');
});

test('an alarm that nobody raised is not found, whatever its name', () => {
  const run = runCore(PLAIN);
  for (const alarm of ['wet@W2', 'constructor', '__proto__']) {
    for (const verb of ['acknowledge-alarm', 'reset-alarm'] as const) {
      expect(run.tell(0, 'eva', { do: verb, alarm, version: 9 })?.kind, alarm).toBe('not-found');
    }
  }
});

test('the alarm of a changed rule stays, marked, until somebody handles it', () => {
  const before = runCore(PLAIN);
  before.say(0, { 'W1.wet': true });
  const changed = smallSite({ hash: '2', rules: [rule({ for: '5s' })] });
  const run = restart(before, changed, 1 * S, 2 * S);
  expect(alarmOf(run)).toMatchObject({ state: 'unacknowledged', isOrphan: true });
  const again = restart(run, changed, 3 * S, 4 * S);
  expect(again.of('alarm-orphaned'), 'it is said once').toEqual([]);
});

test('an alarm of an asset that no rule watches any more is marked too', () => {
  const before = runCore(PLAIN);
  before.say(0, { 'W1.wet': true });
  const { site } = PLAIN;
  const gone = { ...site, assets: site.assets.filter(({ id }) => id !== 'W1') };
  const same = smallSite({ hash: '2', site: gone, rules: [rule({ 'clear-after': '10s' })] });
  expect(alarmOf(restart(before, same, 1 * S, 2 * S)).isOrphan).toBe(true);
});

test('an orphan ends with its acknowledgement, and never holds its changed rule back', () => {
  const changed = smallSite({ hash: '2', rules: [rule({ for: '5s' })] });
  const orphan = (): Run => {
    const before = runCore(PLAIN);
    before.say(0, { 'W1.wet': true });
    return restart(before, changed, 1 * S, 2 * S);
  };
  const handled = orphan();
  handled.tell(3 * S, 'ann', {
    do: 'acknowledge-alarm',
    alarm: 'wet@W1',
    version: handled.state.seq,
  });
  expect(alarmOf(handled).state).toBe('normal');
  const seen = orphan();
  seen.say(3 * S, { 'W1.wet': true });
  seen.goTo(8 * S);
  expect(seen.of('alarm-raised').map(({ at }) => at)).toEqual([8 * S]);
  expect(alarmOf(seen)).not.toHaveProperty('isOrphan');
});

test('what is set aside moves by its end only', () => {
  for (const state of ['shelved', 'suppressed', 'out-of-service'] as const) {
    for (const transition of ['raise', 'acknowledge', 'clear', 'latch', 'reset'] as const) {
      expect(nextState(state, transition), `${transition} in ${state}`).toBe(undefined);
    }
  }
});

test('open is what somebody still has to handle, or has set aside for a time', () => {
  const states = Object.keys(TABLE) as AlarmState[];
  const alarm = (state: AlarmState) => ({ state }) as Parameters<typeof isOpen>[0];
  expect(states.filter((state) => !isOpen(alarm(state)))).toEqual(['normal']);
  expect(isOpen(alarm('shelved'))).toBe(true);
});
