/**
 * The core in virtual time: it is woken exactly at `nextDue`, told what a test says, and keeps all
 * events. Nothing here waits.
 */
import { compileSettings } from '../../src/core/compiled.ts';
import { configMarks } from '../../src/core/config-marks.ts';
import { createEngine, type Engine, type StepResult } from '../../src/core/engine.ts';
import type { Actor, Event, EventType } from '../../src/core/event.ts';
import type { Command, Input, Refusal } from '../../src/core/input.ts';
import type { CoreSettings } from '../../src/core/settings.ts';
import type { Sample, Value } from '../../src/core/signals/reading.ts';
import { type CoreState, initialState } from '../../src/core/state.ts';

/** A reading of bad quality, as a driver gives it. */
export const BAD = null;

/** A core that is woken this often without time moving on is in a busy loop. */
const WAKES_AT_ONE_MOMENT = 1_000;

export interface Run {
  readonly core: Engine;
  readonly events: Event[];
  readonly state: CoreState;
  at: number;
  /** Goes to `at`, waking the core whenever it asked for it. */
  goTo(at: number): void;
  /** Goes to `at`, then lets devices say `asset.signal: value`. */
  say(at: number, values: Record<string, Value | typeof BAD>): readonly Event[];
  input(at: number, input: Input): StepResult;
  /** A person commands; a refusal is what the core answered. */
  tell(at: number, person: string | Actor, command: Command): Refusal | undefined;
  of<T extends EventType>(type: T): Event<T>[];
  /** `12s alarm-raised`, from the given types only. */
  story(...types: EventType[]): string[];
}

interface Options {
  state?: CoreState;
  at?: number;
  lastAlive?: number;
}

/** Starts the core; people and configuration are journalled by its first step. */
export function runCore(settings: CoreSettings, options: Options = {}): Run {
  const { state = initialState(), at = 0, lastAlive = at } = options;
  const core = createEngine(compileSettings(settings), state, 'live', at);
  const run = createRun(core, settings, at);
  const config = configMarks(settings);
  // First of all: what was due while the program was away must not be looked at before.
  const start: Input = { type: 'start', lastAlive, blindMs: at - lastAlive, config };
  run.events.push(...core.step(start, at).events);
  return run;
}

/** The program stopped at `lastAlive` and starts again: only what is journalled is known. */
export function restart(run: Run, settings: CoreSettings, lastAlive: number, at: number): Run {
  run.goTo(lastAlive);
  const state = JSON.parse(JSON.stringify(run.state)) as CoreState;
  return runCore(settings, { state, at, lastAlive });
}

function createRun(core: Engine, settings: CoreSettings, startAt: number): Run {
  const run: Run = {
    core,
    events: [],
    state: core.state,
    at: startAt,
    goTo(at) {
      for (let wakes = 0; core.nextDue() <= at; wakes++) {
        const due = Math.max(run.at, core.nextDue());
        if (due > run.at) wakes = 0;
        if (wakes > WAKES_AT_ONE_MOMENT) throw new Error(`the core spins at ${run.at} ms`);
        step(due, { type: 'due' });
      }
      run.at = at;
    },
    say: (at, values) =>
      run.input(at, { type: 'reports', reports: reportsOf(settings, values, at) }).events,
    input(at, input) {
      run.goTo(at);
      return step(at, input);
    },
    tell(at, person, command) {
      const actor = typeof person === 'string' ? { person } : person;
      return run.input(at, { type: 'command', actor, command }).refusal;
    },
    of: <T extends EventType>(type: T) =>
      run.events.filter((event) => event.type === type) as Event<T>[],
    story: (...types) =>
      run.events
        .filter(({ type }) => types.includes(type))
        .map(({ at, type }) => `${(at - startAt) / 1_000}s ${type}`),
  };
  const step = (at: number, input: Input): StepResult => {
    run.at = at;
    const result = core.step(input, at);
    run.events.push(...result.events);
    return result;
  };
  return run;
}

function reportsOf(settings: CoreSettings, values: Record<string, Value | null>, at: number) {
  const byGroup = new Map<
    string,
    { device: string; group: string; at: number; samples: Sample[] }
  >();
  for (const [name, value] of Object.entries(values)) {
    const asset = name.slice(0, name.indexOf('.'));
    const signal = name.slice(asset.length + 1);
    const source = settings.sources.find((s) => s.asset === asset && s.signals.includes(signal));
    if (source === undefined) throw new Error(`no device says ${name}`);
    const { device, group } = source;
    const report = byGroup.get(`${device}/${group}`) ?? { device, group, at, samples: [] };
    byGroup.set(`${device}/${group}`, report);
    report.samples.push(
      value === null
        ? { signal, value, quality: 'bad', reason: 'exception' }
        : { signal, value, quality: 'good' },
    );
  }
  return [...byGroup.values()];
}
