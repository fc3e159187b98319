/** Shows: practice P-43. */
import { expect, test } from 'vitest';
import { BAD, runCore } from '../../support/core-run.ts';
import {
  type PeopleInput,
  person,
  playbook,
  rule,
  shift,
  smallSite,
} from '../../support/small-site.ts';
import { openIncident } from './open-incident.ts';

const S = 1_000;
const DONE = { action: 'done' } as const;

test('a guard holds unless it is known true, and that somebody tried is journalled', () => {
  for (const [wet, answer, isHeld, why] of [
    [false, undefined, false, 'dry: known true'],
    [true, undefined, true, 'wet: known false'],
    [BAD, undefined, true, 'unknown'],
    [true, 'yes', false, 'a person says that it is empty'],
    [BAD, 'yes', false, 'a person says so, whatever the sensor'],
    [BAD, 'no', true, 'a person denies it'],
    [true, 'no', true, 'known false by both'],
    [false, 'no', false, 'one of both suffices'],
  ] as const) {
    const run = openIncident(
      [
        {
          step: 'F-2.cut',
          guard: "site.leak.all(w, !w.wet) || record.carEmpty == 'yes'",
          held: { zh: 'x', en: 'Confirm first that the car is empty' },
        },
        { step: 'F-2.ask', do: 'decide', field: 'carEmpty' },
      ],
      { carEmpty: { type: 'choice', of: ['yes', 'no'] } },
    );
    run.say(1 * S, { 'W1.wet': wet, 'W2.wet': false, 'W3.wet': false });
    if (answer !== undefined) run.work(2 * S, 'F-2.ask', { ...DONE, value: answer });
    const refusal = run.work(3 * S, 'F-2.cut', DONE, 'fred');
    expect(refusal?.kind, why).toBe(isHeld ? 'held' : undefined);
    expect(run.steps()['F-2.cut'], why).toBe(isHeld ? 'active' : 'done');
    expect(
      run.of('guard-held').map(({ actor }) => actor?.person),
      why,
    ).toEqual(isHeld ? ['fred'] : []);
    if (isHeld) expect(refusal?.message).toBe('Confirm first that the car is empty');
  }
});

test('a guard sees what the very same answer says, and takes nothing of it where it holds', () => {
  const run = openIncident(
    [{ step: 'F-2.cut', guard: "record.carEmpty == 'yes'", held: { zh: 'x', en: 'x' } }],
    { carEmpty: { type: 'choice', of: ['yes', 'no'] } },
  );
  expect(run.work(1 * S, 'F-2.cut', { ...DONE, fields: { carEmpty: 'no' } })?.kind).toBe('held');
  expect(run.incident().record).toEqual({});
  expect(run.work(2 * S, 'F-2.cut', { ...DONE, fields: { carEmpty: 'yes' } })).toBe(undefined);
  expect(run.incident().record.carEmpty).toMatchObject({ value: 'yes', by: 'eva', at: 2 * S });
});

const FORM = [
  { step: 'F-1.form', do: 'form', fields: ['people', 'reportedAt', 'depthM', 'names'] },
];
const FIELDS = {
  people: { type: 'choice', of: ['one', 'two'], required: true },
  reportedAt: { type: 'time', required: true },
  depthM: { type: 'number' },
  names: { type: 'people', personal: true },
  elsewhere: { type: 'text' },
} as const;

test('a form with a wrong field is refused as a whole, and names each mistake', () => {
  for (const [fields, message] of [
    [{ people: 'three', depthM: 0.2 }, 'people: found "three", expected one of one, two'],
    [{ people: 'one', depthM: 'deep' }, 'depthM: found "deep", expected a number'],
    [{ people: 'one', reportedAt: 1.5 }, 'reportedAt: found 1.5, expected a time'],
    [{ people: 'one', nobody: 1 }, 'nobody: there is no such field here'],
    [{ people: 'one', constructor: 'x' }, 'constructor: there is no such field here'],
    [{ people: 'one', names: [] }, 'names: expected a list'],
    [{ people: 'one', elsewhere: 'x' }, 'elsewhere: this step does not ask for it'],
    [
      { people: 'three', depthM: 'deep' },
      'people: found "three", expected one of one, two; depthM:',
    ],
  ] as const) {
    const run = openIncident(FORM, FIELDS);
    const before = run.events.length;
    const refusal = run.work(1 * S, 'F-1.form', { ...DONE, fields: fields as never });
    expect(refusal, JSON.stringify(fields)).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining(message),
    });
    expect(run.events.slice(before), 'nothing is half-applied').toEqual([]);
  }
});

