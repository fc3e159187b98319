import { expect, test } from 'vitest';
import type { Event } from '../../src/core/event.ts';
import { runScenario } from '../../src/drills/run.ts';
import type { Scenario } from '../../src/drills/scenario.ts';
import { demoConfig, readScenario } from './demo-site.ts';

const config = demoConfig();

/** The stuck lift, for as long as it takes to see how people behave. */
function stuckLift(change: Partial<Scenario>): readonly Event[] {
  const scenario = readScenario('lift-a1-stuck-between-floors', config);
  return runScenario(config, { ...scenario, lasts: 600_000, ...change }).events;
}

function first<T extends Event['type']>(
  events: readonly Event[],
  type: T,
  matches: (data: Event<T>['data']) => boolean = () => true,
): Event<T> {
  const found = events.find(
    (event) => event.type === type && matches(event.data as Event<T>['data']),
  );
  if (found === undefined) throw new Error(`no such ${type}`);
  return found as Event<T>;
}

for (const { people, acknowledges, answers, works } of [
  { people: 'prompt', acknowledges: 10_000, answers: 20_000, works: 20_000 },
  { people: 'slow', acknowledges: 90_000, answers: 180_000, works: 180_000 },
  { people: 'mistaken', acknowledges: 10_000, answers: 20_000, works: 20_000 },
] as const) {
  test(`${people} people acknowledge, answer and work a step after ${works / 1_000} s`, () => {
    const events = stuckLift({ people });
    const raised = first(events, 'alarm-raised');
    expect(first(events, 'alarm-acknowledged').at - raised.at).toBe(acknowledges);
    const told = first(events, 'notification-requested');
    expect(first(events, 'notification-answered').at - told.at).toBe(answers);
    const due = first(events, 'step-due', ({ step }) => step === 'E-1.confirm');
    const done = first(events, 'step-done', ({ step }) => step === 'E-1.confirm');
    expect(done.at - due.at).toBe(works);
    expect(done.actor?.person).toBe('duty-1');
  });
}

test('absent people do nothing at all', () => {
  expect(stuckLift({ people: 'absent' }).filter(({ actor }) => actor !== undefined)).toEqual([]);
});

test('a step is worked by somebody who holds its role', () => {
  const events = stuckLift({ people: 'prompt' });
  const by = (id: string) => first(events, 'step-done', ({ step }) => step === id).actor?.person;
  expect(by('E-1.locate')).toBe('duty-1');
  expect(by('E-2.on-scene')).toBe('guard-1');
  expect(by('E-4.dispatch')).toBe('engineering-1');
});

test('mistaken people try a guarded step at once, and again a minute after each refusal', () => {
  const scenario = readScenario('lift-power-cut-before-empty', config);
  const { events } = runScenario(config, scenario);
  const isIt = ({ step, item }: { step: string; item?: string }) =>
    step === 'F-2.cut-power' && item === 'A-L2';
  const due = first(events, 'step-due', isIt);
  const tries = events.filter((event) => event.type === 'guard-held' && isIt(event.data));
  expect(tries.slice(0, 3).map(({ at }) => at - due.at)).toEqual([1_000, 61_000, 121_000]);
});

test('answers: given for the item, given for all, suggested by telemetry', () => {
  const { engine } = runScenario(config, readScenario('mains-fail-with-lifts-running', config));
  const outage = Object.values(engine.state.incidents.incidents).find(
    ({ playbook }) => playbook === 'outage',
  )!;
  expect(outage.itemRecords['A-L2']?.liftChecked?.value).toBe('people');
  expect(outage.itemRecords['A-L1']?.liftChecked?.value).toBe('empty');
  expect(outage.record.verdict?.value).toBe('external');
});

test('nobody invents personal data', () => {
  const scenario = readScenario('lift-a1-stuck-between-floors', config);
  const { events } = runScenario(config, scenario);
  const answered = events.flatMap((event) =>
    event.type === 'fields-answered' ? Object.keys(event.data.fields) : [],
  );
  expect(answered).toContain('releasedPeople');
  expect(answered).not.toContain('releasedNames');
});

test('a real emergency is closed once nothing is missing, a false one once it is seen', () => {
  const stuck = readScenario('lift-a1-stuck-between-floors', config);
  const real = first(runScenario(config, stuck).events, 'incident-closed');
  expect(real.data.outcome).toBe('real');
  const falseOne = stuckLift({ people: 'prompt', outcome: 'false' });
  const closed = first(falseOne, 'incident-closed');
  expect(closed.data.outcome).toBe('false');
  const confirmed = first(falseOne, 'step-done', ({ step }) => step === 'E-1.confirm');
  expect(closed.at - confirmed.at).toBe(20_000);
});
