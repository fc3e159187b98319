import { expect, test } from 'vitest';
import type { Command } from '../../../src/core/input.ts';
import { runCore } from '../../support/core-run.ts';
import { playbook, rule, smallSite } from '../../support/small-site.ts';
import { openIncident } from './open-incident.ts';

const S = 1_000;
const DONE = { action: 'done' } as const;

test('closing is refused with every open step and every required blank', () => {
  const run = openIncident(
    [
      { step: 'F-1.task' },
      { step: 'F-2.panel', do: 'decide', each: 'lift in affected', field: 'panel' },
    ],
    {
      cause: { required: true },
      remark: {},
      panel: { type: 'choice', of: ['wet', 'dry'], per: 'lift', required: true },
    },
  );
  run.work(1 * S, 'F-2.panel@L1', { ...DONE, value: 'dry' });
  expect(run.close(2 * S, 'real')).toEqual({
    kind: 'incomplete',
    message: 'missing: F-1.task, F-2.panel (L2), cause, panel (L2)',
    missing: [
      { kind: 'step', id: 'F-1.task' },
      { kind: 'step', id: 'F-2.panel', item: 'L2' },
      { kind: 'field', id: 'cause' },
      { kind: 'field', id: 'panel', item: 'L2' },
    ],
  });
  run.work(3 * S, 'F-2.panel@L2', { ...DONE, value: 'wet' });
  run.work(4 * S, 'F-1.task', { ...DONE, fields: { cause: 'a pipe' } });
  expect(run.close(5 * S, 'real')).toBe(undefined);
  expect(run.incident()).toMatchObject({ state: 'closed', closedAt: 5 * S, closedBy: 'eva' });
});

test('a step of which nobody can tell whether it applies does not hold the closing up', () => {
  const run = openIncident([{ step: 'F-1.ask', when: 'site.leak.exists(w, w.wet)' }]);
  expect(run.steps()).toEqual({ 'F-1.ask': 'asking' });
  expect(run.close(1 * S, 'real')).toBe(undefined);
});

test('a false alarm closes at once, with the reason why', () => {
  const run = openIncident([{ step: 'F-1.task' }], { cause: { required: true } });
  expect(run.close(1 * S, 'false')?.kind).toBe('invalid');
  expect(run.close(1 * S, 'false', ' ')?.kind).toBe('invalid');
  expect(run.close(1 * S, 'false', 'mopping')).toBe(undefined);
  expect(run.incident()).toMatchObject({ outcome: 'false', closingReason: 'mopping' });
});

test('blanks may be closed over with a reason, an open step never', () => {
  const steps = [{ step: 'F-1.task' }, { step: 'F-2.other' }];
  const run = openIncident(steps, { cause: { required: true } });
  const close = (at: number, reason?: string) => {
    run.goTo(at);
    const to = { do: 'close-incident', incident: run.incident().id } as const;
    const rest = { outcome: 'real', incomplete: true, version: run.state.seq } as const;
    return run.tell(at, 'gina', { ...to, ...rest, ...(reason === undefined ? {} : { reason }) });
  };
  run.work(1 * S, 'F-1.task', DONE);
  expect(close(2 * S, 'nobody knows any more'), 'F-2.other is open').toMatchObject({
    kind: 'incomplete',
    missing: expect.arrayContaining([{ kind: 'step', id: 'F-2.other' }]),
  });
  run.work(3 * S, 'F-2.other', DONE);
  expect(run.close(4 * S, 'real')?.kind, 'not asked for').toBe('incomplete');
  expect(close(5 * S)?.kind, 'without a reason').toBe('invalid');
  expect(close(6 * S, 'nobody knows any more')).toBe(undefined);
  expect(run.incident()).toMatchObject({
    state: 'closed',
    outcome: 'real',
    closingReason: 'nobody knows any more',
    lacking: [{ id: 'cause' }],
  });
});

test('closing ends all that rings and is late; a second closing is told who was first', () => {
  const run = openIncident([
    { step: 'F-1.task', role: 'duty-engineer', due: '60s', late: { tell: ['general-manager'] } },
  ]);
  run.close(10 * S, 'false', 'mopping');
  const before = run.events.length;
  run.goTo(3_600 * S);
  expect(run.events.slice(before)).toEqual([]);
  expect(run.core.nextDue(), 'nothing is left to do').toBe(Number.POSITIVE_INFINITY);
  expect(run.close(3_601 * S, 'real')).toMatchObject({
    kind: 'conflict',
    first: { by: 'eva', at: 10 * S },
  });
  expect(run.work(3_601 * S, 'F-1.task', DONE)?.kind).toBe('conflict');
});