test('a form is done only with every required field; single answers are kept as they come', () => {
  const run = openIncident(FORM, FIELDS);
  expect(run.work(1 * S, 'F-1.form', { action: 'answer', fields: { people: 'two' } })).toBe(
    undefined,
  );
  expect(run.steps()).toEqual({ 'F-1.form': 'active' });
  expect(run.work(2 * S, 'F-1.form', DONE)).toMatchObject({
    kind: 'incomplete',
    missing: [{ kind: 'field', id: 'reportedAt' }],
  });
  const rest = { ...DONE, fields: { reportedAt: 900 }, claimedAt: 800 };
  expect(run.work(3 * S, 'F-1.form', rest)).toBe(undefined);
  expect(run.steps()).toEqual({ 'F-1.form': 'done' });
  expect(run.incident().record).toMatchObject({
    people: { value: 'two', at: 1 * S },
    reportedAt: { value: 900, isTime: true, claimedAt: 800, at: 3 * S },
  });
});

test('a personal value stays a reference: only its id and hash are journalled', () => {
  const run = openIncident(FORM, FIELDS);
  const names = { personal: 'V-7', hash: 'ab12' };
  run.work(1 * S, 'F-1.form', { action: 'answer', fields: { names } });
  expect(run.incident().record.names?.value).toEqual(names);
  expect(run.of('fields-answered')[0]!.data.fields.names?.value).toEqual(names);
});

const DECIDE = [{ step: 'F-1.confirm', do: 'decide', field: 'real', confirms: ['yes'] }];
const REAL = { real: { type: 'choice', of: ['yes', 'no'] } } as const;

test('a decision wants one of its answers', () => {
  const run = openIncident(DECIDE, REAL);
  expect(run.work(1 * S, 'F-1.confirm', DONE)?.kind, 'no value').toBe('invalid');
  expect(run.work(1 * S, 'F-1.confirm', { ...DONE, value: 'maybe' })?.message).toContain('yes, no');
  expect(run.work(1 * S, 'F-1.confirm', { ...DONE, value: 'no' })).toBe(undefined);
  expect(run.incident()).toMatchObject({
    record: { real: { value: 'no' } },
    steps: { 'F-1.confirm': { state: 'done', value: 'no', doneBy: { person: 'eva' } } },
  });
});

test('only an answer that confirms makes a suspected incident a confirmed one', () => {
  for (const [value, evidence] of [
    ['yes', 'confirmed'],
    ['no', 'suspected'],
  ] as const) {
    const wet = rule({ raises: { hazard: 'flooding', evidence: 'suspected' } });
    const settings = smallSite({ rules: [wet], playbooks: [playbook(DECIDE, { record: REAL })] });
    const run = runCore(settings);
    run.say(0, { 'W1.wet': true });
    const [incident] = Object.values(run.state.incidents.incidents);
    const to = {
      do: 'step',
      incident: incident!.id,
      step: 'F-1.confirm',
      version: run.state.seq,
    } as const;
    run.tell(1 * S, 'eva', { ...to, action: 'done', value });
    expect(incident!.evidence, value).toBe(evidence);
  }
});

const APPROVE = [
  {
    step: 'E-5.consent',
    do: 'approve',
    by: ['general-manager', 'shift-foreman'],
    message: 'consent',
    field: 'consent',
  },
];
const CONSENT = { consent: { type: 'choice', of: ['approved', 'rejected'] } } as const;

test('only who holds one of the roles decides, himself or through whom he told', () => {
  for (const [who, kind, why] of [
    ['gina', undefined, 'the general manager'],
    ['fred', undefined, 'the foreman'],
    ['eva', 'forbidden', 'the engineer'],
    ['nobody', 'forbidden', 'not a person of this site'],
    [{ person: 'eva', onBehalfOf: 'gina', via: 'phone' }, undefined, 'told by phone'],
    [{ person: 'gina', onBehalfOf: 'eva', via: 'radio' }, 'forbidden', 'the engineer decided'],
  ] as const) {
    for (const action of ['approve', 'reject'] as const) {
      const run = openIncident(APPROVE, CONSENT);
      const refusal = run.work(1 * S, 'E-5.consent', { action, reason: 'because' }, who);
      expect(refusal?.kind, `${action}: ${why}`).toBe(kind);
      const outcome = action === 'approve' ? 'approved' : 'rejected';
      expect(run.incident().record.consent?.value, why).toBe(
        kind === undefined ? outcome : undefined,
      );
      if (typeof who === 'object' && kind === undefined) {
        expect(run.incident().steps['E-5.consent']?.doneBy, 'both names').toEqual(who);
      }
    }
  }
});

