/**
 * Moves open incidents on: steps whose turn has come become active, telemetry verifies, children
 * are started, lateness is said. It asks again after each of its own events until nothing moves.
 */
import type { Draft } from '../draft.ts';
import type { Compiled } from '../expressions/compile.ts';
import type { EvaluationContext } from '../expressions/scope.ts';
import { nextRound } from '../time.ts';
import { type IncidentConfig, type IncidentLive, runningOf } from './context.ts';
import { type Incident, openIncidents, type StepState } from './incident.ts';
import { openIncident } from './open.ts';
import { sayOver } from './over.ts';
import { incidentContext, type RunningPlaybook, type RunningStep } from './running.ts';
import { endLate, escalationsOf, rolesOf, tellLate, tellStep } from './tell.ts';

/** More rounds than a playbook has steps would be a loop of its own making. */
const ROUND_LIMIT = 1_000;

export function advanceIncidents(draft: Draft, config: IncidentConfig, live: IncidentLive): void {
  let moved = true;
  for (let round = 0; moved && round < ROUND_LIMIT; round++) {
    const before = draft.state.seq;
    live.flipAt = Number.POSITIVE_INFINITY;
    for (const incident of openIncidents(draft.state.incidents)) {
      advance(draft, config, live, incident);
    }
    moved = draft.state.seq !== before;
  }
  endLateness(draft, config);
}

/** In the incidents of which a step has just ended. */
function endLateness(draft: Draft, config: IncidentConfig): void {
  const ended = draft.events.flatMap((event) =>
    event.type === 'step-done' || event.type === 'step-skipped' ? [event.data.incident] : [],
  );
  for (const id of new Set(ended)) {
    const incident = draft.state.incidents.incidents[id]!;
    const running = runningOf(incident, config);
    if (incident.state === 'open' && running !== undefined) endLate(draft, incident, running);
  }
}

/** Earliest deadline, verification or lateness in any open incident. */
export function nextIncidentDue(state: Draft['state'], live: IncidentLive): number {
  let next = live.flipAt;
  for (const incident of openIncidents(state.incidents)) {
    for (const step of Object.values(incident.steps)) {
      if (step.state !== 'active') continue;
      next = Math.min(next, step.nextLateAt ?? next, step.verifyDueAt ?? next);
    }
  }
  return next;
}

/** One step of one incident, looked at once. */
interface Turn {
  draft: Draft;
  config: IncidentConfig;
  incident: Incident;
  running: RunningPlaybook;
  step: RunningStep;
  context: EvaluationContext;
}

function advance(
  draft: Draft,
  config: IncidentConfig,
  live: IncidentLive,
  incident: Incident,
): void {
  const running = runningOf(incident, config);
  if (running === undefined) return;
  const context = incidentContext(incident, live.table.good, draft.at, draft.state);
  for (const step of running.steps) {
    const turn = { draft, config, incident, running, step, context };
    const state = incident.steps[step.key];
    if (state === undefined || (state.isAsking && state.state === 'active')) activate(turn, state);
    else if (state.state === 'active') pursue(turn, state);
  }
  sayOver(draft, incident, running);
  live.flipAt = Math.min(live.flipAt, context.nextFlipAt);
}

/** A step becomes active when what it comes after is over and its `when` is not known false. */
function activate(turn: Turn, state: StepState | undefined): void {
  const { config, context, draft, incident, running, step } = turn;
  if (!step.step.after.every((id) => isOver(incident, running, id, step.item, context))) return;
  const applies = step.when === undefined ? true : truth(step.when, context);
  if (state === undefined ? applies === false : applies === undefined) return;
  const reference = referenceOf(incident, step);
  if (applies === false) {
    draft.emit('step-withdrawn', reference);
    return;
  }
  const asking = applies === undefined;
  const dueAt = asking ? undefined : deadline(turn);
  const seq = draft.emit('step-due', {
    ...reference,
    roles: rolesOf(step.step),
    asking,
    ...(dueAt === undefined ? {} : { dueAt }),
  });
  // What cannot be told is shown and rings for nobody.
  if (!asking) draft.because(seq, () => tellStep(draft, config, incident, step.step));
}

/** Done, skipped, or never to apply; for an `each` step, the same item's, or every item's. */
function isOver(
  incident: Incident,
  running: RunningPlaybook,
  id: string,
  item: string | undefined,
  context: EvaluationContext,
): boolean {
  const all = running.steps.filter((step) => step.step.step === id);
  const same = all.filter((step) => step.item === item);
  return (same.length > 0 ? same : all).every((step) => {
    const state = incident.steps[step.key];
    if (state !== undefined) return state.state !== 'active';
    const before = step.step.after.every((earlier) =>
      isOver(incident, running, earlier, step.item, context),
    );
    return before && step.when !== undefined && isFinallyFalse(step.when, context);
  });
}

