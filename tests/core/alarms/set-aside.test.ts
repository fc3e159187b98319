/** Shows: practice P-49. */
import { expect, test } from 'vitest';
import type { Access } from '../../../src/core/access.ts';
import { alarmKpis } from '../../../src/core/alarms/kpi.ts';
import type { Command, Refusal } from '../../../src/core/input.ts';
import { BAD, type Run, restart, runCore } from '../../support/core-run.ts';
import {
  HOUR,
  MINUTE,
  playbook,
  type RuleInput,
  rule,
  smallSite,
} from '../../support/small-site.ts';

const S = 1_000;
const ID = 'wet@W1';

const stateOf = (run: Run, id = ID) => run.state.alarms.alarms[id]?.state;
const because = { zh: '停电的后果', en: 'a consequence of the outage' };

function site(given: Partial<RuleInput> = {}) {
  const plain = { ...rule({ raises: { priority: 'medium' } }), ...given };
  return smallSite({ rules: [plain] });
}

function shelve(run: Run, at: number, given: { for?: number; access?: Access; reason?: string }) {
  run.goTo(at);
  const command: Command = {
    do: 'shelve-alarm',
    alarm: ID,
    for: 10 * MINUTE,
    reason: 'a leaking tap, the plumber is on his way',
    access: 'operator',
    version: run.state.seq,
    ...given,
  };
  return run.tell(at, 'eva', command);
}

test('a shelved alarm is quiet for its time, then says what the process says', () => {
  const run = runCore(site());
  run.say(0, { 'W1.wet': true });
  expect(shelve(run, 10 * S, {})).toBe(undefined);
  expect(stateOf(run)).toBe('shelved');
  expect(run.state.alarms.alarms[ID]).toMatchObject({
    isActive: true,
    shelved: { at: 10 * S, until: 610 * S, by: 'eva' },
  });
  run.goTo(610 * S - 1);
  expect(stateOf(run)).toBe('shelved');
  run.goTo(610 * S);
  expect(stateOf(run)).toBe('unacknowledged');
  expect(run.of('notification-requested').at(-1)?.at, 'it rings again').toBe(610 * S);
});

test('a shelved alarm whose condition ends meanwhile is normal afterwards', () => {
  const run = runCore(site());
  run.say(0, { 'W1.wet': true });
  shelve(run, 10 * S, {});
  run.say(20 * S, { 'W1.wet': false });
  expect(run.state.alarms.alarms[ID]).toMatchObject({ state: 'shelved', isActive: false });
  run.goTo(610 * S);
  expect(stateOf(run)).toBe('normal');
});

test('shelving stops the ringing, and what is raised on the shelf does not ring', () => {
  const run = runCore(site());
  expect(shelve(run, 0, {}), 'before it was ever raised').toBe(undefined);
  run.say(1 * S, { 'W1.wet': true });
  expect(stateOf(run)).toBe('shelved');
  expect(run.of('notification-requested')).toEqual([]);
  run.tell(2 * S, 'eva', { do: 'unshelve-alarm', alarm: ID, version: run.state.seq });
  expect(stateOf(run)).toBe('unacknowledged');
  expect(run.of('notification-requested').map(({ at }) => at)).toEqual([2 * S]);
});

test('how long, and by whom, depends on the priority (reference/alarms.md 4.1)', () => {
  for (const [priority, access, forMs, expected] of [
    ['critical', 'operator', MINUTE, 'forbidden'],
    ['critical', 'engineer', MINUTE, 'forbidden'],
    ['critical', 'manager', MINUTE, undefined],
    ['critical', 'manager', HOUR, 'invalid'],
    ['high', 'operator', HOUR, undefined],
    ['high', 'operator', HOUR + 1, 'invalid'],
    ['low', 'operator', 24 * HOUR, undefined],
    ['low', 'operator', 0, 'invalid'],
  ] as const) {
    const run = runCore(site(rule({ raises: { priority } })));
    run.say(0, { 'W1.wet': true });
    const kind: Refusal['kind'] | undefined = shelve(run, S, { for: forMs, access })?.kind;
    expect(kind, `${priority} by ${access} for ${forMs} ms`).toBe(expected);
  }
  const run = runCore(site());
  expect(shelve(run, 0, { reason: ' ' })?.kind, 'without a reason').toBe('invalid');
});

