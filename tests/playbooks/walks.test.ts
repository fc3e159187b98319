import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actionsOf } from '../../src/core/actions/action.ts';
import type { Event } from '../../src/core/event.ts';
import type { FieldValue } from '../../src/core/incidents/events.ts';
import { choices, fieldsOf, type Playbook, stepKey } from '../../src/core/incidents/playbook.ts';
import { recordOf } from '../../src/core/incidents/running.ts';
import { demoConfig } from '../drills/demo-site.ts';
import { BAD, type Run, runCore } from '../support/core-run.ts';
import { effort } from '../support/effort.ts';
import { GUARD_LAWS, slotNamed } from './guard-laws.ts';
import { ACTIONS } from './work-laws.ts';

const settings = demoConfig().core;
const PEOPLE = settings.people!.people.map(({ id }) => id);
const STEP_MS = 20_000;
const ACTS = 120;
/** 25 walks, each with a site compiled anew, beside other tests on two cores. */
const WALKS_MS = 180_000;

/** Readings that some guard looks at; each is now one thing, now the other, now bad. */
const TOGGLES = [
  ['A-L1.occupied', [true, false, BAD]],
  ['A-L1.inspection', [true, false, BAD]],
  ['A-L1.mains', [true, false, BAD]],
  ['A-L1.doorZone', [true, false]],
  ['Q0.closed', [true, false, BAD]],
  ['Q3.closed', [true, false, BAD]],
  ['MAIN-U.voltage.l1', [0, 230, BAD]],
] as const;
/** What the others say all the time. */
const CALM = {
  ...Object.fromEntries([1, 2, 4, 5, 6, 7, 8].map((n) => [`Q${n}.closed`, false])),
  'Q20.closed': true,
  'Q21.closed': false,
  'Q22.closed': false,
  'QT.closed': false,
  'QT.remoteAuto': false,
  'MAIN-U2.voltage.l1': 230,
  'MAIN-U2.voltage.l2': 230,
  'MAIN-U2.voltage.l3': 230,
  'MAIN-U.voltage.l2': 230,
  'MAIN-U.voltage.l3': 230,
  'A-L1.moving': false,
};

const STARTS = [
  { playbook: 'entrapment', asset: 'A-L1' },
  { playbook: 'outage', asset: 'MAIN-U' },
  { playbook: 'flooding', asset: 'A-W1' },
];

const act = fc.record({
  which: fc.nat(),
  who: fc.constantFrom(...PEOPLE),
  pick: fc.nat(),
  rarely: fc.integer({ min: 0, max: 9 }),
  toggle: fc.constantFrom(...TOGGLES),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

test.each(STARTS)(
  '$playbook: no walk does a guarded step against its law',
  (start) => {
    const done = new Set<string>();
    const held = new Set<string>();
    fc.assert(
      fc.property(fc.array(act, { minLength: ACTS, maxLength: ACTS }), (acts) => {
        const run = runCore(settings);
        run.tell(0, 'duty-1', { do: 'report-incident', ...start, source: 'phone' });
        acts.forEach((one, index) => {
          const at = (index + 1) * STEP_MS;
          const [signal, values] = one.toggle;
          run.say(at, { ...CALM, [signal]: values[one.pick % values.length]! });
          const before = run.events.length;
          work(run, at, one);
          for (const event of run.events.slice(before)) {
            if (event.type === 'guard-held') held.add(event.data.step);
            if (event.type === 'step-done' && isAgainstItsLaw(run, event)) {
              expect.fail(`${event.data.step} was done against its law`);
            }
            if (event.type === 'step-done') done.add(event.data.step);
          }
        });
      }),
      { numRuns: effort(15, 60), seed: 7 },
    );
    const guarded = GUARD_LAWS.filter(({ playbook }) => playbook === start.playbook);
    const reached = guarded.filter(({ step }) => done.has(step) || held.has(step));
    expect(reached.length, 'the walks come to guarded steps').toBeGreaterThan(0);
  },
  WALKS_MS,
);

/** Somebody does something to a step that is due: mostly he finishes it, with random answers. */
function work(run: Run, at: number, { pick, rarely, which, who }: Act): void {
  const incident = Object.values(run.state.incidents.incidents)[0]!;
  const due = Object.values(incident.steps).filter(({ state }) => state === 'active');
  const chosen = due[which % due.length];
  if (chosen === undefined) return;
  const { playbook } = settings.playbooks.find(
    (found) => found.playbook.playbook === incident.playbook,
  )!;
  const step = playbook.steps.find((found) => found.step === chosen.step)!;
  const to = {
    do: 'step' as const,
    incident: incident.id,
    step: chosen.step,
    version: run.state.seq,
    ...(chosen.item === undefined ? {} : { item: chosen.item }),
  };
  if (rarely === 0) {
    run.tell(at, who, { ...to, action: 'skip', reason: 'a walk' });
    return;
  }
  const names = step.do === 'form' || step.do === 'decide' ? fieldsOf(step) : [];
  const answers = names.map((name, n) => [
    name,
    answer(playbook, name, at + run.state.wallOffsetMs, pick + n),
  ]);
  const value = step.do === 'decide' ? { value: String(answers[0]![1]) } : {};
  const fields = step.do === 'form' ? { fields: Object.fromEntries(answers) } : {};
  const action = step.do === 'approve' ? 'approve' : 'done';
  run.tell(at, who, { ...to, action, reason: 'a walk', ...value, ...fields });
}

function answer(playbook: Playbook, name: string, wallAt: number, pick: number): FieldValue {
  const field = playbook.record[name]!;
  switch (field.type) {
    case 'choice':
      return choices(field)[pick % choices(field).length]!;
    case 'number':
      return Math.max(field.range?.[0] ?? 0, pick % 10);
    case 'time':
      return Math.floor(wallAt);
    case 'person':
      return PEOPLE[pick % PEOPLE.length]!;
    case 'text':
      return '-';
    default:
      return ['-'];
  }
}

function isAgainstItsLaw(run: Run, { data }: Event<'step-done'>): boolean {
  const law = GUARD_LAWS.find(({ step }) => step === data.step);
  if (law === undefined || data.outcome === 'rejected') return false;
  const incident = run.state.incidents.incidents[data.incident]!;
  // Laws speak of A-L1; the other lifts have the same.
  const own = (signal: string) =>
    data.item === undefined ? signal : signal.replace('A-L1.', `${data.item}.`);
  expect(incident.steps[stepKey(data.step, data.item)]?.state).toBe('done');
  return !law.mayBeDone({
    field: (name) =>
      name === ACTIONS
        ? actionsOf(run.state.actions, incident.id).length || undefined
        : recordOf(incident, data.item)[name]?.value,
    good(signal) {
      const slot = slotNamed(run.core.compiled.table, own(signal));
      return slot === undefined ? undefined : run.core.live.table.good[slot];
    },
  });
}