test('closing resets what was latched for the incident and seen, nothing else', () => {
  const wet = rule({ raises: { hazard: 'flooding', evidence: 'suspected', latch: true } });
  const settings = smallSite({ rules: [wet], playbooks: [playbook([{ step: 'F-1.task' }])] });
  const run = runCore(settings);
  run.say(0, { 'W1.wet': true, 'W2.wet': true });
  run.say(1 * S, { 'W1.wet': false, 'W2.wet': false });
  const say = (command: Command) => run.tell(2 * S, 'eva', command);
  say({ do: 'acknowledge-alarm', alarm: 'wet@W1', version: run.state.seq });
  const incident = Object.keys(run.state.incidents.incidents)[0]!;
  const version = run.state.seq;
  say({ do: 'close-incident', incident, outcome: 'false', reason: 'mop', version });
  expect(Object.values(run.state.alarms.alarms).map(({ id, state }) => [id, state])).toEqual([
    ['wet@W1', 'normal'],
    ['wet@W2', 'latched-unacknowledged'],
  ]);
});

test('records are numbered by site, year, playbook and sequence', () => {
  const run = runCore(smallSite({ playbooks: [playbook([{ step: 'F-1.task' }])] }));
  const numbers: (string | undefined)[] = [];
  for (let n = 0; n < 3; n++) {
    const report = { do: 'report-incident', playbook: 'flooding', source: 'phone' } as const;
    run.tell(n * 10 * S, 'eva', { ...report, asset: 'W1' });
    const incident = Object.values(run.state.incidents.incidents).at(-1)!;
    const to = { do: 'close-incident', incident: incident.id, version: run.state.seq } as const;
    run.tell(n * 10 * S + S, 'eva', { ...to, outcome: 'false', reason: 'mop' });
    numbers.push(run.state.incidents.incidents[incident.id]!.number);
  }
  const year = smallSite().localDate(0).slice(0, 4);
  expect(numbers).toEqual([1, 2, 3].map((n) => `small-${year}-flooding-000${n}`));
});

const RECORD = { depthM: { type: 'number' }, panel: { type: 'text', per: 'lift' } } as const;

test('a correction appends: what stood there stays, with who and when', () => {
  const run = openIncident([{ step: 'F-1.task' }], RECORD);
  run.work(1 * S, 'F-1.task', { ...DONE, fields: { depthM: 2 } }, 'eva');
  run.close(2 * S, 'real');
  const incident = run.incident().id;
  const correct = (value: number, reason: string) =>
    run.tell(3 * S, 'fred', {
      do: 'correct-field',
      incident,
      field: 'depthM',
      value,
      reason,
      version: run.state.seq,
    });
  expect(correct(0.2, ' ')?.kind, 'a reason is wanted').toBe('invalid');
  expect(correct(0.2, 'misread'), 'a closed record may be corrected').toBe(undefined);
  expect(correct(0.3, 'again')).toBe(undefined);
  expect(run.incident().record.depthM).toEqual({
    value: 0.3,
    at: 3 * S,
    by: 'fred',
    before: [
      { answer: { value: 2 }, at: 1 * S, by: 'eva', reason: 'misread' },
      { answer: { value: 0.2 }, at: 3 * S, by: 'fred', reason: 'again' },
    ],
  });
});

test('a correction goes where its field belongs: to the incident or an asset', () => {
  const run = openIncident([{ step: 'F-1.task' }], RECORD);
  for (const [field, item, kind] of [
    ['depthM', undefined, undefined],
    ['depthM', 'L1', 'invalid'],
    ['panel', 'L1', undefined],
    ['panel', undefined, 'invalid'],
    ['panel', 'W1', 'invalid'],
    ['panel', 'L9', 'invalid'],
    ['constructor', undefined, 'invalid'],
  ] as const) {
    const refusal = run.tell(1 * S, 'eva', {
      do: 'correct-field',
      incident: run.incident().id,
      field,
      value: field === 'depthM' ? 1 : 'dry',
      reason: 'looked again',
      version: run.state.seq,
      ...(item === undefined ? {} : { item }),
    });
    expect(refusal?.kind, `${field} of ${item ?? 'the incident'}`).toBe(kind);
  }
});

test('somebody leads, and people are put on it by name', () => {
  const run = openIncident([{ step: 'F-1.task' }]);
  const incident = run.incident().id;
  const seen = run.state.seq;
  run.tell(1 * S, 'fred', { do: 'take-lead', incident, version: seen });
  expect(run.incident().lead).toBe('fred');
  const stale = { do: 'take-lead', incident, version: seen } as const;
  expect(run.tell(2 * S, 'gina', stale)?.kind, 'fred was first').toBe('conflict');
  const assign = (person: string) =>
    run.tell(2 * S, 'fred', { do: 'assign-person', incident, person, version: run.state.seq });
  expect(assign('nobody')?.kind).toBe('invalid');
  expect(assign('eva')).toBe(undefined);
  expect(run.incident().assigned).toEqual([{ person: 'eva', at: 2 * S }]);
});
