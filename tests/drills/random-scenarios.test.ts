/**
 * Scenarios by chance, held against the truth of the simulated building: whoever is stuck is found,
 * nobody is found who was not there, and the record alone gives the same state again.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSimulation } from '../../simulators/simulation.ts';
import type { Event } from '../../src/core/event.ts';
import { evolve, initialState } from '../../src/core/state.ts';
import { type DrillRun, runScenario } from '../../src/drills/run.ts';
import { type Scenario, type ScriptLine, scenarioSchema } from '../../src/drills/scenario.ts';
import { simulatedDevices } from '../../src/drills/simulated-devices.ts';
import { effort } from '../support/effort.ts';
import { demoConfig } from './demo-site.ts';

const config = demoConfig();
const LIFTS = ['A-L1', 'A-L2', 'A-L3', 'B-L1', 'B-L2', 'B-L3'];
const SECOND_MS = 1_000;
/** Hold of the stop between floors (30 s), its sight and the polls: generous. */
const FOUND_WITHIN_MS = 45 * SECOND_MS;
/** Without mains a rescue device has its 90 s, and 30 s more (practice P-13). */
const RESCUED_WITHIN_MS = 135 * SECOND_MS;
/** Somebody was in the car this long before it was found, at most: the box needs 120 s. */
const SEEN_BEFORE_MS = 180 * SECOND_MS;

/** Faults of the world, and of wires that have nothing to do with lifts. */
const faults = fc.oneof(
  fc.record({ lift: fc.constantFrom(...LIFTS), stops: fc.constant('between-floors') }),
  fc.record({ lift: fc.constantFrom(...LIFTS), doors: fc.constant('stuck-closed') }),
  fc.record({ lift: fc.constantFrom(...LIFTS), inspection: fc.constant(true) }),
  fc.record({ breaker: fc.constantFrom('Q0', 'Q2', 'Q3', 'Q6'), trips: fc.constant(true) }),
  fc.record({ pipe: fc.constant('bursts'), area: fc.constantFrom('A-pump-room', 'B-garage') }),
  fc.constant({ mains: 'fails' }),
  fc.record({
    device: fc.constantFrom('meter-main', 'breaker-q0', 'rope-a', 'sump-1', 'ups-1'),
    answers: fc.constantFrom('never', 'late', 'short', 'exception', 'wrong-unit'),
  }),
  fc.record({
    device: fc.constantFrom('leak-a2', 'leak-a3', 'leak-b6'),
    payload: fc.constantFrom('garbage', 'wrong-type', 'oversized'),
  }),
);

const scenarios = fc
  .record({
    seed: fc.nat(100_000),
    starts: fc.constantFrom('02:30', '08:00', '19:00'),
    people: fc.constantFrom('prompt', 'slow', 'absent', 'mistaken'),
    faults: fc.array(fc.tuple(fc.integer({ min: 1, max: 240 }), faults), {
      minLength: 1,
      maxLength: 4,
    }),
    endsAt: fc.integer({ min: 300, max: 500 }),
  })
  .map(({ faults: found, endsAt, ...rest }) =>
    scenarioSchema.parse({
      ...rest,
      scenario: 'by-chance',
      title: { zh: '随机', en: 'By chance' },
      lasts: '10m',
      script: found.flatMap(([atS, fault], index) => [
        { at: `${atS}s`, id: `f${index}`, fault },
        { at: `${endsAt}s`, ends: `f${index}` },
      ]),
      expect: [{ quiet: true }],
    }),
  );

test('by chance: whoever is stuck is found, nobody else is, and the record replays', {
  timeout: 3_600_000,
}, () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const run = runScenario(config, scenario);
      const opened = run.events.filter((event) => event.type === 'incident-opened');
      expectFound(scenario, run, opened);
      expectReplay(run);
    }),
    { numRuns: effort(25, 2_000) },
  );
});

type Opened = Event<'incident-opened'>;

/** Lives through the same script beside the run, and looks into every car each second. */
function expectFound(scenario: Scenario, run: DrillRun, opened: readonly Opened[]): void {
  const simulation = createSimulation({
    site: config.core.site,
    devices: simulatedDevices(config),
    seed: scenario.seed,
    epochMs: run.startedAt,
  });
  const play = createPlayer(simulation, scenario.script);
  const strandedSince = new Map<string, number>();
  const peopleAt = new Map<string, number>();
  const hadMains = new Map<string, boolean>();
  for (let nowMs = 0; nowMs <= scenario.lasts; nowMs += SECOND_MS) {
    simulation.advance(nowMs);
    play(nowMs);
    for (const id of LIFTS) {
      const lift = simulation.building.lifts.get(id)!;
      if (lift.passengers + lift.workers > 0) peopleAt.set(id, nowMs);
      const offLevelM = Math.abs((lift.positionM + 30) % 3);
      const isOffLanding = offLevelM > 0.2 && offLevelM < 2.8;
      const isStuck = lift.speedMs === 0 && lift.passengers > 0 && !lift.isInInspection;
      const isOnItsOwn = lift.hasRescueDevice && !lift.hasMains;
      // Its own hold begins with the supply that it lost, and the usual one when it is back.
      const hasTurned = lift.hasRescueDevice && hadMains.get(id) !== lift.hasMains;
      hadMains.set(id, lift.hasMains);
      if (!isStuck || !isOffLanding || hasTurned) strandedSince.delete(id);
      else if (!strandedSince.has(id)) strandedSince.set(id, nowMs);
      const withinMs = isOnItsOwn ? RESCUED_WITHIN_MS : FOUND_WITHIN_MS;
      if (nowMs - (strandedSince.get(id) ?? nowMs) < withinMs) continue;
      const isFound = opened.some(
        ({ at, data }) => data.asset === id && at - run.startedAt <= nowMs,
      );
      expect(isFound, `${id} is stuck at ${nowMs / SECOND_MS} s and nobody knows`).toBe(true);
    }
    for (const { at, data } of opened) {
      const openedMs = at - run.startedAt;
      if (data.playbook !== 'entrapment' || openedMs <= nowMs - SECOND_MS || openedMs > nowMs) {
        continue;
      }
      const lastMs = peopleAt.get(data.asset!) ?? Number.NEGATIVE_INFINITY;
      expect(nowMs - lastMs, `${data.asset} was empty`).toBeLessThan(SEEN_BEFORE_MS);
    }
  }
}

function createPlayer(
  simulation: ReturnType<typeof createSimulation>,
  script: readonly ScriptLine[],
): (nowMs: number) => void {
  const started = new Map<string, string>();
  const lines = script.toSorted((a, b) => a.at - b.at);
  return (nowMs) => {
    for (const line of lines) {
      if (line.at !== nowMs) continue;
      if (line.does === 'fault') started.set(line.id!, simulation.startFault(line.fault));
      else if (line.does === 'end') simulation.endFault(started.get(line.ends)!);
    }
  };
}

function expectReplay({ engine, events }: DrillRun): void {
  const replayed = initialState();
  for (const event of events) evolve(replayed, event);
  expect(JSON.stringify(replayed)).toBe(JSON.stringify(engine.state));
}
