/** A person works a step. Everything is checked before anything is taken. */
import type { Draft } from '../draft.ts';
import { onDuty } from '../duty/roster.ts';
import type { Actor } from '../event.ts';
import type { Command, Refusal } from '../input.ts';
import { lookUp } from '../lookup.ts';
import { forbidden, invalid, notFound } from '../refusal.ts';
import { startChild } from './advance.ts';
import { type IncidentConfig, type IncidentLive, runningOf } from './context.ts';
import type { Answer } from './events.ts';
import { checkFields, toAnswer } from './fields.ts';
import type { Incident, StepState } from './incident.ts';
import { dutyAt } from './named-person.ts';
import { checkNotice, sendNotice } from './notice-step.ts';
import { checkPeriod, setPeriod } from './period.ts';
import { choices, fieldsOf, type Playbook, repeatOf, stepKey } from './playbook.ts';
import { incidentContext, type RunningStep, recordOf } from './running.ts';
import { answerFor, rolesOf } from './tell.ts';

export type StepCommand = Extract<Command, { do: 'step' }>;

interface Work {
  draft: Draft;
  config: IncidentConfig;
  live: IncidentLive;
  incident: Incident;
  playbook: Playbook;
  step: RunningStep;
  command: StepCommand;
  fields: Record<string, Answer>;
}

export function workStep(
  draft: Draft,
  config: IncidentConfig,
  live: IncidentLive,
  command: StepCommand,
): Refusal | undefined {
  const incident = lookUp(draft.state.incidents.incidents, command.incident);
  if (incident === undefined) return notFound(`incident ${command.incident}`);
  if (incident.state === 'closed') return conflict(incident, undefined, 'is closed');
  const running = runningOf(incident, config);
  const step = running?.byKey.get(stepKey(command.step, command.item));
  if (running === undefined || step === undefined) {
    return notFound(`step ${stepKey(command.step, command.item)} in ${incident.id}`);
  }
  const work = { draft, config, live, incident, playbook: running.playbook, step, command };
  const refusal = checkState(work, incident.steps[step.key]);
  if (refusal !== undefined) return refusal;
  const fields = gatherFields(work);
  if ('kind' in fields && typeof fields.kind === 'string') return fields as Refusal;
  return take({ ...work, fields: fields as Record<string, Answer> });
}

type Unchecked = Omit<Work, 'fields'>;

function checkState(work: Unchecked, state: StepState | undefined): Refusal | undefined {
  const { command, incident, step } = work;
  if (state === undefined) return notDueYet(work);
  if (state.state !== 'active')
    return conflict(incident, state, `step ${step.key} is ${state.state}`);
  if (state.version > command.version) {
    return conflict(incident, state, `step ${step.key} has changed since you saw it`);
  }
  return checkAction(work);
}

/** Names what has to come first. */
function notDueYet({ incident, step }: Unchecked): Refusal {
  const first = step.step.after.filter((id) => {
    const states = Object.values(incident.steps).filter((other) => other.step === id);
    return states.length === 0 || states.some(({ state }) => state === 'active');
  });
  const because = first.length === 0 ? 'its condition is not true' : `first ${first.join(', ')}`;
  return {
    kind: 'conflict',
    message: `step ${step.key} is not due yet: ${because}`,
    missing: first.map((id) => ({ kind: 'step', id })),
    first: { at: incident.openedAt, version: incident.version },
  };
}

function checkAction({ command, step }: Unchecked): Refusal | undefined {
  const approves = command.action === 'approve' || command.action === 'reject';
  if (approves !== (step.step.do === 'approve') && command.action !== 'skip') {
    const wanted = step.step.do === 'approve' ? 'approve or reject' : 'done, answer or skip';
    return invalid(`"${command.action}" does not fit step ${step.key}: expected ${wanted}`);
  }
  if (command.action === 'skip' && !step.step.skippable) {
    return { kind: 'held', message: `step ${step.key} is done, never skipped` };
  }
  if ((command.action === 'skip' || command.action === 'reject') && !command.reason?.trim()) {
    return invalid(`"${command.action}" wants a reason`);
  }
  return undefined;
}

/**
 * The fields of a form, the answer of a decision, the outcome of an approval: one set of answers.
 */
