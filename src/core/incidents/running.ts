/**
 * A playbook bound to one place: every step instance with its expressions compiled for it. Made on
 * need from the version with which an incident opened, and the same for all that happen there; not
 * journalled.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import { actionsOf } from '../actions/action.ts';
import { type Compiled, compile } from '../expressions/compile.ts';
import type { Names } from '../expressions/relations.ts';
import type { EvaluationContext, IncidentView, SignalLookup } from '../expressions/scope.ts';
import { untoldIn } from '../notices/notice.ts';
import type { Value } from '../signals/reading.ts';
import type { Site } from '../site/site.ts';
import type { Topology } from '../site/topology.ts';
import type { CoreState } from '../state.ts';
import { parseDuration } from '../time.ts';
import type { FieldState, Incident } from './incident.ts';
import { itemsOf, namesForStep, type Place } from './names.ts';
import {
  fieldsOf,
  type Harm,
  type Playbook,
  type Step,
  settingOf,
  stepKey,
  untilOf,
} from './playbook.ts';

export interface RunningStep {
  key: string;
  step: Step;
  item?: string;
  when?: Compiled;
  guard?: Compiled;
  shows?: Compiled;
  until?: Compiled;
  startsWhen?: Compiled;
  /** By field, or by answer of a `decide`. */
  suggestions: Record<string, Compiled>;
}

export interface RunningHarm {
  harm: Harm;
  item?: string;
  while?: Compiled;
  minutes?: Compiled;
  /** After the opening, ms. */
  afterMs?: number;
}

export interface RunningPlaybook {
  playbook: Playbook;
  steps: readonly RunningStep[];
  harms: readonly RunningHarm[];
  byKey: ReadonlyMap<string, RunningStep>;
  /** By field: the steps that ask for it. */
  askedIn: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Syntax trees of all checked expressions, by their text. */
export type Parse = (text: string) => ASTNode;

export function runPlaybook(
  playbook: Playbook,
  place: Place,
  topology: Topology,
  lookup: SignalLookup,
  parse: Parse,
): RunningPlaybook {
  const namesOf = new Map<string, Names>();
  const forEach = <Part extends Pick<Step, 'each'>, Bound>(
    part: Part,
    bindPart: (part: Part, item: string | undefined, compiled: Compile) => Bound,
  ) => {
    const items: (string | undefined)[] =
      part.each === undefined
        ? [undefined]
        : itemsOf(playbook, part, place, topology).map(({ id }) => id);
    return items.map((item) => {
      const scope = JSON.stringify([part.each, item]);
      const names = namesOf.get(scope) ?? namesForStep(playbook, part, place, item, topology);
      namesOf.set(scope, names);
      return bindPart(part, item, (text) => compile(parse(text), names.nodes, lookup));
    });
  };
  const steps = playbook.steps.flatMap((step) => forEach(step, bind));
  const { settings } = topology.site;
  return {
    playbook,
    steps,
    harms: playbook.harms.flatMap((harm) =>
      forEach(harm, (part, item, compiled) => bindHarm(part, item, compiled, settings)),
    ),
    byKey: new Map(steps.map((step) => [step.key, step])),
    askedIn: askedIn(playbook),
  };
}

function askedIn(playbook: Playbook): Map<string, Set<string>> {
  const asked = new Map<string, Set<string>>();
  for (const step of playbook.steps) {
    for (const field of fieldsOf(step)) {
      asked.set(field, (asked.get(field) ?? new Set()).add(step.step));
    }
  }
  return asked;
}

type Compile = (text: string) => Compiled;

function bind(step: Step, item: string | undefined, compiled: Compile): RunningStep {
  const suggested = step.do === 'form' ? step.prefill : step.do === 'decide' ? step.suggest : {};
  return {
    key: stepKey(step.step, item),
    step,
    suggestions: Object.fromEntries(
      Object.entries(suggested).map(([name, text]) => [name, compiled(text)]),
    ),
    ...(item === undefined ? {} : { item }),
    ...(step.when === undefined ? {} : { when: compiled(step.when) }),
    ...(step.guard === undefined ? {} : { guard: compiled(step.guard) }),
    ...(step.do === 'verify' ? { shows: compiled(step.shows) } : {}),
    ...(untilOf(step) === undefined ? {} : { until: compiled(untilOf(step)!) }),
    ...(step.starts?.when === undefined ? {} : { startsWhen: compiled(step.starts.when) }),
  };
}

function bindHarm(
  harm: Harm,
  item: string | undefined,
  compiled: Compile,
  settings: Site['settings'],
): RunningHarm {
  const { after } = harm;
  const afterMs =
    typeof after === 'string' ? parseDuration(String(settings[settingOf(after)])) : after;
  return {
    harm,
    ...(item === undefined ? {} : { item }),
    ...(harm.while === undefined ? {} : { while: compiled(harm.while) }),
    ...(harm.minutes === undefined ? {} : { minutes: compiled(harm.minutes) }),
    ...(afterMs === undefined ? {} : { afterMs }),
  };
}

/** The context in which an incident's expressions are evaluated. */
export function incidentContext(
  incident: Incident,
  values: readonly (Value | undefined)[],
  at: number,
  { actions, notices, wallOffsetMs }: Pick<CoreState, 'actions' | 'notices' | 'wallOffsetMs'>,
): EvaluationContext {
  const { arrivals, beganAt, endedAt } = incident;
  const arrivedAt = arrivals[0]?.at;
  const view: IncidentView = {
    openedAt: incident.openedAt,
    confirmed: incident.evidence === 'confirmed',
    actions: () => actionsOf(actions, incident.id).length,
    untold: () => untoldIn(notices, incident.id),
    ...(beganAt === undefined ? {} : { beganAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(arrivedAt === undefined ? {} : { arrivedAt }),
    field: (name, item) => fieldValue(recordOf(incident, item)[name], wallOffsetMs),
    isAnswered: (name, item) => recordOf(incident, item)[name] !== undefined,
  };
  return { values, at, incident: view, nextFlipAt: Number.POSITIVE_INFINITY };
}

export function recordOf(
  incident: Incident,
  item: string | undefined,
): Readonly<Record<string, FieldState>> {
  return item === undefined ? incident.record : (incident.itemRecords[item] ?? {});
}

/**
 * Lists and personal values are unknown to expressions; they can only be asked for (`answered`).
 */
function fieldValue(field: FieldState | undefined, wallOffsetMs: number): Value | undefined {
  const value = field?.value;
  if (typeof value === 'number' && field?.isTime === true) return value - wallOffsetMs;
  return typeof value === 'object' ? undefined : value;
}
