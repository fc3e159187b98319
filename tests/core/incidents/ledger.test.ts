import { expect, test } from 'vitest';
import type { Incident } from '../../../src/core/incidents/incident.ts';
import { latencyLedger, milestonesOf } from '../../../src/core/incidents/ledger.ts';
import { BAD, type Run, runCore } from '../../support/core-run.ts';
import { MINUTE, playbook, rule, smallSite, stoppedRule } from '../../support/small-site.ts';

const S = 1_000;
const HOLD_S = 30;
const ANSWER_WITHIN_S = 180;

const FLOODING = rule({
  when: 'leak.wet',
  for: '30s',
  raises: { hazard: 'flooding', evidence: 'suspected', priority: 'critical' },
});

const STEPS = [
  { step: 'F-1.there', role: 'duty-engineer', due: '5m' },
  { step: 'F-3.cut', role: 'duty-engineer', due: '10m', from: 'opened' },
];
const MILESTONES = [
  { milestone: 'there', step: 'F-1.there', text: { zh: '到场', en: 'There' } },
  { milestone: 'cut', step: 'F-3.cut', text: { zh: '切断', en: 'Cut' } },
];

/** A wet zone, held for 30 s; an engineer goes there and cuts the water. */
function flooded(): Run {
  const run = runCore(
    smallSite({
      rules: [FLOODING],
      playbooks: [{ ...playbook(STEPS), milestones: MILESTONES }],
    }),
  );
  run.say(10 * S, { 'W1.wet': true });
  run.goTo((10 + HOLD_S) * S);
  return run;
}

function newest(run: Run): Incident {
  return Object.values(run.state.incidents.incidents).at(-1)!;
}

function ledgerOf(run: Run, incident = newest(run)): string[] {
  const milestones = milestonesOf(incident, run.core.compiled.incidents);
  return latencyLedger(incident, milestones, run.at).map(({ moment, at, limitAt, isLate }) =>
    [
      moment,
      at === undefined ? '-' : at / S,
      limitAt === undefined ? '' : `≤${limitAt / S}`,
      isLate ? 'late' : '',
    ]
      .join(' ')
      .trim(),
  );
}

/** One channel's word on the first message of the incident. */
function deliver(run: Run, atS: number, channel: string): void {
  const told = Object.values(run.state.duty.notifications).find(({ recipients }) =>
    recipients.some((each) => each.channel === channel),
  )!;
  const { person } = told.recipients.find((each) => each.channel === channel)!;
  const receipt = { notification: told.id, person, channel, attempt: 1 } as const;
  run.input(atS * S, { type: 'delivery', ...receipt, result: 'delivered' });
}

test('every stage has its moment, from the reading on', () => {
  const run = flooded();
  const answerBy = 10 + HOLD_S + ANSWER_WITHIN_S;
  expect(ledgerOf(run), 'what has not come has no time').toEqual([
    'field -',
    'poll 10',
    'alarm 40',
    'incident 40',
    'told -',
    'acknowledged -',
    `answered - ≤${answerBy}`,
    // 5 min from its becoming active at 40 s, 10 min from the opening
    'there - ≤340',
    'cut - ≤640',
  ]);
  deliver(run, 41, 'console');
  deliver(run, 42, 'group');
  run.tell(50 * S, 'eva', { do: 'acknowledge-alarm', alarm: 'wet@W1', version: run.state.seq });
  const [notification] = Object.keys(run.state.duty.notifications);
  run.tell(55 * S, 'eva', {
    do: 'answer-notification',
    notification: notification!,
    answer: 'coming',
  });
  // What is late at 340 s is said, and that is news: the engineer has seen it.
  run.goTo(6 * MINUTE);
  const step = { do: 'step', incident: newest(run).id, step: 'F-1.there', action: 'done' } as const;
  run.tell(6 * MINUTE, 'eva', { ...step, version: run.state.seq });
  expect(ledgerOf(run).slice(4), 'the console’s own receipt reaches nobody').toEqual([
    'told 42',
    'acknowledged 50',
    `answered 55 ≤${answerBy}`,
    'there 360 ≤340 late',
    'cut - ≤640',
  ]);
});

test('an emergency that a person reported has no alarm, and says so by leaving it open', () => {
  const run = runCore(smallSite({ playbooks: [playbook([{ step: 'F-1.there' }])] }));
  run.tell(5 * S, 'eva', {
    do: 'report-incident',
    playbook: 'flooding',
    area: 'corridor',
    source: 'phone',
  });
  expect(ledgerOf(run)).toEqual([
    'field -',
    'poll -',
    'alarm -',
    'incident 5',
    'told -',
    'acknowledged -',
    'answered -',
  ]);
});

