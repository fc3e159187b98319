/**
 * Scripted people: they answer when they are told, and work the steps of their roles. `prompt` and
 * `slow` differ in time, `absent` never do anything, `mistaken` try what a guard must not let pass
 * before they have answered what it asks for.
 */
import type { Engine } from '../core/engine.ts';
import type { Event } from '../core/event.ts';
import { runningOf } from '../core/incidents/context.ts';
import type { FieldValue } from '../core/incidents/events.ts';
import { type Incident, openIncidents, type StepState } from '../core/incidents/incident.ts';
import { whatIsMissing } from '../core/incidents/missing.ts';
import { candidates, dutyAt } from '../core/incidents/named-person.ts';
import { choices, type Playbook, type RecordField, stepKey } from '../core/incidents/playbook.ts';
import { incidentContext, type RunningStep, recordOf } from '../core/incidents/running.ts';
import type { Command, Refusal } from '../core/input.ts';
import { parseDuration } from '../core/time.ts';
import type { Scenario } from './scenario.ts';

/** From being told or a step's becoming active to the person's act, ms. */
const PACE_MS = { prompt: 20_000, slow: 180_000, mistaken: 20_000 } as const;
/** A refused act is tried again after this long. */
const AGAIN_MS = 60_000;
/** What is to be done again and again is done so long before it is due. */
const EARLY_MS = 10_000;
/** A mistaken person tries a guarded step at once. */
const HASTY_MS = 1_000;

export interface PersonAct {
  atMs: number;
  person: string;
  /** Decided when its time has come; undefined where there is nothing left to do. */
  command(engine: Engine, nowMs: number): Command | undefined;
  /** Tried again after a refusal. */
  retries: boolean;
}

export class ScriptedPeople {
  readonly #scenario: Scenario;
  #acts: PersonAct[] = [];

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
  }

  nextMs(): number {
    return this.#acts.reduce((next, act) => Math.min(next, act.atMs), Number.POSITIVE_INFINITY);
  }

  /** What is to be done now, in the order in which it was planned. */
  due(nowMs: number): PersonAct[] {
    const due = this.#acts.filter((act) => act.atMs <= nowMs);
    this.#acts = this.#acts.filter((act) => act.atMs > nowMs);
    return due;
  }

  refused(act: PersonAct, _refusal: Refusal, nowMs: number): void {
    if (act.retries) this.#acts.push({ ...act, atMs: nowMs + AGAIN_MS });
  }

  /** Plans what people do about what has just happened. */
  see(events: readonly Event[], engine: Engine, nowMs: number): void {
    const { people } = this.#scenario;
    if (people === 'absent') return;
    const paceMs = PACE_MS[people];
    for (const event of events) {
      if (event.type === 'alarm-raised') {
        this.#acknowledge(engine, event.data.alarm, nowMs + paceMs / 2);
      } else if (event.type === 'notice-issued') {
        this.#tellByHand(engine, event.data.notice, nowMs + paceMs);
      } else if (event.type === 'notification-requested') {
        const { notice, notification, recipients } = event.data;
        if (notice === undefined) this.#answer(notification, recipients[0]?.person, nowMs + paceMs);
      } else if (event.type === 'step-due' && !event.data.asking) {
        const { incident, step, item } = event.data;
        const isHasty = people === 'mistaken' && isGuarded(engine, incident, stepKey(step, item));
        this.#work(engine, incident, stepKey(step, item), nowMs + (isHasty ? HASTY_MS : paceMs));
      } else if (event.type === 'step-repeated') {
        // A moment before it is due again.
        const { dueAt, incident, step, item } = event.data;
        const inMs = Math.max(dueAt - event.at - EARLY_MS, 0);
        this.#work(engine, incident, stepKey(step, item), nowMs + inMs);
      } else if (event.type === 'step-done' || event.type === 'fields-answered') {
        this.#close(engine, event.data.incident, nowMs + paceMs);
      }
    }
  }

  /** Who registers what is planned, or starts a check. */
  opener(engine: Engine): string {
    return holderOf(engine, undefined);
  }

  /** In a drill no channel delivers: whom a notice concerns is told by telephone. */
  #tellByHand(engine: Engine, notice: string, atMs: number): void {
    this.#acts.push({
      atMs,
      person: holderOf(engine, undefined),
      retries: false,
      command: ({ state }) => {
        const units = Object.keys(state.notices.notices[notice]?.units ?? {});
        if (units.length === 0) return undefined;
        return { do: 'tell-units', notice, units, via: 'phone' };
      },
    });
  }

  #acknowledge(engine: Engine, alarm: string, atMs: number): void {
    this.#acts.push({
      atMs,
      person: holderOf(engine, undefined),
      retries: false,
      command: ({ state }) => ({ do: 'acknowledge-alarm', alarm, version: state.seq }),
    });
  }

  #answer(notification: string, person: string | undefined, atMs: number): void {
    if (person === undefined) return;
    const command = { do: 'answer-notification', notification, answer: 'coming' } as const;
    this.#acts.push({ atMs, person, retries: false, command: () => command });
  }

  #work(engine: Engine, incident: string, key: string, atMs: number): void {
    const found = find(engine, incident, key);
    if (found === undefined || found.step.step.do === 'verify') return;
    this.#acts.push({
      atMs,
      person: holderOf(engine, found.state),
      retries: true,
      command: (now) => this.#act(now, incident, key),
    });
  }

  /** Closing is tried after every step, and succeeds when nothing is missing any more. */
  #close(engine: Engine, incident: string, atMs: number): void {
    const { outcome } = this.#scenario;
    this.#acts.push({
      atMs,
      person: holderOf(engine, undefined),
      retries: false,
      command: ({ compiled, state }) => {
        const found = state.incidents.incidents[incident];
        if (found?.state !== 'open') return undefined;
        const base = { do: 'close-incident', incident, version: state.seq } as const;
        // A false alarm is closed with what is known; a real one once nothing is missing.
        if (outcome === 'false') return { ...base, outcome, reason: '–' };
        const missing = whatIsMissing(found, compiled.incidents);
        return missing.length > 0 ? undefined : { ...base, outcome };
      },
    });
  }

  #act(engine: Engine, incidentId: string, key: string): Command | undefined {
    const found = find(engine, incidentId, key);
    if (found === undefined || found.state.state !== 'active') return undefined;
    const { incident, playbook, step } = found;
    const base = {
      do: 'step' as const,
      incident: incident.id,
      step: step.step.step,
      version: engine.state.seq,
      ...(step.item === undefined ? {} : { item: step.item }),
    };
    switch (step.step.do) {
      case 'form': {
        const fields: Record<string, FieldValue> = {};
        for (const name of step.step.fields) {
          const field = playbook.record[name];
          if (field?.personal && !field.required) continue;
          fields[name] = this.#fieldValue(engine, found, name, fields);
        }
        return { ...base, action: 'done', fields };
      }
      case 'decide':
        return {
          ...base,
          action: 'done',
          value: String(this.#fieldValue(engine, found, step.step.field)),
        };
      case 'approve':
        return { ...base, action: 'approve' };
      default:
        return { ...base, action: 'done' };
    }
  }

  /** The scenario's answer, else telemetry's suggestion, else the first that fits. */
  #fieldValue(
    engine: Engine,
    found: Found,
    name: string,
    others: Readonly<Record<string, FieldValue>> = {},
  ): FieldValue {
    const { answers } = this.#scenario;
    const given = answers[`${name}@${found.step.item}`] ?? answers[name];
    const field = found.playbook.record[name]!;
    if (given !== undefined) return asValue(field, given, found.incident.openedAt, engine);
    const suggested = suggest(engine, found, name);
    if (suggested !== undefined) return suggested;
    switch (field.type) {
      case 'choice':
        return choices(field)[0]!;
      case 'number':
        return Math.max(1, field.range?.[0] ?? 1);
      case 'time':
        return Math.round(engine.state.at + engine.state.wallOffsetMs);
      case 'text':
        return '–';
      case 'person':
        return nameOne(engine, found, field, others);
      case 'people':
      case 'photo':
        return ['–'];
      case 'places':
        return engine.compiled.settings.site.areas.slice(0, 1).map(({ id }) => id);
      default:
        return field.type satisfies never;
    }
  }
}