function gatherFields(work: Unchecked): Record<string, Answer> | Refusal {
  const { command, config, draft, incident, playbook, step } = work;
  const given = command.fields ?? {};
  const nowWall = draft.at + draft.state.wallOffsetMs;
  const { claimedAt } = command;
  const checked = checkFields(playbook, step.step, given, {
    nowWall,
    claimedAt,
    duty: dutyAt(draft.state, draft.at, config),
    record: recordOf(incident, step.item),
  });
  if (isRefusal(checked)) return checked;
  if (step.step.do === 'form' || step.step.do === 'notice') {
    const allowed = fieldsOf(step.step);
    const stranger = Object.keys(checked).find((name) => !allowed.includes(name));
    if (stranger !== undefined) return invalid(`${stranger}: this step does not ask for it`);
  }
  if (step.step.do === 'decide' && command.action !== 'skip') return decision(work, checked);
  if (step.step.do === 'approve' && step.step.field !== undefined && command.action !== 'skip') {
    const value = command.action === 'approve' ? 'approved' : 'rejected';
    return { ...checked, [step.step.field]: toAnswer(playbook.record[step.step.field]!, value) };
  }
  return checked;
}

function decision(
  { command, playbook, step }: Unchecked,
  fields: Record<string, Answer>,
): Record<string, Answer> | Refusal {
  if (step.step.do !== 'decide') return fields;
  const { field } = step.step;
  const known = fields[field];
  if (command.value === undefined) {
    return known === undefined ? invalid(`step ${step.key} wants a value`) : fields;
  }
  const definition = playbook.record[field]!;
  if (!choices(definition).includes(command.value)) {
    const expected = choices(definition).join(', ');
    return invalid(`value: found "${command.value}", expected one of ${expected}`);
  }
  return { ...fields, [field]: toAnswer(definition, command.value, command.claimedAt) };
}

function take(work: Work): Refusal | undefined {
  const { command, config, draft, fields, incident, playbook, step } = work;
  const finishing = command.action === 'done' || command.action === 'approve';
  const reference = referenceOf(work);
  if (finishing) {
    const refusal =
      missingFields(work) ??
      checkApprover(work) ??
      checkGuard(work) ??
      checkShown(work) ??
      checkNotice(work);
    if (refusal !== undefined) return refusal;
  } else if (command.action === 'reject') {
    const refusal = checkApprover(work);
    if (refusal !== undefined) return refusal;
  }
  const misplanned = checkPeriod(draft, config, { incident, playbook, fields });
  if (misplanned !== undefined) return misplanned;
  if (Object.keys(fields).length > 0) {
    const seq = draft.emit('fields-answered', { ...reference, fields });
    if (step.item === undefined) sayConfirmed(work);
    draft.because(seq, () => setPeriod(draft, incident, playbook));
  }
  if (draft.actor !== undefined) {
    const { person } = draft.actor;
    answerFor(draft, incident.id, person);
    // What rings for a step stops when somebody works it, whichever of its roles was asked.
    for (const role of rolesOf(step.step)) answerFor(draft, incident.id, person, role);
  }
  if (command.action === 'skip') {
    draft.emit('step-skipped', { ...reference, reason: command.reason ?? '' });
  } else if (command.action !== 'answer') finish(work, reference);
  return undefined;
}

function finish(work: Work, reference: { incident: string; step: string; item?: string }): void {
  const { command, config, draft, incident, step } = work;
  const outcome =
    command.action === 'approve' ? 'approved' : command.action === 'reject' ? 'rejected' : 'done';
  const value = step.step.do === 'decide' ? command.value : undefined;
  if (isToRepeat(work)) {
    const seq = draft.emit('step-repeated', {
      ...reference,
      dueAt: draft.at + repeatOf(step.step)!,
      ...(command.reason === undefined ? {} : { reason: command.reason }),
      ...(command.claimedAt === undefined ? {} : { claimedAt: command.claimedAt }),
    });
    draft.because(seq, () => sendNotice(work));
    return;
  }
  const seq = draft.emit('step-done', {
    ...reference,
    outcome,
    automatic: false,
    ...(value === undefined ? {} : { value }),
    ...(command.reason === undefined ? {} : { reason: command.reason }),
    ...(command.claimedAt === undefined ? {} : { claimedAt: command.claimedAt }),
    ...(step.shows?.evaluate(contextOf(work)) === false ? { contradicts: true } : {}),
  });
  draft.because(seq, () => sendNotice(work));
  const { starts } = step.step;
  if (starts === undefined || outcome === 'rejected') return;
  const context = contextOf(work);
  if (step.startsWhen?.evaluate(context) === false) return;
  draft.because(seq, () => startChild(draft, config, incident, step, starts.playbook));
}

/** What is done again and again ends only once its `until` is known true. */
function isToRepeat(work: Work): boolean {
  const { step } = work;
  return step.until !== undefined && step.until.evaluate(contextOf(work)) !== true;
}