test('all who may decide are asked at once; the first decision ends the ringing', () => {
  const run = openIncident(APPROVE, CONSENT);
  const asked = run.of('notification-requested').map(({ data }) => data.recipients[0]!.person);
  expect(asked).toEqual(['gina', 'fred']);
  run.work(1 * S, 'E-5.consent', { action: 'approve' }, 'gina');
  expect(run.work(2 * S, 'E-5.consent', { action: 'reject', reason: 'no' }, 'fred')).toMatchObject({
    kind: 'conflict',
    first: { by: 'gina', at: 1 * S },
  });
  run.goTo(600 * S);
  expect(run.of('notification-requested')).toHaveLength(2);
});

test('what does not fit the step is refused; to skip or reject wants a reason', () => {
  const run = openIncident([{ step: 'F-1.task' }, ...APPROVE], CONSENT);
  for (const [key, action, who] of [
    ['F-1.task', { action: 'approve' }, 'gina'],
    ['E-5.consent', { action: 'done' }, 'gina'],
    ['F-1.task', { action: 'skip' }, 'eva'],
    ['F-1.task', { action: 'skip', reason: '  ' }, 'eva'],
    ['E-5.consent', { action: 'reject' }, 'gina'],
  ] as const) {
    expect(run.work(1 * S, key, action, who)?.kind, `${key} ${action.action}`).toBe('invalid');
  }
  expect(run.steps()).toEqual({ 'F-1.task': 'active', 'E-5.consent': 'active' });
});

test('two people at one step: the second is told who was first', () => {
  const run = openIncident([{ step: 'F-1.task' }]);
  run.work(1 * S, 'F-1.task', DONE, 'eva');
  expect(run.work(2 * S, 'F-1.task', DONE, 'fred')).toMatchObject({
    kind: 'conflict',
    first: { by: 'eva', at: 1 * S },
  });
});

test('a step or an incident that is not there is not found, whatever its name', () => {
  const run = openIncident([{ step: 'F-1.task' }]);
  expect(run.work(1 * S, 'F-9.none', DONE)?.kind).toBe('not-found');
  expect(run.work(1 * S, 'F-1.task@L1', DONE)?.kind).toBe('not-found');
  for (const incident of ['I-999', 'constructor', '__proto__']) {
    for (const command of [
      { do: 'step', incident, step: 'F-1.task', action: 'done', version: 99 },
      { do: 'take-lead', incident, version: 99 },
      { do: 'close-incident', incident, outcome: 'real', version: 99 },
      { do: 'correct-field', incident, field: 'x', value: 1, reason: 'x', version: 99 },
    ] as const) {
      expect(run.tell(1 * S, 'eva', command)?.kind, `${command.do} ${incident}`).toBe('not-found');
    }
  }
  expect({}).not.toHaveProperty('version');
});

test('a step that is done opens another playbook unless that is known not to apply', () => {
  for (const [answer, opened, why] of [
    ['yes', true, 'it applies'],
    [undefined, true, 'nobody said'],
    ['no', false, 'known false'],
  ] as const) {
    const cut = {
      step: 'F-2.cut',
      starts: { playbook: 'outage', when: "record.trapped == 'yes'" },
    };
    const record = { trapped: { type: 'choice', of: ['yes', 'no'] } } as const;
    const outage = playbook([{ step: 'O-1.look' }], { playbook: 'outage', hazard: 'outage' });
    const run = runCore(smallSite({ playbooks: [playbook([cut], { record }), outage] }));
    run.tell(0, 'eva', {
      do: 'report-incident',
      playbook: 'flooding',
      asset: 'W1',
      source: 'phone',
    });
    const [incident] = Object.values(run.state.incidents.incidents);
    const to = {
      do: 'step',
      incident: incident!.id,
      step: 'F-2.cut',
      version: run.state.seq,
    } as const;
    const fields = answer === undefined ? {} : { fields: { trapped: answer } };
    run.tell(1 * S, 'eva', { ...to, action: 'done', ...fields });
    expect(incident!.children.length === 1, why).toBe(opened);
  }
});

