/** Every step of an incident's playbook, those that are still to come as well. */
import type { Compiled } from '../../core/expressions/compile.ts';
import type { EvaluationContext } from '../../core/expressions/scope.ts';
import type { Incident, StepState } from '../../core/incidents/incident.ts';
import { fieldsOf, type Playbook, repeatOf } from '../../core/incidents/playbook.ts';
import { incidentContext, type RunningStep } from '../../core/incidents/running.ts';
import { rolesOf } from '../../core/incidents/tell.ts';
import type { StepInfo, Value } from '../contract.ts';
import { runOf } from './incident-run.ts';
import { isLate } from './incident-summary.ts';
import { noticePreview } from './notices.ts';
import { present, type RealmView, wallAt } from './realm-view.ts';

export function stepInfos(view: RealmView, incident: Incident): StepInfo[] {
  const running = runOf(view, incident);
  if (running === undefined) return [];
  const { live, state, at } = view;
  const context = incidentContext(incident, live.table.good, at, state);
  return running.steps.map((step) => ({
    ...fixedPart(view, step),
    ...statePart(view, incident, incident.steps[step.key]),
    ...seenPart(view, { incident, playbook: running.playbook, step, context }),
  }));
}

/** What the playbook says. */
function fixedPart(view: RealmView, { key, item, step }: RunningStep) {
  const asks = step.do === 'approve' || step.do === 'notify';
  const { topology } = view.compiled;
  const itemName = topology.asset(item ?? '')?.name;
  const basis = topology.site.bases[step.limit ?? ''];
  return {
    key,
    step: step.step,
    do: step.do,
    text: step.text,
    original: step.original,
    after: [...step.after],
    fields: [...fieldsOf(step)],
    ...present({ item, itemName, basis, role: step.role, repeatMs: repeatOf(step) }),
    ...present({ unskippable: step.skippable ? undefined : (true as const) }),
    ...present({ by: asks ? [...rolesOf(step)] : undefined }),
  };
}

/** What has happened to it. */
function statePart(view: RealmView, incident: Incident, state: StepState | undefined) {
  if (state === undefined) {
    return { state: 'pending', asking: false, late: false, version: incident.version } as const;
  }
  const { contradicts, doneBy, outcome, value, reason, isAutomatic: automatic } = state;
  return {
    state: state.state,
    asking: state.isAsking,
    late: isLate(state, incident.closedAt ?? view.at),
    version: state.version,
    ...present({ doneBy: doneBy?.person, onBehalfOf: doneBy?.onBehalfOf, via: doneBy?.via }),
    ...present({ outcome, value, reason, automatic, contradicts }),
    ...present({ times: state.times > 0 ? state.times : undefined }),
    ...wallAt(view, 'activeSince', state.activeSince),
    ...wallAt(view, 'dueAt', state.dueAt),
    ...wallAt(view, 'doneAt', state.doneAt),
    ...wallAt(view, 'verifyDueAt', state.verifyDueAt),
  };
}

interface Looked {
  incident: Incident;
  playbook: Playbook;
  step: RunningStep;
  context: EvaluationContext;
}

/** What telemetry and the record say of it now; of a step that is over nothing any more. */
function seenPart(view: RealmView, looked: Looked) {
  const { incident, step, context } = looked;
  const stepState = incident.steps[step.key]?.state ?? 'pending';
  const isOver = incident.state === 'closed' || stepState === 'done' || stepState === 'skipped';
  if (isOver) return { suggestions: {} };
  const isActive = stepState === 'active';
  const suggestions = isActive ? suggest(view, looked) : {};
  const notice = isActive ? noticePreview(view, incident, looked) : undefined;
  if (step.guard === undefined) return { suggestions, ...present({ notice }) };
  const guard = guardState(step.guard, context);
  return {
    suggestions,
    guard,
    ...present({ notice }),
    ...present({ held: guard === 'met' ? undefined : step.step.held }),
  };
}

function guardState(guard: Compiled, context: EvaluationContext): 'met' | 'holds' | 'unknown' {
  const truth = guard.evaluate(context);
  if (truth === undefined) return 'unknown';
  return truth === true ? 'met' : 'holds';
}

function suggest(
  view: RealmView,
  { playbook, step: { step, suggestions }, context }: Looked,
): Record<string, Value> {
  if (step.do === 'decide') {
    const answer = Object.keys(suggestions).find(
      (name) => suggestions[name]!.evaluate(context) === true,
    );
    return answer === undefined ? {} : { [step.field]: answer };
  }
  return Object.fromEntries(
    Object.entries(suggestions).flatMap(([field, compiled]) => {
      const value = compiled.evaluate(context);
      if (value === undefined) return [];
      // Expressions see moments in core time; a field holds the wall clock's.
      const isMoment = playbook.record[field]?.type === 'time' && typeof value === 'number';
      return [[field, isMoment ? Math.round(value + view.state.wallOffsetMs) : value]];
    }),
  );
}
