import { expect, test } from 'vitest';
import { BAD } from '../../support/core-run.ts';
import { MINUTE } from '../../support/small-site.ts';
import { openIncident } from './open-incident.ts';

const S = 1_000;
const DONE = { action: 'done' } as const;

test('a step becomes active when what it comes after is done or skipped', () => {
  const run = openIncident([
    { step: 'F-1.one' },
    { step: 'F-1.two' },
    { step: 'F-2.both', after: ['F-1.one', 'F-1.two'] },
  ]);
  expect(run.steps()).toEqual({ 'F-1.one': 'active', 'F-1.two': 'active' });
  expect(run.work(1 * S, 'F-2.both', DONE)?.kind, 'not its turn').toBe('conflict');
  run.work(1 * S, 'F-1.one', DONE);
  expect(run.steps()).not.toHaveProperty('F-2.both');
  run.work(2 * S, 'F-1.two', { action: 'skip', reason: 'not needed' });
  expect(run.steps()).toMatchObject({ 'F-1.two': 'skipped', 'F-2.both': 'active' });
});

test('a step that does not apply holds nobody up', () => {
  const run = openIncident([
    { step: 'F-1.wet', when: 'site.leak.exists(w, w.wet)' },
    { step: 'F-2.next', after: ['F-1.wet'] },
  ]);
  expect(run.steps(), 'nobody can tell yet').toEqual({ 'F-1.wet': 'asking' });
  run.say(1 * S, { 'W1.wet': false, 'W2.wet': false, 'W3.wet': false });
  expect(run.steps()).toEqual({ 'F-2.next': 'active' });
  expect(run.story('step-withdrawn')).toEqual(['1s step-withdrawn']);
});

test('a step that waits for an answer or for time is not over', () => {
  for (const when of ['answered(record.note)', "elapsed(incident.openedAt, '5m')"]) {
    const run = openIncident(
      [
        { step: 'F-1.later', when },
        { step: 'F-2.next', after: ['F-1.later'] },
      ],
      { note: {} },
    );
    run.goTo(1 * MINUTE);
    expect(run.steps(), when).toEqual({});
  }
});

test('whether a step applies that nobody can tell is asked, and rings for nobody', () => {
  const run = openIncident([
    { step: 'F-1.ask', role: 'duty-engineer', when: 'site.leak.exists(w, w.wet)', due: '10s' },
  ]);
  expect(run.steps()).toEqual({ 'F-1.ask': 'asking' });
  run.goTo(MINUTE);
  expect(run.of('notification-requested')).toEqual([]);
  expect(run.of('step-late')).toEqual([]);
  run.say(MINUTE, { 'W2.wet': true });
  expect(run.steps()).toEqual({ 'F-1.ask': 'active' });
  expect(run.of('notification-requested')).toHaveLength(1);
  run.goTo(MINUTE + 10 * S);
  expect(run.story('step-late'), 'its time counts from now').toEqual(['70s step-late']);
});

test('a person may answer for what nobody can tell', () => {
  const run = openIncident([{ step: 'F-1.ask', when: 'site.leak.exists(w, w.wet)' }]);
  expect(run.work(1 * S, 'F-1.ask', { action: 'skip', reason: 'dry, I looked' })).toBe(undefined);
  run.say(2 * S, { 'W1.wet': true });
  expect(run.steps()).toEqual({ 'F-1.ask': 'skipped' });
});

test('time makes a step active at its moment, and not before', () => {
  const run = openIncident([{ step: 'F-1.late', when: "elapsed(incident.openedAt, '5m')" }]);
  run.goTo(5 * MINUTE - 1);
  expect(run.steps()).toEqual({});
  run.goTo(5 * MINUTE);
  expect(run.steps()).toEqual({ 'F-1.late': 'active' });
});

test('an each step runs once for each asset that the incident affects, with its own record', () => {
  const run = openIncident(
    [
      { step: 'F-2.panel', do: 'decide', each: 'lift in affected', field: 'panel' },
      {
        step: 'F-2.dry',
        each: 'lift in affected',
        after: ['F-2.panel'],
        when: "record.panel == 'dry'",
      },
      { step: 'F-3.all', after: ['F-2.panel'] },
    ],
    { panel: { type: 'choice', of: ['wet', 'dry'], per: 'lift' } },
    'W1',
  );
  expect(run.steps(), 'both lifts hang on the switch room, into which the water runs').toEqual({
    'F-2.panel@L1': 'active',
    'F-2.panel@L2': 'active',
  });
  run.work(1 * S, 'F-2.panel@L1', { ...DONE, value: 'dry' });
  expect(run.steps()).toMatchObject({ 'F-2.panel@L1': 'done', 'F-2.dry@L1': 'active' });
  expect(run.steps()).not.toHaveProperty('F-3.all');
  run.work(2 * S, 'F-2.panel@L2', { ...DONE, value: 'wet' });
  expect(run.steps()).toMatchObject({ 'F-3.all': 'active' });
  expect(run.steps()).not.toHaveProperty('F-2.dry@L2');
  expect(run.incident().itemRecords).toMatchObject({
    L1: { panel: { value: 'dry' } },
    L2: { panel: { value: 'wet' } },
  });
});