test('who works a step is not rung for it any more', () => {
  const run = openIncident([
    { step: 'F-1.one', role: 'duty-engineer' },
    { step: 'F-1.two', role: 'shift-foreman' },
  ]);
  run.work(10 * S, 'F-1.one', DONE, 'eva');
  run.goTo(70 * S);
  const again = run.of('notification-requested').filter(({ at }) => at > 0);
  expect(
    again.map(({ data }) => data.recipients[0]!.person),
    'fred has not answered',
  ).toEqual(['fred']);
});

test('what telemetry does not show is ticked with a reason, and marked where it is denied', () => {
  const step = { step: 'F-5.dry', do: 'verify', shows: 'site.leak.all(w, !w.wet)', for: '60s' };
  for (const [wet, marked, why] of [
    [true, true, 'it shows the opposite'],
    [BAD, undefined, 'it cannot tell'],
  ] as const) {
    const run = openIncident([step]);
    run.say(1 * S, { 'W1.wet': wet, 'W2.wet': false, 'W3.wet': false });
    expect(run.work(2 * S, 'F-5.dry', DONE)?.kind, why).toBe('invalid');
    expect(run.work(3 * S, 'F-5.dry', { ...DONE, reason: 'seen dry' }), why).toBe(undefined);
    expect(run.incident().steps['F-5.dry']?.contradicts, why).toBe(marked);
  }
});

test('nothing that is recorded lies in the future, and a number keeps its range', () => {
  const form = { step: 'F-1.form', do: 'form', fields: ['at', 'people'] };
  const range: [number, number] = [0, 50];
  const record = { at: { type: 'time' as const }, people: { type: 'number' as const, range } };
  for (const [fields, claimedAt, expected, why] of [
    [{ at: 70 * S }, undefined, undefined, 'a clock a minute ahead'],
    [{ at: 71 * S }, undefined, 'invalid', 'later than now by more'],
    [{ at: 5 * S }, 71 * S, 'invalid', 'claimed for the future'],
    [{ people: 51 }, undefined, 'invalid', 'more than it can hold'],
    [{ people: -1 }, undefined, 'invalid', 'less than none'],
    [{ people: 50 }, undefined, undefined, 'the greatest'],
  ] as const) {
    const run = openIncident([form], record);
    const given = { ...DONE, fields: fields as never };
    const action = claimedAt === undefined ? given : { ...given, claimedAt };
    expect(run.work(10 * S, 'F-1.form', action)?.kind, why).toBe(expected);
  }
});

test('a step that is not due yet says what comes first', () => {
  const run = openIncident([{ step: 'F-3.stop' }, { step: 'F-5.clean', after: ['F-3.stop'] }]);
  expect(run.work(1 * S, 'F-5.clean', DONE)).toMatchObject({
    kind: 'conflict',
    message: 'step F-5.clean is not due yet: first F-3.stop',
    missing: [{ kind: 'step', id: 'F-3.stop' }],
  });
});

test('an approver who is off duty does not decide while another is on', () => {
  const steps = [
    { step: 'E-5.consent', do: 'approve', by: ['general-manager'], message: 'report-incident' },
  ];
  const people: PeopleInput = {
    people: [person('eva', ['duty-engineer']), gm('gina'), gm('gus')],
    roster: [shift({ 'duty-engineer': ['eva'], 'general-manager': ['gina'] })],
    'next-role': {},
  };
  const run = openIncident(steps, {}, 'W1', people);
  const off = run.work(1 * S, 'E-5.consent', { action: 'approve' }, 'gus');
  expect(off).toMatchObject({ kind: 'forbidden', message: expect.stringContaining('gina') });
  expect(run.work(2 * S, 'E-5.consent', { action: 'approve' }, 'gina')).toBe(undefined);

  const nobody: PeopleInput = { ...people, roster: [shift({ 'duty-engineer': ['eva'] })] };
  const night = openIncident(steps, {}, 'W1', nobody);
  expect(night.work(1 * S, 'E-5.consent', { action: 'approve' }, 'gus')).toBe(undefined);
});

const gm = (id: string) => person(id, ['general-manager']);
