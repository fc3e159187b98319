import { expect, test } from 'vitest';
import { type ReadinessFinding, readiness } from '../../src/core/readiness.ts';
import { BAD, type Run, runCore } from '../support/core-run.ts';
import {
  HOUR,
  type PeopleInput,
  person,
  playbook,
  SITE,
  shift,
  smallSite,
} from '../support/small-site.ts';

const S = 1_000;
const reach = { mail: 'x@example.com' };

const STEPS = [
  { step: 'F-1.look', role: 'duty-engineer', due: '10s' },
  { step: 'F-2.lead', role: 'shift-foreman', due: '10m', late: { tell: ['general-manager'] } },
  { step: 'F-3.cut', role: 'duty-engineer', do: 'form', fields: ['one', 'two'] },
  { step: 'F-5.dry', do: 'verify', shows: 'affected.leak.all(w, !w.wet)' },
];
const RECORD = {
  one: { type: 'person', certificate: 'electrician' },
  two: { type: 'person', certificate: 'electrician', not: 'one' },
} as const;

/** Whoever does not answer the console is mailed after half a minute. */
const MAILED = [
  { at: 0, to: 'role', by: ['console'] },
  { at: 30 * S, to: 'role', by: ['mail'] },
] as const;

function started(people: PeopleInput, site = SITE): Run {
  const settings = smallSite({ site, people, playbooks: [playbook(STEPS, { record: RECORD })] });
  const escalation = { ...settings.escalation, other: [...MAILED] as never };
  return runCore({ ...settings, escalation });
}

function findings(run: Run, kind: ReadinessFinding['finding']) {
  const all = readiness({
    compiled: run.core.compiled,
    people: run.state.duty.people,
    notifications: Object.values(run.state.duty.notifications),
    incidents: Object.values(run.state.incidents.incidents),
    at: run.at,
    today: '2026-11-29',
    soon: '2026-12-29',
  });
  return all.filter(({ finding }) => finding === kind);
}

const ALL_DAY = { from: '00:00', to: '00:00' };

/** One electrician on duty, no foreman, a manager whom only the console reaches. */
const PEOPLE: PeopleInput = {
  people: [
    {
      ...person('eva', ['duty-engineer']),
      reach,
      certificates: [{ kind: 'electrician', until: '2026-12-01' }],
    },
    {
      ...person('fred', ['shift-foreman']),
      certificates: [{ kind: 'electrician', until: '2026-11-28' }],
    },
    { ...person('gina', ['general-manager']), reach: {} },
  ],
  roster: [
    {
      ...shift({ 'duty-engineer': ['eva'], 'general-manager': ['gina'] }),
      shift: 'all',
      ...ALL_DAY,
    },
  ],
  'next-role': { 'duty-engineer': 'shift-foreman', 'shift-foreman': 'general-manager' },
};

test('a role that a playbook needs and nobody holds on a shift, and who is told instead', () => {
  expect(findings(started(PEOPLE), 'role-empty')).toEqual([
    { finding: 'role-empty', role: 'shift-foreman', shift: 'all', next: 'general-manager' },
  ]);
});

test('who is on shift and reached by the console only, or never yet by his channel', () => {
  const run = started(PEOPLE);
  expect(findings(run, 'unreachable')).toEqual([
    { finding: 'unreachable', person: 'gina', shift: 'all' },
  ]);
  expect(findings(run, 'never-reached')).toEqual([
    { finding: 'never-reached', person: 'eva', channel: 'mail' },
  ]);
  run.tell(1 * S, 'eva', {
    do: 'report-incident',
    playbook: 'flooding',
    area: 'corridor',
    source: 'phone',
  });
  run.goTo(60 * S);
  const told = Object.values(run.state.duty.notifications).find(({ recipients }) =>
    recipients.some(({ person: id, channel }) => id === 'eva' && channel === 'mail'),
  );
  if (told === undefined) throw new Error('nobody was mailed');
  const receipt = { notification: told.id, person: 'eva', channel: 'mail', attempt: 1 };
  run.input(61 * S, { type: 'delivery', ...receipt, result: 'delivered' });
  expect(findings(run, 'never-reached'), 'a delivered message is the proof').toEqual([]);
});

test('certificates that have run out or will, and shifts with too few of them', () => {
  const run = started(PEOPLE);
  expect(findings(run, 'certificate-expired')).toMatchObject([{ person: 'fred' }]);
  expect(findings(run, 'certificate-expires')).toMatchObject([
    { person: 'eva', until: '2026-12-01' },
  ]);
  // Two different people are asked for, and one is there.
  expect(findings(run, 'too-few-certified')).toEqual([
    { finding: 'too-few-certified', certificate: 'electrician', shift: 'all', needed: 2 },
  ]);
});

test('a deadline that is over before anybody away from the desk is told', () => {
  const run = started(PEOPLE);
  expect(findings(run, 'deadline-too-short')).toMatchObject([
    { step: 'F-1.look', dueMs: 10 * S, byMs: 30 * S },
  ]);
});

test('a step that telemetry is to prove, and cannot see', () => {
  const run = started(PEOPLE);
  const blind = () =>
    findings(run, 'step-blind').map((found) => ('asset' in found ? found.asset : ''));
  expect(blind(), 'nothing has been heard yet').toEqual(['W1', 'W2', 'W3']);
  run.say(1 * S, { 'W1.wet': false, 'W2.wet': false, 'W3.wet': BAD });
  expect(blind()).toEqual(['W3']);
  run.say(2 * S, { 'W3.wet': false });
  expect(blind()).toEqual([]);
});

const DAY = 24 * HOUR;
const DRILLED = { ...SITE, settings: { ...SITE.settings, drillEvery: '180d' } };

/** Reports a flooding and closes it. */
function handle(run: Run, at: number, outcome: 'false' | 'test'): void {
  const report = { do: 'report-incident', playbook: 'flooding', area: 'corridor' } as const;
  run.tell(at, 'eva', { ...report, source: 'phone' });
  const incident = Object.keys(run.state.incidents.incidents).at(-1)!;
  const closing = { do: 'close-incident', incident, outcome, reason: 'nothing wet' } as const;
  run.tell(at, 'gina', { ...closing, version: run.state.seq });
}

test('a playbook that was never drilled, or for longer than the site wants', () => {
  const run = started(PEOPLE, DRILLED);
  const overdue = () => findings(run, 'drill-overdue');
  const never = { finding: 'drill-overdue', playbook: 'flooding', everyMs: 180 * DAY };
  expect(overdue()).toEqual([never]);
  handle(run, 1 * DAY, 'false');
  expect(overdue(), 'a false alarm is no drill').toEqual([never]);
  handle(run, 2 * DAY, 'test');
  expect(overdue()).toEqual([]);
  run.goTo(182 * DAY);
  expect(overdue(), 'on the day itself it is in time').toEqual([]);
  run.goTo(183 * DAY);
  expect(overdue()).toEqual([{ ...never, agoMs: 181 * DAY }]);
  handle(run, 184 * DAY, 'test');
  expect(overdue(), 'the newest counts').toEqual([]);
});

test('a site that says nothing of drills is asked for none', () => {
  expect(findings(started(PEOPLE), 'drill-overdue')).toEqual([]);
});