/** A scenario writes times as durations since the opening, and places as a list with commas. */
function asValue(
  { type }: RecordField,
  given: string | number,
  openedAt: number,
  { state }: Engine,
): FieldValue {
  if (type === 'places') return String(given).split(',');
  const afterMs = type === 'time' ? parseDuration(String(given)) : undefined;
  return afterMs === undefined ? given : Math.round(openedAt + state.wallOffsetMs + afterMs);
}

/** Somebody on duty who may be named there and is not the other one; else nobody's id. */
function nameOne(
  { compiled, state }: Engine,
  { incident, step }: Found,
  field: RecordField,
  others: Readonly<Record<string, FieldValue>>,
): string {
  const may = candidates(field, dutyAt(state, state.at, compiled.settings));
  const other = others[field.not ?? ''] ?? recordOf(incident, step.item)[field.not ?? '']?.value;
  return may.find(({ id }) => id !== other)?.id ?? '';
}

interface Found {
  incident: Incident;
  playbook: Playbook;
  step: RunningStep;
  state: StepState;
}

function find(engine: Engine, incidentId: string, key: string): Found | undefined {
  const { compiled, state } = engine;
  const incident = openIncidents(state.incidents).find(({ id }) => id === incidentId);
  const running = incident && runningOf(incident, compiled.incidents);
  const step = running?.byKey.get(key);
  const stepState = incident?.steps[key];
  if (!incident || !running || !step || !stepState) return undefined;
  return { incident, playbook: running.playbook, step, state: stepState };
}

function suggest(engine: Engine, { incident, step }: Found, name: string): FieldValue | undefined {
  const { live, state } = engine;
  const context = incidentContext(incident, live.table.good, state.at, state);
  if (step.step.do === 'form') return step.suggestions[name]?.evaluate(context);
  const shown = Object.entries(step.suggestions).find(
    ([, condition]) => condition.evaluate(context) === true,
  );
  return shown?.[0];
}

function isGuarded(engine: Engine, incident: string, key: string): boolean {
  return find(engine, incident, key)?.step.guard !== undefined;
}

/** Somebody who may do it: a holder of the step's role, else the duty engineer. */
function holderOf(engine: Engine, state: StepState | undefined): string {
  const people = engine.state.duty.people?.people ?? [];
  const roles: readonly string[] = state?.roles ?? [];
  const holder =
    people.find((person) => person.roles.some((role) => roles.includes(role))) ??
    people.find((person) => person.roles.includes('duty-engineer'));
  return holder?.id ?? '';
}
