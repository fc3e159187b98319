import { expect, test } from 'vitest';
import { runCore } from '../../support/core-run.ts';
import { playbook, rule, smallSite } from '../../support/small-site.ts';

const S = 1_000;
const WET = rule({ raises: { hazard: 'flooding', evidence: 'suspected', priority: 'high' } });
const STEPS = [
  { step: 'F-1.dry', role: 'duty-engineer' },
  { step: 'F-2.clean', role: 'duty-engineer', skippable: false },
  { step: 'F-8.review', role: 'duty-engineer', after: ['F-2.clean'] },
];

/** The water is gone and cleaned up; the review is still to come. */
function floodedAndDry() {
  const site = smallSite({
    rules: [WET],
    playbooks: [playbook(STEPS, { over: ['F-1.dry', 'F-2.clean'] })],
  });
  const run = runCore(site);
  run.say(1 * S, { 'W1.wet': true });
  const incident = run.of('incident-opened')[0]!.data.incident;
  const done = (at: number, step: string) =>
    run.tell(at, 'eva', { do: 'step', incident, step, action: 'done', version: run.state.seq });
  return { run, incident, done };
}

test('the danger is over with the last of the steps that say so, not before', () => {
  const { run, done } = floodedAndDry();
  done(20 * S, 'F-1.dry');
  expect(run.of('danger-over')).toEqual([]);
  done(30 * S, 'F-2.clean');
  expect(run.story('danger-over')).toEqual(['30s danger-over']);
});

test('what happens again after it is a new emergency, and people are told anew', () => {
  const { run, done } = floodedAndDry();
  done(20 * S, 'F-1.dry');
  done(30 * S, 'F-2.clean');
  run.say(40 * S, { 'W1.wet': false });
  const told = run.of('notification-requested').length;
  run.say(60 * S, { 'W1.wet': true });
  expect(run.of('incident-opened').map(({ at }) => at / S)).toEqual([1, 60]);
  expect(run.of('notification-requested').length).toBeGreaterThan(told);
  const [first, second] = Object.values(run.state.incidents.incidents);
  expect(first).toMatchObject({ state: 'open', overAt: 30 * S });
  expect(second!.overAt).toBeUndefined();
});

test('until then the same again joins the open incident', () => {
  const { run, done } = floodedAndDry();
  done(20 * S, 'F-1.dry');
  run.say(40 * S, { 'W1.wet': false });
  run.say(60 * S, { 'W1.wet': true });
  expect(run.of('incident-opened')).toHaveLength(1);
});

test('what was shut off is given back: such a step is never skipped', () => {
  const { run, incident } = floodedAndDry();
  const command = { do: 'step', incident, step: 'F-2.clean', action: 'skip' } as const;
  expect(
    run.tell(20 * S, 'eva', { ...command, reason: 'no time', version: run.state.seq }),
  ).toMatchObject({ kind: 'held', message: 'step F-2.clean is done, never skipped' });
  expect(run.of('step-skipped')).toEqual([]);
});
