import { expect, test } from 'vitest';
import type { ActionsState } from '../../src/core/actions/action.ts';
import { compileSettings } from '../../src/core/compiled.ts';
import type { FieldState, Incident } from '../../src/core/incidents/incident.ts';
import { incidentContext } from '../../src/core/incidents/running.ts';
import type { Value } from '../../src/core/signals/reading.ts';
import { demoConfig } from '../drills/demo-site.ts';
import type { Facts, GuardLaw } from './guard-law.ts';
import { GUARD_LAWS, slotNamed } from './guard-laws.ts';
import { ACTIONS } from './work-laws.ts';

const settings = demoConfig().core;
const compiled = compileSettings(settings);

test('every guarded step of the demo site has a law', () => {
  const guarded = settings.playbooks.flatMap(({ playbook }) =>
    playbook.steps.flatMap(({ step, guard }) => (guard === undefined ? [] : [step])),
  );
  expect(GUARD_LAWS.map(({ step }) => step).sort()).toEqual(guarded.sort());
});

test.each(GUARD_LAWS.map((law) => [law.step, law.source, law] as const))(
  '%s lets pass what %s allows, whatever is answered, said or unknown',
  (_step, _source, law) => {
    const isMet = bind(law);
    let count = 0;
    let passed = 0;
    const states = crossed(law.readings).map((readings) => ({
      readings,
      values: valuesOf(readings),
    }));
    for (const fields of combinations(law.fields)) {
      const isMetBy = isMet(fields);
      for (const { readings, values } of states) {
        const facts: Facts = {
          field: (name) => fields[name],
          good: (signal) => readings[signal],
        };
        const allowed = law.mayBeDone(facts);
        count++;
        if (allowed) passed++;
        if (isMetBy(values) !== allowed) {
          expect.fail(`${allowed ? 'held' : 'let pass'}: ${JSON.stringify({ fields, readings })}`);
        }
      }
    }
    expect(passed, `of ${count} some pass`).toBeGreaterThan(0);
    expect(passed, `of ${count} some are held`).toBeLessThan(count);
  },
);

type Answers = Record<string, Value | undefined>;
type Values = readonly (Value | undefined)[];

/** The guard of the step as the program evaluates it. */
function bind(law: GuardLaw): (fields: Answers) => (values: Values) => boolean {
  const { playbook, version } = settings.playbooks.find(
    (found) => found.playbook.playbook === law.playbook,
  )!;
  const place = { asset: law.asset };
  const running = compiled.incidents.bind(version, playbook, place);
  const key = law.item === undefined ? law.step : `${law.step}@${law.item}`;
  const guard = running.byKey.get(key)!.guard!;
  return (fields) => {
    const record: Record<string, FieldState> = {};
    for (const [name, value] of Object.entries(fields)) {
      if (value !== undefined) record[name] = { value, at: 0, before: [] };
    }
    const own = law.item === undefined ? { record } : { itemRecords: { [law.item]: record } };
    const incident = { openedAt: 0, evidence: 'confirmed', record: {}, itemRecords: {}, ...own };
    const incidentOf = { ...incident, id: 'I-1', arrivals: [] } as unknown as Incident;
    const context = incidentContext(incidentOf, [], 0, {
      actions: actionsFor('I-1', Number(fields[ACTIONS] ?? 0)),
      notices: { notices: {} },
      wallOffsetMs: 0,
    });
    return (values) => guard.evaluate({ ...context, values }) === true;
  };
}

function actionsFor(incident: string, count: number): ActionsState {
  const actions = Array.from({ length: count }, (_, n) => ({ id: `C-${n}`, incident }));
  return Object.fromEntries(actions.map((action) => [action.id, action])) as ActionsState;
}

function valuesOf(readings: Answers): Values {
  const values: (Value | undefined)[] = [];
  for (const [signal, value] of Object.entries(readings)) {
    values[slotNamed(compiled.table, signal)!] = value;
  }
  return values;
}

/** Every combination of the answers, no answer among them. */
function* combinations(fields: GuardLaw['fields']): Generator<Answers> {
  const [first, ...rest] = Object.entries(fields);
  if (first === undefined) {
    yield {};
    return;
  }
  const [name, values] = first;
  for (const others of combinations(Object.fromEntries(rest))) {
    for (const value of [...values, undefined]) yield { ...others, [name]: value };
  }
}

function crossed(states: GuardLaw['readings']): Answers[] {
  return states.reduce<Answers[]>(
    (all, next) => all.flatMap((one) => next.map((other) => ({ ...one, ...other }))),
    [{}],
  );
}