/** A decision's answer may be a person's confirmation that the emergency is real. */
function sayConfirmed({ draft, fields, incident, step }: Work): void {
  if (step.step.do !== 'decide' || incident.evidence === 'confirmed') return;
  const answer = fields[step.step.field]?.value;
  if (!step.step.confirms.includes(String(answer))) return;
  draft.emit('incident-confirmed', { incident: incident.id, by: 'person' });
}

/** A form is done only when every required field of it is answered. */
function missingFields({ fields, incident, playbook, step }: Work): Refusal | undefined {
  if (step.step.do !== 'form') return undefined;
  const record = recordOf(incident, step.item);
  const missing = step.step.fields.filter(
    (name) => playbook.record[name]?.required && record[name] === undefined && !(name in fields),
  );
  if (missing.length === 0) return undefined;
  return {
    kind: 'incomplete',
    message: `missing: ${missing.join(', ')}`,
    missing: missing.map((id) => ({
      kind: 'field',
      id,
      ...(step.item === undefined ? {} : { item: step.item }),
    })),
  };
}

/** Only somebody who holds one of the roles now decides, himself or through whom he told. */
function checkApprover({ config, draft, step }: Work): Refusal | undefined {
  if (step.step.do !== 'approve') return undefined;
  const { by } = step.step;
  const decider = draft.actor?.onBehalfOf ?? draft.actor?.person;
  const { people, minute } = dutyAt(draft.state, draft.at, config);
  const onShift = people === undefined ? [] : by.flatMap((role) => onDuty(people, role, minute));
  if (onShift.some(({ id }) => id === decider)) return undefined;
  const person = people?.people.find((found) => found.id === decider);
  const mayDecide = person?.roles.some((role) => by.includes(role)) === true;
  // Nobody of them is on duty: then whoever holds the role decides, rather than nobody.
  if (mayDecide && onShift.length === 0) return undefined;
  const who = decider ?? 'nobody';
  const message = mayDecide
    ? `${who} is off duty: ${onShift.map(({ id }) => id).join(', ')} decide this now`
    : `${who} is none of ${by.join(', ')}: only they decide this`;
  return forbidden(message);
}

/** What telemetry should show is ticked by a person only with a reason. */
function checkShown(work: Work): Refusal | undefined {
  const { command, step } = work;
  if (step.shows === undefined || command.reason?.trim()) return undefined;
  if (step.shows.evaluate(contextOf(work)) === true) return undefined;
  return invalid(`telemetry does not show step ${step.key}: say why it is done all the same`);
}

/** A guard that is not known true holds; that somebody tried is journalled. */
function checkGuard(work: Work): Refusal | undefined {
  const { draft, step } = work;
  if (step.guard === undefined || step.guard.evaluate(contextOf(work)) === true) return undefined;
  draft.emit('guard-held', referenceOf(work));
  return { kind: 'held', message: step.step.held?.en ?? 'the guard holds' };
}

/** Guards see what is stored and what this very command answers. */
function contextOf({ draft, fields, incident, live, step }: Work) {
  const record = step.item === undefined ? 'record' : 'itemRecords';
  const at = draft.at;
  const added = Object.fromEntries(
    Object.entries(fields).map(([name, answer]) => [name, { ...answer, at, before: [] }]),
  );
  const seen: Incident =
    record === 'record'
      ? { ...incident, record: { ...incident.record, ...added } }
      : {
          ...incident,
          itemRecords: {
            ...incident.itemRecords,
            [step.item!]: { ...incident.itemRecords[step.item!], ...added },
          },
        };
  return incidentContext(seen, live.table.good, at, draft.state);
}

function referenceOf({ incident, step }: Unchecked): {
  incident: string;
  step: string;
  item?: string;
} {
  const item = step.item === undefined ? {} : { item: step.item };
  return { incident: incident.id, step: step.step.step, ...item };
}

function isRefusal(value: Record<string, Answer> | Refusal): value is Refusal {
  return typeof (value as Refusal).kind === 'string';
}

function conflict(incident: Incident, step: StepState | undefined, message: string): Refusal {
  const by: Actor['person'] | undefined =
    step === undefined ? incident.closedBy : step.doneBy?.person;
  return {
    kind: 'conflict',
    message,
    first: {
      at: step?.doneAt ?? step?.activeSince ?? incident.closedAt ?? incident.openedAt,
      version: step?.version ?? incident.version,
      ...(by === undefined ? {} : { by }),
    },
  };
}