test('a shelf that has run out while the program was away has ended', () => {
  const before = runCore(site());
  before.say(0, { 'W1.wet': true });
  shelve(before, 10 * S, {});
  const run = restart(before, site(), 60 * S, 2 * HOUR);
  run.goTo(2 * HOUR + 1);
  expect(stateOf(run)).toBe('unacknowledged');
});

test('out of service wants a permit and an end, and comes back by itself', () => {
  const run = runCore(site());
  const ask = (given: Partial<Extract<Command, { do: 'take-out-of-service' }>>) =>
    run.tell(0, 'eva', {
      do: 'take-out-of-service',
      alarm: ID,
      until: HOUR,
      permit: 'P-7',
      reason: 'sensor replaced',
      version: run.state.seq,
      ...given,
    });
  expect(ask({ permit: '' })?.kind).toBe('invalid');
  expect(ask({ until: 0 })?.kind).toBe('invalid');
  expect(ask({ until: 31 * 24 * HOUR })?.kind).toBe('invalid');
  expect(ask({})).toBe(undefined);
  run.say(S, { 'W1.wet': true });
  expect(stateOf(run)).toBe('out-of-service');
  run.goTo(HOUR);
  expect(stateOf(run)).toBe('unacknowledged');
});

test('a permit names the state, and a shelf below it is still there afterwards', () => {
  const run = runCore(site());
  run.say(0, { 'W1.wet': true });
  shelve(run, S, { for: 2 * HOUR });
  run.tell(2 * S, 'eva', {
    do: 'take-out-of-service',
    alarm: ID,
    until: HOUR,
    permit: 'P-7',
    reason: 'sensor replaced',
    version: run.state.seq,
  });
  expect(stateOf(run)).toBe('out-of-service');
  run.goTo(HOUR);
  expect(stateOf(run)).toBe('shelved');
});

const DEAD = "site.meter.exists(m, m.place == 'incomer' && m.voltage.l1 < 44)";

test('a consequence is suppressed by design, listed with its cause; it rings if it stays', () => {
  const settings = smallSite({
    rules: [
      rule({
        raises: { priority: 'medium' },
        'suppressed-by': { when: DEAD, because, cause: 'outage', linger: '60s' },
      }),
      rule({
        rule: 'dead',
        each: 'meter',
        when: 'meter.voltage.l1 < 44',
        raises: { hazard: 'outage', evidence: 'suspected', priority: 'high' },
      }),
    ],
    playbooks: [playbook([{ step: 'O-2.see' }], { playbook: 'outage', hazard: 'outage' })],
  });
  const run = runCore(settings);
  run.say(0, { 'MAIN.voltage.l1': 0 });
  run.say(1 * S, { 'W1.wet': true });
  expect(run.state.alarms.alarms[ID]).toMatchObject({
    state: 'suppressed',
    isActive: true,
    suppressed: { because, cause: 'outage' },
  });
  const [incident] = Object.values(run.state.incidents.incidents);
  expect(incident?.consequences).toEqual([ID]);
  run.say(10 * S, { 'MAIN.voltage.l1': 230 });
  run.goTo(70 * S - 1);
  expect(stateOf(run)).toBe('suppressed');
  run.goTo(70 * S);
  expect(stateOf(run), 'it is there although the cause has gone').toBe('unacknowledged');
});

