import { expect, test } from 'vitest';
import type { Event } from '../../src/core/event.ts';
import type { DrillRun } from '../../src/drills/run.ts';
import { type Expectation, scenarioSchema } from '../../src/drills/scenario.ts';
import { score } from '../../src/drills/score.ts';

/** Core time at which the run below began. */
const STARTED_AT = 1_000_000;

/**
 * A run by hand. The script's line `stuck` runs at 10 s; an entrapment of A-L1 opens at 40 s as the
 * child of an outage, is worked and closed; one rule goes blind.
 */
function runByHand(): DrillRun {
  const happened: [number, string, Record<string, unknown>][] = [
    [5, 'incident-opened', { incident: 'I-1', playbook: 'outage', asset: 'MAIN-U' }],
    [8, 'alarm-raised', { rule: 'alarm-button', asset: 'A-L1', dataLost: false }],
    [20, 'blind-started', { rule: 'leak-spot', asset: 'A-W3' }],
    [40, 'alarm-raised', { rule: 'alarm-button', asset: 'A-L1', dataLost: true }],
    [40, 'incident-opened', { incident: 'I-4', playbook: 'entrapment', asset: 'A-L1' }],
    [41, 'notification-requested', { role: 'duty-engineer', template: 'incident-opened' }],
    [60, 'step-done', { incident: 'I-4', step: 'E-1.confirm' }],
    [70, 'step-done', { incident: 'I-4', step: 'F-2.cut-power', item: 'A-L1' }],
    [75, 'guard-held', { incident: 'I-4', step: 'F-2.cut-power', item: 'A-L2' }],
    [80, 'step-done', { incident: 'I-4', step: 'E-7.released' }],
    [90, 'incident-closed', { incident: 'I-4', outcome: 'real' }],
  ];
  const incidents = {
    'I-1': { id: 'I-1', playbook: 'outage', asset: 'MAIN-U', record: {}, itemRecords: {} },
    'I-4': {
      id: 'I-4',
      playbook: 'entrapment',
      asset: 'A-L1',
      parent: 'I-1',
      record: { passengers: { value: 'two' }, carFloor: { value: 7 } },
      itemRecords: { 'A-L2': { carEmpty: { value: 'no' } } },
    },
  };
  const events = happened.map(
    ([atS, type, data], index) =>
      ({ seq: index + 1, at: STARTED_AT + atS * 1_000, type, data }) as unknown as Event,
  );
  return {
    scenario: emptyScenario([{ quiet: true }]),
    events,
    engine: { state: { incidents: { incidents } } } as unknown as DrillRun['engine'],
    startedAt: STARTED_AT,
    lineAtMs: new Map([['stuck', 10_000]]),
  };
}

function emptyScenario(expectations: readonly unknown[]) {
  return scenarioSchema.parse({
    scenario: 'by-hand',
    title: { zh: '手写', en: 'By hand' },
    seed: 1,
    lasts: '10m',
    script: [{ at: '10s', id: 'stuck', fault: { lift: 'A-L1', stops: 'between-floors' } }],
    expect: expectations,
  });
}

function judge(expectation: unknown) {
  const scenario = emptyScenario([expectation]);
  return score({ ...runByHand(), scenario })[0]!;
}

const ALARM = { rule: 'alarm-button', asset: 'A-L1' };
const ENTRAPMENT = { playbook: 'entrapment', asset: 'A-L1' };