/** Known false, and neither time nor a missing answer can still make it true. */
function isFinallyFalse(when: Compiled, context: EvaluationContext): boolean {
  const own = { ...context, nextFlipAt: Number.POSITIVE_INFINITY, isUndecided: false };
  const applies = truth(when, own);
  context.nextFlipAt = Math.min(context.nextFlipAt, own.nextFlipAt);
  return applies === false && own.nextFlipAt === Number.POSITIVE_INFINITY && !own.isUndecided;
}

/** What `due` gives, or `before` where that is sooner; never before now. */
function deadline(turn: Turn): number | undefined {
  const { context, draft, step } = turn;
  const { before } = step.step;
  const moment = before && context.incident?.field(before.field, step.item);
  const due = dueMoment(turn);
  if (before === undefined || typeof moment !== 'number') return due;
  const ahead = Math.max(draft.at, moment - before.by);
  return due === undefined ? ahead : Math.min(due, ahead);
}

function dueMoment({ draft, incident, running, step: { step } }: Turn): number | undefined {
  if (step.due === undefined) return undefined;
  if (step.from === undefined) return draft.at + step.due;
  if (step.from === 'opened') return incident.openedAt + step.due;
  const id = step.from.slice(0, -'.done'.length);
  const doneAt = running.steps
    .filter((other) => other.step.step === id)
    .map((other) => incident.steps[other.key]?.doneAt ?? draft.at);
  return (doneAt.length === 0 ? draft.at : Math.max(...doneAt)) + step.due;
}

/** What an active step does by itself. */
function pursue(turn: Turn, state: StepState): void {
  const { config, draft, incident, step } = turn;
  sayLate(turn, state);
  // A guard holds the program as it holds a person.
  const isHeld = step.guard !== undefined && truth(step.guard, turn.context) !== true;
  switch (step.step.do) {
    case 'verify':
      verify(turn, state, isHeld);
      break;
    case 'start':
      if (!isHeld) startChild(draft, config, incident, step, step.step.playbook);
      break;
    case 'notify':
      if (!isHeld && isAnswered(draft, incident, step, state)) {
        doneByItself(draft, incident, step);
      }
      break;
    case 'task':
    case 'form':
    case 'notice':
      if (step.until !== undefined && truth(step.until, turn.context) === true) {
        doneByItself(draft, incident, step);
      }
      break;
    case 'decide':
    case 'approve':
      break;
    default:
      step.step satisfies never;
  }
}

/** Everybody whom a `notify` step told has been answered for. */
function isAnswered(
  draft: Draft,
  incident: Incident,
  { step }: RunningStep,
  state: StepState,
): boolean {
  const told = escalationsOf(draft, incident.id).filter(
    ({ firstRole, roundStartedAt }) =>
      roundStartedAt >= state.activeSince && rolesOf(step).includes(firstRole),
  );
  return told.length > 0 && told.every((escalation) => escalation.state !== 'open');
}

function verify(turn: Turn, state: StepState, isHeld: boolean): void {
  const { context, draft, incident, step: running } = turn;
  const { shows, step } = running;
  if (shows === undefined || step.do !== 'verify') return;
  const reference = referenceOf(incident, running);
  const isShown = !isHeld && truth(shows, context) === true;
  if (!isShown && state.verifyDueAt !== undefined) draft.emit('verify-stopped', reference);
  if (!isShown) return;
  if (state.verifyDueAt === undefined) {
    draft.emit('verify-started', { ...reference, dueAt: draft.at + step.for });
  } else if (state.verifyDueAt <= draft.at) {
    doneByItself(draft, incident, running);
  }
}

/** The child's asset is the item, or the incident's own place. */
export function startChild(
  draft: Draft,
  config: IncidentConfig,
  incident: Incident,
  step: RunningStep,
  playbook: string,
): void {
  if (step.step.do === 'start') doneByItself(draft, incident, step);
  openIncident(draft, config, {
    playbook,
    asset: step.item ?? incident.asset,
    area: step.item === undefined ? incident.area : undefined,
    source: 'parent',
    evidence: 'suspected',
    parent: incident.id,
  });
}

function sayLate({ config, draft, incident, step }: Turn, state: StepState): void {
  if (state.nextLateAt === undefined || state.nextLateAt > draft.at) return;
  const repeat = step.step.late?.repeat;
  const seq = draft.emit('step-late', {
    ...referenceOf(incident, step),
    round: state.lateRounds + 1,
    ...(repeat === undefined ? {} : { nextAt: nextRound(state.nextLateAt, repeat, draft.at) }),
  });
  draft.because(seq, () => tellLate(draft, config, incident, step.step));
}

function doneByItself(draft: Draft, incident: Incident, step: RunningStep): void {
  draft.emit('step-done', { ...referenceOf(incident, step), outcome: 'done', automatic: true });
}

function referenceOf(
  incident: Incident,
  { step, item }: RunningStep,
): { incident: string; step: string; item?: string } {
  return { incident: incident.id, step: step.step, ...(item === undefined ? {} : { item }) };
}

function truth(expression: Compiled, context: EvaluationContext): boolean | undefined {
  return expression.evaluate(context) as boolean | undefined;
}
