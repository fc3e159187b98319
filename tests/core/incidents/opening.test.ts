import { expect, test } from 'vitest';
import { compileSettings } from '../../../src/core/compiled.ts';
import { createEngine } from '../../../src/core/engine.ts';
import type { Command } from '../../../src/core/input.ts';
import { type Run, runCore } from '../../support/core-run.ts';
import { playbook, rule, smallSite } from '../../support/small-site.ts';

const S = 1_000;
const STEPS = [{ step: 'F-1.look', role: 'duty-engineer' }];
const WET = rule({ raises: { hazard: 'flooding', evidence: 'suspected', priority: 'high' } });

const incidents = (run: Run) => Object.values(run.state.incidents.incidents);

function report(run: Run, at: number, place: { asset?: string; area?: string }, id = 'flooding') {
  const command: Command = { do: 'report-incident', playbook: id, source: 'phone', ...place };
  return run.tell(at, 'eva', command);
}

test('an alarm of a hazard opens its incident, and everything names its cause', () => {
  const run = runCore(smallSite({ rules: [WET], playbooks: [playbook(STEPS)] }));
  run.say(1 * S, { 'W1.wet': true });
  const [raised, opened] = [run.of('alarm-raised')[0]!, run.of('incident-opened')[0]!];
  expect(opened).toMatchObject({
    cause: raised.seq,
    data: {
      playbook: 'flooding',
      asset: 'W1',
      source: 'detected',
      evidence: 'suspected',
      priority: 'high',
    },
  });
  const due = run.of('step-due')[0]!;
  const escalation = run.of('escalation-started')[0]!;
  expect(escalation.cause).toBe(due.seq);
  expect(run.of('notification-requested')[0]!.data).toMatchObject({
    template: 'incident-opened',
    incident: opened.data.incident,
    parameters: {
      asset: { en: 'Leak 1' },
      hazard: { en: 'flooding' },
      clause: 'F-1',
      since: '00:00',
    },
  });
});

test('what is one emergency is one incident: by asset, area, building or site', () => {
  for (const [onePer, wet, expected, why] of [
    ['site', ['W1', 'W3'], 1, 'the whole site'],
    ['building', ['W1', 'W3'], 1, 'both in tower A'],
    ['area', ['W1', 'W3'], 2, 'pump room and switch room'],
    ['leak', ['W1', 'W2'], 2, 'two leak zones'],
  ] as const) {
    const run = runCore(smallSite({ rules: [WET], playbooks: [playbook(STEPS, { onePer })] }));
    for (const asset of wet) run.say(1 * S, { [`${asset}.wet`]: true });
    expect(incidents(run), why).toHaveLength(expected);
    expect(incidents(run).flatMap(({ alarms }) => alarms)).toHaveLength(2);
  }
});

test('what a second asset sees too confirms; the same asset again does not', () => {
  const again = { ...WET, rule: 'wet-too' };
  const run = runCore(smallSite({ rules: [WET, again], playbooks: [playbook(STEPS)] }));
  run.say(1 * S, { 'W1.wet': true });
  expect(incidents(run)[0]).toMatchObject({
    evidence: 'suspected',
    alarms: ['wet@W1', 'wet-too@W1'],
  });
  run.say(2 * S, { 'W2.wet': true });
  expect(incidents(run)[0]).toMatchObject({ evidence: 'confirmed', confirmedAt: 2 * S });
  expect(run.of('incident-confirmed').map(({ data }) => data.by)).toEqual(['second-source']);
});

test('what a person reports is confirmed, and joins what is already open', () => {
  const run = runCore(smallSite({ rules: [WET], playbooks: [playbook(STEPS)] }));
  run.say(1 * S, { 'W1.wet': true });
  expect(report(run, 2 * S, { area: 'pump-room' })).toBe(undefined);
  expect(incidents(run)).toHaveLength(1);
  expect(incidents(run)[0]).toMatchObject({ evidence: 'confirmed' });
  expect(run.story('report-joined', 'incident-confirmed')).toEqual([
    '2s report-joined',
    '2s incident-confirmed',
  ]);
});

