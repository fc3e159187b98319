/** Who is told what when a step becomes active, is late, or an incident opens. */
import type { Draft } from '../draft.ts';
import {
  endEscalation,
  type Message,
  passOn,
  startEscalation,
  tellOnce,
} from '../duty/escalate.ts';
import type { Role } from '../duty/people.ts';
import type { Escalation, Notification } from '../duty/state.ts';
import type { IncidentConfig } from './context.ts';
import type { Incident } from './incident.ts';
import { placeName } from './open.ts';
import { clauseOf, type Step } from './playbook.ts';
import type { RunningPlaybook } from './running.ts';

/** What is planned or checked is told once and rings nobody out of bed; a question still asks. */
const WORK_TEMPLATE = 'work-due';

export function rolesOf(step: Step): readonly Role[] {
  if (step.do === 'approve') return step.by;
  if (step.do === 'notify') return step.tell;
  return step.role === undefined ? [] : [step.role];
}

/** Tells the step's roles; one that already was told of this incident is not rung again. */
export function tellStep(
  draft: Draft,
  config: IncidentConfig,
  incident: Incident,
  step: Step,
): void {
  const asks = step.do === 'approve' || step.do === 'notify';
  for (const role of rolesOf(step)) {
    if (incident.about !== undefined && !asks) {
      tellOnce(draft, config, role, message(draft, config, incident, WORK_TEMPLATE, step));
      continue;
    }
    const known = escalationsOf(draft, incident.id).some(
      (escalation) => escalation.firstRole === role,
    );
    if (known && !asks) continue;
    const isOpening = incident.openedAt === draft.at;
    const template = asks ? step.message : isOpening ? 'incident-opened' : 'step-due';
    startEscalation(draft, config, role, message(draft, config, incident, template, step));
  }
}

/** Tells those whom `late` names; a role that is already being rung hears it once more only. */
export function tellLate(
  draft: Draft,
  config: IncidentConfig,
  incident: Incident,
  step: Step,
): void {
  for (const role of step.late?.tell ?? []) {
    const late = message(draft, config, incident, 'step-late', step);
    const known = escalationsOf(draft, incident.id).some((found) => found.firstRole === role);
    if (known || incident.about !== undefined) tellOnce(draft, config, role, late);
    else startEscalation(draft, config, role, late);
  }
}

/** Once nothing of a role's is late any more, nobody is rung on because it was. */
export function endLate(draft: Draft, incident: Incident, running: RunningPlaybook): void {
  for (const escalation of escalationsOf(draft, incident.id)) {
    if (escalation.template !== 'step-late') continue;
    const isLate = running.steps.some(({ key, step }) => {
      const state = incident.steps[key];
      const isOverdue = state?.state === 'active' && state.lateRounds > 0;
      return isOverdue && step.late?.tell.includes(escalation.firstRole);
    });
    if (!isLate) endEscalation(draft, escalation, 'closed');
  }
}

/** A person acted or answered: what rings for him in this incident stops. */
export function answerFor(draft: Draft, incident: string, person: string, role?: string): void {
  for (const escalation of escalationsOf(draft, incident)) {
    if (escalation.asked.includes(person) || escalation.firstRole === role) {
      endEscalation(draft, escalation, 'answered', person);
    }
  }
}

/** Somebody asked cannot come; said again, after the next role was told, it is not heard. */
export function passOnFor(draft: Draft, config: IncidentConfig, told: Notification): void {
  const escalation = draft.state.duty.escalations[told.escalation ?? ''];
  if (escalation?.state !== 'open' || escalation.role !== told.role) return;
  passOn(draft, config, escalation);
}

export function endAllFor(draft: Draft, incident: string): void {
  for (const escalation of escalationsOf(draft, incident))
    endEscalation(draft, escalation, 'closed');
}

export function escalationsOf(draft: Draft, incident: string): Escalation[] {
  return Object.values(draft.state.duty.escalations).filter(
    (escalation) => escalation.incident === incident,
  );
}

function message(
  draft: Draft,
  config: IncidentConfig,
  incident: Incident,
  template: string,
  step: Step,
): Message {
  return {
    incident: incident.id,
    priority: incident.priority,
    template,
    parameters: {
      hazard: incident.title,
      asset: placeName(incident, config),
      since: config.localClock(incident.openedAt + draft.state.wallOffsetMs),
      step: step.text,
      clause: clauseOf(step.step),
    },
  };
}