test('a deadline counts from the step’s turn, from the opening, or from another step’s end', () => {
  const steps = (from: object) => [
    { step: 'F-1.first' },
    { step: 'F-1.second', after: ['F-1.first'] },
    { step: 'F-2.timed', after: ['F-1.second'], due: '60s', ...from },
  ];
  for (const [from, dueS, why] of [
    [{}, 90, 'its own turn at 30 s'],
    [{ from: 'opened' }, 60, 'the opening at 0 s'],
    [{ from: 'F-1.first.done' }, 70, 'done at 10 s'],
  ] as const) {
    const run = openIncident(steps(from));
    run.work(10 * S, 'F-1.first', DONE);
    run.work(30 * S, 'F-1.second', DONE);
    expect(run.incident().steps['F-2.timed']?.dueAt, why).toBe(dueS * S);
  }
});

test('a late step is said once, or again and again until it is done', () => {
  for (const [late, expected] of [
    [{ tell: ['shift-foreman'] }, [60]],
    [{ tell: ['shift-foreman'], repeat: '5m' }, [60, 360, 660]],
  ] as const) {
    const run = openIncident([{ step: 'F-1.slow', role: 'duty-engineer', due: '60s', late }]);
    run.goTo(700 * S);
    expect(run.of('step-late').map(({ at }) => at / S)).toEqual(expected);
    expect(run.of('step-late').map(({ data }) => data.round)).toEqual(
      expected.map((_, i) => i + 1),
    );
    const told = run
      .of('notification-requested')
      .filter(({ data }) => data.template === 'step-late');
    expect(told[0]!.data.recipients.map(({ person }) => person)).toEqual(['fred']);
    run.work(700 * S, 'F-1.slow', DONE);
    run.goTo(2_000 * S);
    expect(run.of('step-late')).toHaveLength(expected.length);
  }
});

const SHOWN = { step: 'F-3.dry', do: 'verify', for: '60s' };

test('two steps that are late at the same moment are two messages to the same role', () => {
  const late = { due: '60s', late: { tell: ['shift-foreman'] } };
  const run = openIncident([
    { step: 'F-1.one', ...late },
    { step: 'F-1.two', ...late },
  ]);
  run.goTo(60 * S);
  const told = run.of('notification-requested').map(({ data }) => data.parameters.step);
  expect(told).toMatchObject([{ en: 'F-1.one' }, { en: 'F-1.two' }]);
});

test('who was told of late steps is rung on until none of them is late, and no longer', () => {
  const late = { due: '60s', late: { tell: ['shift-foreman'] } };
  const run = openIncident([
    { step: 'F-1.one', ...late },
    { step: 'F-1.two', ...late },
  ]);
  const rings = () =>
    run.of('notification-requested').filter(({ data }) => data.template === 'step-late').length;
  run.goTo(60 * S);
  run.work(70 * S, 'F-1.one', DONE);
  const told = rings();
  run.goTo(3 * MINUTE);
  expect(rings(), 'the other is late still').toBeGreaterThan(told);
  run.work(3 * MINUTE, 'F-1.two', { action: 'skip', reason: 'dry' });
  const before = rings();
  run.goTo(60 * MINUTE);
  expect(rings()).toBe(before);
  expect(run.of('escalation-ended').map(({ data }) => data.reason)).toEqual(['closed']);
});

test('a verification needs its telemetry to be seen for the whole time', () => {
  const run = openIncident([{ ...SHOWN, shows: 'site.leak.all(w, !w.wet)' }]);
  run.say(1 * S, { 'W1.wet': false, 'W2.wet': false });
  run.goTo(5 * MINUTE);
  expect(run.steps(), 'W3 is unknown').toEqual({ 'F-3.dry': 'active' });
  run.say(300 * S, { 'W3.wet': false });
  run.say(350 * S, { 'W3.wet': BAD });
  run.say(355 * S, { 'W3.wet': false });
  run.goTo(415 * S - 1);
  expect(run.steps(), 'out of sight for 5 s').toEqual({ 'F-3.dry': 'active' });
  run.goTo(415 * S);
  expect(run.steps()).toEqual({ 'F-3.dry': 'done' });
  expect(run.of('step-done')[0]!.data).toMatchObject({ automatic: true, outcome: 'done' });
});

test('a step that informs is done when everybody whom it told has answered', () => {
  const run = openIncident([
    { step: 'F-1.tell', do: 'notify', tell: ['shift-foreman', 'general-manager'], message: 'wet' },
  ]);
  const answer = (at: number, who: string) => {
    const { notification } = run
      .of('notification-requested')
      .find(({ data }) => data.recipients.some(({ person }) => person === who))!.data;
    run.tell(at, who, { do: 'answer-notification', notification, answer: 'coming' });
  };
  answer(1 * S, 'fred');
  expect(run.steps()).toEqual({ 'F-1.tell': 'active' });
  answer(2 * S, 'gina');
  expect(run.steps()).toEqual({ 'F-1.tell': 'done' });
});

test('a guard holds the program as it holds a person: no step is done by itself behind it', () => {
  const guard = { guard: 'site.leak.all(w, !w.wet)', held: { zh: 'x', en: 'first dry' } };
  const verify = { step: 'F-3.on', do: 'verify', shows: 'site.lift.all(l, !l.moving)', ...guard };
  const run = openIncident([verify]);
  run.say(1 * S, { 'L1.moving': false, 'L2.moving': false });
  expect(run.steps(), 'wet or dry: unknown').toEqual({ 'F-3.on': 'active' });
  run.say(2 * S, { 'W1.wet': false, 'W2.wet': false, 'W3.wet': false });
  expect(run.steps()).toEqual({ 'F-3.on': 'done' });
});