test('what is suppressed from the start is so before it is raised, and loads nobody', () => {
  const run = runCore(site({ 'suppressed-by': { when: DEAD, because } }));
  run.say(0, { 'MAIN.voltage.l1': 0, 'W1.wet': true });
  expect(run.story('alarm-raised', 'alarm-suppressed')).toEqual([
    '0s alarm-suppressed',
    '0s alarm-raised',
  ]);
  expect(alarmKpis(run.events, 0, HOUR).count).toBe(0);
});

test('after a restart a cause that is never seen again suppresses for half a minute only', () => {
  const settings = site({ 'suppressed-by': { when: DEAD, because, linger: '60s' } });
  const before = runCore(settings);
  before.say(0, { 'MAIN.voltage.l1': 0, 'W1.wet': true });
  const silent = restart(before, settings, 1 * S, 10 * S);
  silent.goTo(40 * S - 1);
  expect(stateOf(silent)).toBe('suppressed');
  silent.goTo(40 * S);
  expect(stateOf(silent), 'the meter has not spoken').toBe('unacknowledged');
  const seen = restart(before, settings, 1 * S, 10 * S);
  seen.say(20 * S, { 'MAIN.voltage.l1': 0 });
  seen.goTo(HOUR);
  expect(stateOf(seen), 'still dead').toBe('suppressed');
});

test('an active alarm is suppressed when its cause turns up after it', () => {
  const run = runCore(site({ 'suppressed-by': { when: DEAD, because } }));
  run.say(0, { 'MAIN.voltage.l1': 230, 'W1.wet': true });
  expect(stateOf(run)).toBe('unacknowledged');
  run.say(S, { 'MAIN.voltage.l1': 0 });
  expect(stateOf(run)).toBe('suppressed');
  const open = Object.values(run.state.duty.escalations).filter(({ state }) => state === 'open');
  expect(open, 'nobody is rung for it any more').toEqual([]);
});

test('what cannot be told suppresses nothing, and ends a suppression after half a minute', () => {
  const settings = site({ 'suppressed-by': { when: DEAD, because } });
  const blind = runCore(settings);
  blind.say(0, { 'W1.wet': true });
  expect(stateOf(blind), 'the meter has never spoken').toBe('unacknowledged');
  const run = runCore(settings);
  run.say(0, { 'MAIN.voltage.l1': 0, 'W1.wet': true });
  run.say(S, { 'MAIN.voltage.l1': BAD });
  run.goTo(31 * S - 1);
  expect(stateOf(run)).toBe('suppressed');
  run.goTo(31 * S);
  expect(stateOf(run)).toBe('unacknowledged');
});

test('a mopping window suppresses for its time, and what is wet at its end rings (P-34)', () => {
  const run = runCore(site({ windows: ['mopping'] }));
  const window = { do: 'register-window', purpose: 'mopping', reason: 'the floor' } as const;
  const places = ['pump-room'];
  expect(run.tell(0, 'eva', { ...window, places, from: 0, to: 30 * MINUTE })).toBe(undefined);
  run.say(S, { 'W1.wet': true });
  expect(run.state.alarms.alarms[ID]).toMatchObject({ state: 'suppressed' });
  run.goTo(30 * MINUTE);
  expect(stateOf(run)).toBe('unacknowledged');
  expect(run.state.windows).toEqual({});
});

test('a window elsewhere, of another purpose, or later suppresses nothing', () => {
  for (const [purpose, places, from, why] of [
    ['mopping', ['corridor'], 0, 'another room'],
    ['maintenance', ['pump-room'], 0, 'another purpose'],
    ['mopping', ['pump-room'], 10 * MINUTE, 'not yet'],
  ] as const) {
    const run = runCore(site({ windows: ['mopping'] }));
    const to = from + 30 * MINUTE;
    run.tell(0, 'eva', { do: 'register-window', purpose, places, from, to, reason: 'x' });
    run.say(S, { 'W1.wet': true });
    expect(stateOf(run), why).toBe('unacknowledged');
  }
});

