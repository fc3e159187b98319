/** Shows: plan O-1. */
import { expect, test } from 'vitest';
import type { FieldValue } from '../../../src/core/incidents/events.ts';
import { type Run, runCore } from '../../support/core-run.ts';
import { playbook, rule, smallSite } from '../../support/small-site.ts';

const S = 1_000;
const MIN = 60 * S;
const H = 60 * MIN;

/** A dead supply is an outage, unless it was announced. */
const DEAD = rule({
  rule: 'dead',
  each: 'meter',
  when: 'meter.voltage.l1 < 44.0',
  windows: ['planned-outage'],
  raises: { hazard: 'outage', evidence: 'suspected', priority: 'high' },
});

const PLANNED = playbook(
  [
    { step: 'O-1.register', do: 'form', fields: ['from', 'to', 'places'], role: 'duty-engineer' },
    {
      step: 'O-1.tell',
      role: 'duty-engineer',
      after: ['O-1.register'],
      due: '24h',
      before: { field: 'from', by: '2h' },
    },
    { step: 'O-1.began', do: 'verify', shows: 'incident.began', after: ['O-1.register'] },
    { step: 'O-1.ended', do: 'verify', shows: 'incident.ended', after: ['O-1.began'] },
    {
      step: 'O-1.compare',
      do: 'form',
      fields: ['actual'],
      prefill: { actual: 'incident.beganAt' },
      after: ['O-1.ended'],
    },
  ],
  {
    playbook: 'planned-outage',
    opens: { planned: 'planned-outage' },
    period: { from: 'from', to: 'to', places: 'places' },
    record: {
      from: { type: 'time', ahead: true, required: true },
      to: { type: 'time', ahead: true, required: true },
      places: { type: 'places', required: true },
      actual: { type: 'time' },
    },
  },
);

const OUTAGE = playbook([{ step: 'O-2.verdict', role: 'duty-engineer' }], {
  playbook: 'outage',
  hazard: 'outage',
});

function start(): Run {
  const run = runCore(smallSite({ rules: [DEAD], playbooks: [PLANNED, OUTAGE] }));
  run.say(0, { 'MAIN.voltage.l1': 230 });
  return run;
}

/** Opens one and registers its period; what the core says to it. */
function register(run: Run, at: number, fields: Record<string, FieldValue>) {
  run.tell(at, 'eva', { do: 'report-incident', playbook: 'planned-outage', source: 'notice' });
  const incident = run.of('incident-opened').at(-1)!.data.incident;
  const refusal = run.tell(at, 'eva', {
    do: 'step',
    incident,
    step: 'O-1.register',
    action: 'done',
    fields,
    version: run.state.seq,
  });
  return { incident, refusal };
}

const FROM_TEN_TO_TWELVE = { from: 10 * H, to: 12 * H, places: ['switch-room'] };

test('in its period a dead supply opens nothing, and what telemetry saw is kept', () => {
  const run = start();
  const { incident, refusal } = register(run, 1 * H, FROM_TEN_TO_TWELVE);
  expect(refusal).toBeUndefined();
  run.say(10 * H + 5 * MIN, { 'MAIN.voltage.l1': 0 });
  run.say(11 * H + 50 * MIN, { 'MAIN.voltage.l1': 230 });
  run.goTo(13 * H);
  expect(run.of('incident-opened').map(({ data }) => data.playbook)).toEqual(['planned-outage']);
  expect(run.state.incidents.incidents[incident]).toMatchObject({
    about: 'planned',
    beganAt: 10 * H + 5 * MIN,
    endedAt: 11 * H + 50 * MIN,
  });
  expect(run.of('planned-overran')).toEqual([]);
  expect(run.story('step-done')).toContain('36300s step-done');
});

test('one that overruns is an outage like any other from its announced end on', () => {
  const run = start();
  const { incident } = register(run, 1 * H, FROM_TEN_TO_TWELVE);
  run.say(10 * H + 5 * MIN, { 'MAIN.voltage.l1': 0 });
  run.goTo(12 * H);
  expect(run.of('incident-opened').map(({ data, at }) => [data.playbook, at / H])).toEqual([
    ['planned-outage', 1],
    ['outage', 12],
  ]);
  expect(run.state.incidents.incidents[incident]!.overranAt).toBe(12 * H);
  run.say(13 * H, { 'MAIN.voltage.l1': 230 });
  expect(run.state.incidents.incidents[incident]!.endedAt).toBe(13 * H);
});

test('what it asks for is due a day after it was registered, or two hours before it begins', () => {
  for (const [from, dueAt, why] of [
    [10 * H, 8 * H, 'it begins before a day is over'],
    [40 * H, 25 * H, 'a day after one o’clock'],
    [2 * H, 1 * H, 'too late for two hours: at once'],
  ] as const) {
    const run = start();
    const { incident } = register(run, 1 * H, { ...FROM_TEN_TO_TWELVE, from, to: from + H });
    expect(run.state.incidents.incidents[incident]!.steps['O-1.tell']!.dueAt, why).toBe(dueAt);
  }
});

