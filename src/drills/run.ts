/**
 * Runs a scenario in virtual time: the simulated building, the wire's real bytes, the same decoders
 * and the same core as live; an hour of building in well under a second. Nothing here reads a
 * clock.
 */
import { createSimulation, type Simulation } from '../../simulators/simulation.ts';
import type { Config } from '../config/load.ts';
import { compileSettings } from '../core/compiled.ts';
import { configMarks } from '../core/config-marks.ts';
import { createEngine, type Engine } from '../core/engine.ts';
import type { Event } from '../core/event.ts';
import type { Input } from '../core/input.ts';
import { initialState } from '../core/state.ts';
import { DuePolls } from './due-polls.ts';
import { ScriptedPeople } from './people.ts';
import type { Scenario, ScriptLine } from './scenario.ts';
import { simulatedDevices } from './simulated-devices.ts';
import { startOfScenario } from './start-time.ts';
import { planPolls, poll, type VirtualPoll } from './virtual-modbus.ts';
import { VirtualMqtt } from './virtual-mqtt.ts';

export interface DrillRun {
  scenario: Scenario;
  events: readonly Event[];
  engine: Engine;
  /** Core time at the scenario's start. */
  startedAt: number;
  /** When each script line with an id ran, ms from the start. */
  lineAtMs: ReadonlyMap<string, number>;
}

/** A device that missed this many reads in a row has lost its link. */
const MISSES_TO_LOSE = 3;
/** MQTT devices are looked at once a simulated second, as they are ticked. */
const MESSAGE_TICK_MS = 1_000;

export function runScenario(config: Config, scenario: Scenario): DrillRun {
  return new VirtualRun(config, scenario).run();
}

class VirtualRun {
  readonly #scenario: Scenario;
  readonly #simulation: Simulation;
  readonly #engine: Engine;
  readonly #startedAt: number;
  readonly #polls: DuePolls;
  readonly #mqtt: VirtualMqtt;
  readonly #people: ScriptedPeople;
  readonly #events: Event[] = [];
  readonly #misses = new Map<string, number>();
  readonly #faults = new Map<string, string>();
  readonly #lineAtMs = new Map<string, number>();
  #script: readonly ScriptLine[];
  #nextMessagesMs = 0;
  #nowMs = 0;

  constructor(config: Config, scenario: Scenario) {
    const { site } = config.core;
    this.#scenario = scenario;
    this.#startedAt = startOfScenario(scenario.starts, site.site.timezone);
    this.#simulation = createSimulation({
      site,
      devices: simulatedDevices(config),
      seed: scenario.seed,
      epochMs: this.#startedAt,
    });
    this.#polls = new DuePolls(planPolls(config.devices));
    this.#mqtt = new VirtualMqtt(config.devices);
    this.#people = new ScriptedPeople(scenario);
    this.#script = scenario.script.toSorted((a, b) => a.at - b.at);
    const realm = `D-${scenario.scenario}`;
    const compiled = compileSettings(config.core);
    this.#engine = createEngine(compiled, initialState(), realm, this.#startedAt);
    this.#step({
      type: 'start',
      lastAlive: this.#startedAt,
      blindMs: 0,
      config: configMarks(config.core),
    });
  }

  run(): DrillRun {
    while (this.#nowMs <= this.#scenario.lasts) {
      this.#doAll();
      const nextMs = this.#nextMs();
      if (nextMs > this.#scenario.lasts) break;
      this.#nowMs = Math.max(this.#nowMs, nextMs);
      this.#simulation.advance(this.#nowMs);
    }
    return {
      scenario: this.#scenario,
      events: this.#events,
      engine: this.#engine,
      startedAt: this.#startedAt,
      lineAtMs: this.#lineAtMs,
    };
  }

  /** Everything whose time is now: the script, people, the wire, the core's own due. */
  #doAll(): void {
    while (this.#script[0] !== undefined && this.#script[0].at <= this.#nowMs) {
      this.#play(this.#script[0]);
      this.#script = this.#script.slice(1);
    }
    this.#actPeople();
    for (let one = this.#polls.take(this.#nowMs); one; one = this.#polls.take(this.#nowMs)) {
      this.#poll(one);
      this.#polls.put(one);
    }
    if (this.#nowMs >= this.#nextMessagesMs) {
      this.#nextMessagesMs += MESSAGE_TICK_MS;
      const inputs = this.#mqtt.take(this.#simulation, (ms) => this.#startedAt + ms);
      for (const input of inputs) this.#step(input);
    }
    if (this.#engine.nextDue() <= this.#at()) this.#step({ type: 'due' });
  }

  #nextMs(): number {
    let next = Math.min(this.#script[0]?.at ?? Number.POSITIVE_INFINITY, this.#people.nextMs());
    next = Math.min(next, this.#polls.nextMs(), this.#nextMessagesMs);
    // A due that lies in the past has just been served: the next millisecond is soon enough.
    const coreMs = Math.max(this.#nowMs + 1, this.#engine.nextDue() - this.#startedAt);
    return Math.min(next, coreMs);
  }

  #play(line: ScriptLine): void {
    if (line.id !== undefined) this.#lineAtMs.set(line.id, line.at);
    switch (line.does) {
      case 'action':
        this.#simulation.act(line.action);
        break;
      case 'fault': {
        const fault = this.#simulation.startFault(line.fault);
        if (line.id !== undefined) this.#faults.set(line.id, fault);
        break;
      }
      case 'open':
        this.#open(line.playbook);
        break;
      case 'end':
        this.#simulation.endFault(this.#faults.get(line.ends) ?? '');
        break;
      default:
        line satisfies never;
    }
  }

  #open(playbook: string): void {
    this.#step({
      type: 'command',
      actor: { person: this.#people.opener(this.#engine) },
      command: { do: 'report-incident', playbook, source: 'hand' },
    });
  }

  #actPeople(): void {
    for (const act of this.#people.due(this.#nowMs)) {
      const command = act.command(this.#engine, this.#nowMs);
      if (command === undefined) continue;
      const refusal = this.#step({ type: 'command', actor: { person: act.person }, command });
      if (refusal !== undefined) this.#people.refused(act, refusal, this.#nowMs);
    }
  }

  #poll(one: VirtualPoll): void {
    const report = poll(one, this.#simulation, this.#at());
    const missed = this.#misses.get(one.device) ?? 0;
    if (report !== undefined) {
      if (missed >= MISSES_TO_LOSE) this.#step({ type: 'link', device: one.device, up: true });
      this.#misses.set(one.device, 0);
      this.#step({ type: 'reports', reports: [report] });
      return;
    }
    this.#misses.set(one.device, missed + 1);
    if (missed + 1 !== MISSES_TO_LOSE) return;
    one.decoder.reset();
    this.#step({ type: 'link', device: one.device, up: false, reason: 'timeout' });
  }

  #step(input: Input) {
    const { events, refusal } = this.#engine.step(input, this.#at());
    if (events.length > 0) {
      this.#events.push(...events);
      this.#people.see(events, this.#engine, this.#nowMs);
    }
    return refusal;
  }

  #at(): number {
    return this.#startedAt + this.#nowMs;
  }
}