test('a window that cannot be right is refused', () => {
  const run = runCore(site());
  for (const [given, why] of [
    [{ to: 0 }, 'ends before it begins'],
    [{ to: 61 * MINUTE }, 'mopping lasts 60 min at most'],
    [{ places: [] }, 'names no place'],
    [{ places: ['nowhere'] }, 'no such place'],
    [{ reason: ' ' }, 'no reason'],
  ] as const) {
    const command: Command = {
      do: 'register-window',
      purpose: 'mopping',
      places: ['pump-room'],
      from: 0,
      to: 30 * MINUTE,
      reason: 'the floor',
      ...given,
    };
    expect(run.tell(0, 'eva', command)?.kind, why).toBe('invalid');
  }
  expect(run.state.windows).toEqual({});
});

test('acknowledged and still active, an alarm with realarm asks again', () => {
  const run = runCore(site({ realarm: '30m' }));
  run.say(0, { 'W1.wet': true });
  run.tell(S, 'eva', { do: 'acknowledge-alarm', alarm: ID, version: run.state.seq });
  run.goTo(30 * MINUTE + S - 1);
  expect(stateOf(run)).toBe('acknowledged');
  run.goTo(30 * MINUTE + S);
  expect(stateOf(run)).toBe('unacknowledged');
  expect(run.of('notification-requested').at(-1)?.at).toBe(30 * MINUTE + S);
});

test('a rule on trial is told to the engineering manager once and opens nothing (P-49)', () => {
  const settings = smallSite({
    rules: [
      rule({
        trial: true,
        raises: { hazard: 'flooding', evidence: 'suspected', priority: 'critical' },
      }),
    ],
    playbooks: [playbook([{ step: 'F-1.see' }])],
    people: {
      people: [
        { id: 'emil', name: { zh: 'e', en: 'e' }, roles: ['engineering-manager'], reach: {} },
      ],
      roster: [{ shift: 'd', from: '00:00', to: '00:00', on: { 'engineering-manager': ['emil'] } }],
      'next-role': {},
    },
  });
  const run = runCore(settings);
  run.say(0, { 'W1.wet': true });
  run.goTo(HOUR);
  expect(run.state.incidents.incidents).toEqual({});
  expect(run.state.alarms.alarms[ID]).toMatchObject({ isTrial: true, state: 'unacknowledged' });
  const told = run.of('notification-requested').map(({ data }) => [data.template, data.role]);
  expect(told).toEqual([['trial-alarm', 'engineering-manager']]);
});

test('a noted condition is an event: it begins, it ends, nobody is rung', () => {
  const { raises: _raises, ...noted } = rule({ for: '10s', text: { what: because } });
  const run = runCore(smallSite({ rules: [{ ...noted, notes: true }] }));
  run.say(0, { 'W1.wet': true });
  run.goTo(20 * S);
  expect(run.state.rules.noted).toEqual({ [ID]: 10 * S });
  run.say(30 * S, { 'W1.wet': BAD });
  expect(run.state.rules.noted, 'not seen to be over').toEqual({ [ID]: 10 * S });
  run.say(40 * S, { 'W1.wet': false });
  expect(run.story('condition-noted', 'condition-ended', 'alarm-raised')).toEqual([
    '10s condition-noted',
    '40s condition-ended',
  ]);
});

test('a rule with hours looks in them only, to the minute', () => {
  const run = runCore(site({ during: { from: '02:00', to: '04:00' } }));
  run.say(0, { 'W1.wet': true });
  run.goTo(2 * HOUR - 1);
  expect(stateOf(run)).toBe(undefined);
  run.goTo(2 * HOUR);
  expect(stateOf(run)).toBe('unacknowledged');
  run.goTo(4 * HOUR);
  expect(run.state.alarms.alarms[ID]?.isActive, 'outside its hours it is no finding').toBe(false);
  run.say(20 * HOUR, { 'W1.wet': true });
  run.goTo(26 * HOUR);
  expect(run.state.alarms.alarms[ID]?.isActive).toBe(true);
});