test('an alarm that is raised again later leaves the closed incident as it was', () => {
  const run = flooded();
  const first = newest(run);
  const closing = { do: 'close-incident', incident: first.id, outcome: 'test' } as const;
  run.tell(60 * S, 'gina', { ...closing, reason: 'tried out', version: run.state.seq });
  run.say(70 * S, { 'W1.wet': false });
  run.say(200 * S, { 'W1.wet': true });
  run.goTo(230 * S);
  run.tell(240 * S, 'eva', { do: 'acknowledge-alarm', alarm: 'wet@W1', version: run.state.seq });
  expect(ledgerOf(run).slice(1, 6)).toEqual([
    'poll 200',
    'alarm 230',
    'incident 230',
    'told -',
    'acknowledged 240',
  ]);
  expect(ledgerOf(run, first).slice(1, 6)).toEqual([
    'poll 10',
    'alarm 40',
    'incident 40',
    'told -',
    'acknowledged -',
  ]);
});

test('a hold that stood still while the rule was blind keeps the reading that began it', () => {
  const run = runCore(smallSite({ rules: [FLOODING], playbooks: [playbook(STEPS)] }));
  run.say(10 * S, { 'W1.wet': true });
  run.say(20 * S, { 'W1.wet': BAD });
  run.say(50 * S, { 'W1.wet': true });
  run.goTo(70 * S);
  expect(ledgerOf(run).slice(1, 3)).toEqual(['poll 10', 'alarm 70']);
});

test('where a device says when it changed, that is the field; a clock ahead of ours is not', () => {
  for (const [deviceAtS, field, why] of [
    [7, 'field 7', 'three seconds on the way'],
    [11, 'field -', 'it would have come before it happened'],
    [undefined, 'field -', 'a polled device has no clock'],
  ] as const) {
    const run = runCore(smallSite({ rules: [FLOODING], playbooks: [playbook(STEPS)] }));
    const device = deviceAtS === undefined ? {} : { deviceAt: deviceAtS * S };
    const wet = { signal: 'wet', value: true, quality: 'good' } as const;
    const report = { device: 'box-W1', group: 'all', at: 10 * S, samples: [wet], ...device };
    run.input(10 * S + 40, { type: 'reports', reports: [report] });
    run.goTo(60 * S);
    expect(ledgerOf(run).slice(0, 2), why).toEqual([field, 'poll 10']);
  }
});

test('an alarm raised because the sight was lost has no reading that showed it', () => {
  const raises = { hazard: 'entrapment', evidence: 'suspected', priority: 'high' } as const;
  const entrapment = playbook([{ step: 'E-1.look' }], {
    playbook: 'entrapment',
    hazard: 'entrapment',
    onePer: 'lift',
  });
  const site = smallSite({ rules: [stoppedRule({ raises })], playbooks: [entrapment] });
  const car = { 'L1.occupied': true, 'L1.doors': 'closed', 'L1.doorZone': false };
  const run = runCore(site);
  run.say(10 * S, { ...car, 'L1.moving': true });
  run.say(20 * S, { 'L1.moving': BAD });
  run.goTo(60 * S);
  expect(ledgerOf(run).slice(1, 3), 'lost at 20 s; the hold and its grace are 40 s').toEqual([
    'poll -',
    'alarm 60',
  ]);
  const seen = runCore(site);
  seen.say(10 * S, { ...car, 'L1.moving': true });
  seen.say(20 * S, { 'L1.moving': BAD });
  seen.say(30 * S, { 'L1.moving': false });
  seen.goTo(60 * S);
  expect(ledgerOf(seen).slice(1, 3), 'it was seen to stand before the end').toEqual([
    'poll 30',
    'alarm 50',
  ]);
});

test('of a version that is kept no more, today’s milestones count whose steps it had', () => {
  const run = flooded();
  const old = { ...newest(run), playbookVersion: 'of last year' };
  const named = (incident: Incident) =>
    milestonesOf(incident, run.core.compiled.incidents).map(({ milestone }) => milestone);
  expect(named(old)).toEqual(['there', 'cut']);
  const { 'F-3.cut': _cut, ...steps } = old.steps;
  expect(named({ ...old, steps }), 'it had no such step').toEqual(['there']);
  expect(named({ ...old, playbook: 'given up' })).toEqual([]);
});