test('a report of what nobody knows is refused', () => {
  const lifts = playbook(STEPS, { playbook: 'entrapment', hazard: 'entrapment', onePer: 'lift' });
  const run = runCore(smallSite({ playbooks: [playbook(STEPS), lifts] }));
  for (const [place, id, message] of [
    [{}, 'flooding', 'name an asset or an area'],
    [{ asset: 'W9' }, 'flooding', 'there is no asset W9'],
    [{ area: 'moon' }, 'flooding', 'there is no area moon'],
    [{ asset: 'W1' }, 'fire', 'there is no playbook fire'],
    [{ asset: 'W1' }, 'entrapment', 'wants an asset of kind lift'],
    [{ area: 'A' }, 'entrapment', 'wants an asset of kind lift'],
  ] as const) {
    expect(report(run, 0, place, id)).toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining(message),
    });
  }
  expect(incidents(run)).toEqual([]);
});

test('a closed incident is over: what comes after opens another', () => {
  const run = runCore(smallSite({ playbooks: [playbook(STEPS)] }));
  report(run, 0, { asset: 'W1' });
  const incident = incidents(run)[0]!.id;
  const close = { do: 'close-incident', outcome: 'false', reason: 'mop', incident } as const;
  expect(run.tell(1 * S, 'eva', { ...close, version: run.state.seq })).toBe(undefined);
  report(run, 2 * S, { asset: 'W1' });
  expect(incidents(run).map(({ state }) => state)).toEqual(['closed', 'open']);
});

test('a step opens another playbook as a child, once for each item', () => {
  const outage = playbook(
    [{ step: 'O-4.lifts', do: 'start', each: 'lift in affected', playbook: 'entrapment' }],
    {
      playbook: 'outage',
      hazard: 'outage',
    },
  );
  const lifts = playbook(STEPS, { playbook: 'entrapment', hazard: 'entrapment', onePer: 'lift' });
  const run = runCore(smallSite({ playbooks: [outage, lifts] }));
  report(run, 0, { asset: 'L1' }, 'entrapment');
  report(run, 1 * S, { asset: 'MAIN' }, 'outage');
  const [first, parent, second] = incidents(run);
  expect(incidents(run).map(({ asset }) => asset)).toEqual(['L1', 'MAIN', 'L2']);
  expect(second).toMatchObject({ parent: parent!.id, source: 'parent', evidence: 'suspected' });
  expect(first, 'already open: it joins').toMatchObject({
    parent: parent!.id,
    evidence: 'confirmed',
  });
  expect(parent!.children).toEqual([first!.id, second!.id]);
  expect(run.of('step-done').map(({ data }) => [data.step, data.item, data.automatic])).toEqual([
    ['O-4.lifts', 'L1', true],
    ['O-4.lifts', 'L2', true],
  ]);
});

test('an incident of the whole site reaches every lift, whatever gave the first sign', () => {
  const outage = playbook([{ step: 'O-4.check', each: 'lift in affected' }], {
    playbook: 'outage',
    hazard: 'outage',
  });
  const run = runCore(smallSite({ playbooks: [outage] }));
  // The sump feeds nothing: it only said first that its supply is gone.
  report(run, 0, { asset: 'S1' }, 'outage');
  expect(Object.keys(incidents(run)[0]!.steps)).toEqual(['O-4.check@L1', 'O-4.check@L2']);
});

test('playbooks that start one another make no incident its own ancestor', () => {
  const start = (id: string) => [{ step: 'F-1.start', do: 'start', playbook: id }];
  const outage = playbook(start('flooding'), { playbook: 'outage', hazard: 'outage' });
  const run = runCore(smallSite({ playbooks: [playbook(start('outage')), outage] }));
  report(run, 0, { asset: 'W1' });
  const [flooding, child] = incidents(run);
  expect(flooding).toMatchObject({ children: [child!.id] });
  expect(flooding!.parent).toBe(undefined);
  expect(child).toMatchObject({ parent: flooding!.id, children: [] });
});

test('an incident keeps the playbook with which it opened', () => {
  const old = smallSite({ playbooks: [playbook(STEPS)] });
  const run = runCore(old);
  report(run, 0, { asset: 'W1' });
  const now = smallSite({ hash: '2', playbooks: [playbook([{ step: 'F-9.other' }])] });
  const versions = new Map([[old.playbooks[0]!.version, old.playbooks[0]!.playbook]]);
  const core = createEngine(compileSettings(now, versions), run.state, 'live', 10 * S);
  const command: Command = {
    do: 'step',
    incident: incidents(run)[0]!.id,
    step: 'F-1.look',
    action: 'done',
    version: run.state.seq,
  };
  const result = core.step({ type: 'command', actor: { person: 'eva' }, command }, 10 * S);
  expect(result.refusal).toBe(undefined);
  expect(Object.keys(incidents(run)[0]!.steps)).toEqual(['F-1.look']);
});