test.each<[unknown, boolean, number | undefined, string]>([
  // incident
  [{ incident: { ...ENTRAPMENT, within: '30s', of: 'stuck' } }, true, 40, 'at the limit'],
  [{ incident: { ...ENTRAPMENT, within: '29s', of: 'stuck' } }, false, 40, 'a second too late'],
  [{ incident: { ...ENTRAPMENT, within: '40s' } }, true, 40, "from the scenario's start"],
  [{ incident: { playbook: 'entrapment', asset: 'A-L2' } }, false, undefined, 'another lift'],
  [{ incident: { playbook: 'flooding' } }, false, undefined, 'another playbook'],
  [{ incident: { ...ENTRAPMENT, parent: 'outage' } }, true, 40, 'a child of the outage'],
  [{ incident: { ...ENTRAPMENT, parent: 'flooding' } }, false, undefined, 'not of a flooding'],
  [{ incident: { playbook: 'outage', of: 'stuck' } }, false, undefined, 'was before the line'],
  // told
  [{ told: { role: 'duty-engineer', within: '31s', of: 'stuck' } }, true, 41, 'at the limit'],
  [{ told: { role: 'duty-engineer', within: '30s', of: 'stuck' } }, false, 41, 'too late'],
  [{ told: { role: 'security' } }, false, undefined, 'another role'],
  [{ told: { role: 'duty-engineer', message: 'step-late' } }, false, undefined, 'another message'],
  // alarm
  [{ alarm: ALARM }, true, 8, 'the first one'],
  [{ alarm: { ...ALARM, within: '30s', of: 'stuck' } }, true, 40, 'the first after the line'],
  [{ alarm: { ...ALARM, within: '29s', of: 'stuck' } }, false, 40, 'too late'],
  [{ alarm: { ...ALARM, 'data-lost': true } }, true, 40, 'raised by lost data'],
  [{ alarm: { rule: 'alarm-button', asset: 'A-L2' } }, false, undefined, 'another lift'],
  // blind
  [{ blind: { rule: 'leak-spot', asset: 'A-W3', within: '10s', of: 'stuck' } }, true, 20, ''],
  [{ blind: { rule: 'leak-spot', asset: 'A-W3', within: '9s', of: 'stuck' } }, false, 20, ''],
  [{ blind: { rule: 'leak-spot', asset: 'A-W2' } }, false, undefined, 'another sensor'],
  // step
  [{ step: { is: 'E-1.confirm', 'done-within': '50s', of: 'stuck' } }, true, 60, ''],
  [{ step: { is: 'E-1.confirm', 'done-within': '49s', of: 'stuck' } }, false, 60, ''],
  [{ step: { is: 'F-2.cut-power', item: 'A-L1', 'done-within': '5m' } }, true, 70, ''],
  [{ step: { is: 'F-2.cut-power', item: 'A-L2', 'done-within': '5m' } }, false, undefined, ''],
  // order
  [{ order: ['E-1.confirm', 'F-2.cut-power', 'E-7.released'] }, true, 80, ''],
  [{ order: ['E-7.released', 'E-1.confirm'] }, false, undefined, 'the other way round'],
  [{ order: ['E-1.confirm', 'E-4.dispatch'] }, false, undefined, 'one was not done'],
  // record
  [{ record: { field: 'passengers', is: 'two' } }, true, undefined, ''],
  [{ record: { field: 'passengers', is: 'one' } }, false, undefined, ''],
  [{ record: { field: 'carFloor', is: 7 } }, true, undefined, 'a number'],
  [{ record: { field: 'carFloor', is: '7' } }, false, undefined, 'not its text'],
  [{ record: { field: 'carEmpty', item: 'A-L2', is: 'no' } }, true, undefined, "an item's"],
  [{ record: { field: 'carEmpty', is: 'no' } }, false, undefined, "not the incident's own"],
  // held
  [{ held: { step: 'F-2.cut-power', item: 'A-L2' } }, true, 75, ''],
  [{ held: { step: 'F-2.cut-power', item: 'A-L1' } }, false, undefined, 'was let through'],
  // closed
  [{ closed: { playbook: 'entrapment', within: '80s', of: 'stuck' } }, true, 90, ''],
  [{ closed: { playbook: 'entrapment', within: '79s', of: 'stuck' } }, false, 90, ''],
  [{ closed: ENTRAPMENT }, true, 90, ''],
  [{ closed: { playbook: 'entrapment', asset: 'A-L2' } }, false, undefined, 'another lift'],
  [{ closed: { playbook: 'outage' } }, false, undefined, 'still open'],
  // incidents
  [{ incidents: { playbook: 'entrapment', count: 1 } }, true, undefined, ''],
  [{ incidents: { playbook: 'entrapment', count: 2 } }, false, undefined, ''],
  [{ incidents: { playbook: 'flooding', count: 0 } }, true, undefined, ''],
  // never
  [{ never: { incident: { playbook: 'flooding' } } }, true, undefined, ''],
  [{ never: { incident: { playbook: 'entrapment' } } }, false, 40, ''],
  [{ never: { alarm: { ...ALARM, within: '29s', of: 'stuck' } } }, true, 40, 'not until then'],
  [{ never: { alarm: { ...ALARM, within: '30s', of: 'stuck' } } }, false, 40, 'by then'],
  [{ never: { record: { field: 'passengers', is: 'two' } } }, false, undefined, ''],
  [{ never: { closed: { playbook: 'outage' } } }, true, undefined, ''],
])('%j → %s at %s s (%s)', (expectation, passed, at) => {
  const verdict = judge(expectation);
  expect(verdict.passed).toBe(passed);
  expect(verdict.at).toBe(at);
});

test('quiet: an alarm or a message is noise, an incident by report or blindness is not', () => {
  const run = runByHand();
  const scenario = emptyScenario([{ quiet: true }]);
  const passes = (types: readonly string[]) =>
    score({
      ...run,
      scenario,
      events: run.events.filter(({ type }) => types.includes(type)),
    })[0]!.passed;
  expect(passes([])).toBe(true);
  expect(passes(['blind-started', 'step-done'])).toBe(true);
  expect(passes(['alarm-raised'])).toBe(false);
  expect(passes(['notification-requested'])).toBe(false);
});

test('a verdict says how long it took and what the limit was', () => {
  const { detail, expect: asked } = judge({
    incident: { ...ENTRAPMENT, within: '29s', of: 'stuck' },
  });
  expect(detail).toBe('after 30s (limit 29s)');
  expect(asked satisfies Expectation).toMatchObject({ incident: ENTRAPMENT });
});