test.each([
  [{ ...FROM_TEN_TO_TWELVE, to: 9 * H }, 'the window ends before it begins'],
  [{ ...FROM_TEN_TO_TWELVE, from: -2 * H, to: -1 * H }, 'the window is over already'],
  [{ ...FROM_TEN_TO_TWELVE, places: ['nowhere'] }, 'there is no asset or area nowhere'],
  [{ ...FROM_TEN_TO_TWELVE, to: 90 * H }, 'a planned-outage window lasts 4320 min at most'],
])('%j is refused: %s', (fields, message) => {
  const run = start();
  const { incident, refusal } = register(run, 1 * H, fields);
  expect(refusal).toMatchObject({ kind: 'invalid', message });
  expect(run.state.incidents.incidents[incident]!.record).toEqual({});
  expect(run.state.windows).toEqual({});
});

test('one that names no area is refused', () => {
  const { refusal } = register(start(), 1 * H, { ...FROM_TEN_TO_TWELVE, places: [] });
  expect(refusal).toMatchObject({
    kind: 'invalid',
    message: 'places: expected a list of 1 to 100',
  });
});

test('one that overlaps another at the same place is refused, elsewhere or later it is not', () => {
  const run = start();
  const { incident } = register(run, 1 * H, FROM_TEN_TO_TWELVE);
  const second = register(run, 2 * H, { ...FROM_TEN_TO_TWELVE, from: 11 * H, to: 14 * H });
  expect(second.refusal).toMatchObject({
    kind: 'invalid',
    message: `it overlaps ${incident}, which is planned for the same place at the same time`,
  });
  const inside = register(run, 2 * H, { ...FROM_TEN_TO_TWELVE, places: ['A'] });
  expect(inside.refusal?.message, 'the switch room lies in A').toContain('overlaps');
  const elsewhere = { ...FROM_TEN_TO_TWELVE, places: ['pump-room'] };
  expect(register(run, 2 * H, elsewhere).refusal).toBeUndefined();
  const later = { ...FROM_TEN_TO_TWELVE, from: 12 * H, to: 13 * H };
  expect(register(run, 2 * H, later).refusal).toBeUndefined();
});

test('a correction moves its window, and closing ends it', () => {
  const run = start();
  const { incident } = register(run, 1 * H, FROM_TEN_TO_TWELVE);
  run.tell(2 * H, 'eva', {
    do: 'correct-field',
    incident,
    field: 'to',
    value: 14 * H,
    reason: 'the utility called',
    version: run.state.seq,
  });
  expect(Object.values(run.state.windows)).toMatchObject([{ from: 10 * H, to: 14 * H }]);
  run.tell(3 * H, 'eva', {
    do: 'close-incident',
    incident,
    outcome: 'false',
    reason: 'called off',
    version: run.state.seq,
  });
  expect(run.state.windows).toEqual({});
});

test('what is over may be corrected as it was, and hides nothing any more', () => {
  const run = start();
  const { incident } = register(run, 1 * H, FROM_TEN_TO_TWELVE);
  run.goTo(13 * H);
  const correct = { do: 'correct-field', incident, field: 'to', reason: 'a typing error' } as const;
  const version = run.state.seq;
  expect(run.tell(13 * H, 'eva', { ...correct, value: 11 * H, version })).toBeUndefined();
  expect(run.state.windows).toEqual({});
  expect(run.tell(13 * H, 'eva', { ...correct, value: 9 * H, version: version + 9 })?.message).toBe(
    'the window ends before it begins',
  );
});

test('a closed record is corrected as it was, but never so that it ends before it begins', () => {
  const run = start();
  const { incident } = register(run, 1 * H, FROM_TEN_TO_TWELVE);
  const close = { do: 'close-incident', incident, outcome: 'false', reason: 'called off' } as const;
  run.tell(3 * H, 'eva', { ...close, version: run.state.seq });
  const correct = (value: number) =>
    run.tell(13 * H, 'eva', {
      do: 'correct-field',
      incident,
      field: 'to',
      value,
      reason: 'a typing error',
      version: run.state.seq,
    });
  expect(correct(9 * H)?.message).toBe('the window ends before it begins');
  expect(correct(11 * H)).toBeUndefined();
});

test('it rings nobody: each is told once, and nothing escalates', () => {
  const run = start();
  register(run, 1 * H, FROM_TEN_TO_TWELVE);
  run.goTo(2 * H);
  expect(run.of('escalation-started')).toEqual([]);
  const told = run.of('notification-requested').map(({ data }) => data.template);
  expect(told).toEqual(['work-due', 'work-due']);
});
