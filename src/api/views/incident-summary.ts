/** One incident in a line: what, where, since when, what is due, how complete its record is. */
import { dangerOf } from '../../core/incidents/danger.ts';
import { openImpairments } from '../../core/incidents/impairments.ts';
import type { Incident, StepState } from '../../core/incidents/incident.ts';
import { requiredFields, whatIsMissing } from '../../core/incidents/missing.ts';
import { placeName } from '../../core/incidents/open.ts';
import type { Playbook } from '../../core/incidents/playbook.ts';
import { type RunningPlaybook, recordOf } from '../../core/incidents/running.ts';
import type { IncidentDetail, IncidentSummary } from '../contract.ts';
import { runOf } from './incident-run.ts';
import { present, type RealmView, wall, wallAt } from './realm-view.ts';

export function incidentSummary(view: RealmView, incident: Incident): IncidentSummary {
  const running = runOf(view, incident);
  const { asset, area, outcome, lead, parent } = incident;
  const finished = Object.values(incident.steps).filter(({ state }) => state !== 'active');
  return {
    id: incident.id,
    playbook: incident.playbook,
    plan: running?.playbook.plan ?? '',
    title: incident.title,
    hazard: incident.hazard,
    priority: incident.priority,
    danger: dangerOf(incident, view.compiled.topology),
    place: placeName(incident, view.compiled.incidents),
    source: incident.source,
    evidence: incident.evidence,
    openedAt: wall(view, incident.openedAt),
    state: incident.state,
    children: [...incident.children],
    alarms: [...incident.alarms],
    due: dueSteps(view, incident, running),
    stepsDone: finished.length,
    stepsTotal: running?.steps.length ?? Object.keys(incident.steps).length,
    completeness: running === undefined ? 0 : completeness(incident, running, view),
    unanswered: isUnanswered(view, incident),
    impairments: running === undefined ? [] : openImpairments(incident, running.playbook),
    version: incident.version,
    ...present({ asset, area, outcome, lead, parent, about: incident.about }),
    ...present({ period: running && periodInfo(incident, running.playbook) }),
    ...wallAt(view, 'closedAt', incident.closedAt),
    ...wallAt(view, 'overAt', incident.overAt),
    ...wallAt(view, 'beganAt', incident.beganAt),
    ...wallAt(view, 'endedAt', incident.endedAt),
    ...wallAt(view, 'overranAt', incident.overranAt),
  };
}

/** Of something planned, as it was registered; not yet all of it: absent. */
function periodInfo({ record }: Incident, { period }: Playbook): IncidentSummary['period'] {
  if (period === undefined) return undefined;
  const { from, to, places } = period;
  const [begins, ends, where] = [from, to, places].map((name) => record[name]?.value);
  if (typeof begins !== 'number' || typeof ends !== 'number') return undefined;
  return Array.isArray(where) ? { from: begins, to: ends, places: [...where] } : undefined;
}

/** The newest first; at most so many, since closed ones stay in the state for ever. */
const LIST_LIMIT = 500;

export type About = 'emergency' | 'planned' | 'check' | 'all';

export function incidentSummaries(
  view: RealmView,
  { open, about = 'emergency' }: { open?: boolean; about?: About } = {},
): IncidentSummary[] {
  return Object.values(view.state.incidents.incidents)
    .filter((incident) => about === 'all' || (incident.about ?? 'emergency') === about)
    .filter(({ state }) => open === undefined || (state === 'open') === open)
    .sort((one, other) => other.openedAt - one.openedAt)
    .slice(0, LIST_LIMIT)
    .map((incident) => incidentSummary(view, incident));
}

export function isLate({ dueAt, doneAt }: StepState, at: number): boolean {
  return dueAt !== undefined && dueAt < (doneAt ?? at);
}

/** What an open incident still lacks before it can be closed as real. */
export function missingOf(view: RealmView, incident: Incident): IncidentDetail['missing'] {
  return [...whatIsMissing(incident, view.compiled.incidents)];
}

function dueSteps(
  view: RealmView,
  incident: Incident,
  running: RunningPlaybook | undefined,
): IncidentSummary['due'] {
  if (incident.state === 'closed') return [];
  const never = Number.POSITIVE_INFINITY;
  return Object.entries(incident.steps)
    .filter(([, { state, isAsking }]) => state === 'active' && !isAsking)
    .sort(([, one], [, other]) => (one.dueAt ?? never) - (other.dueAt ?? never))
    .map(([key, state]) => ({
      key,
      text: running?.byKey.get(key)?.step.text ?? { zh: key, en: key },
      late: isLate(state, view.at),
      ...present({ role: state.roles[0] }),
      ...wallAt(view, 'dueAt', state.dueAt),
    }));
}

function completeness(incident: Incident, running: RunningPlaybook, view: RealmView): number {
  const wanted = requiredFields(incident, running, view.compiled.topology).map(
    ({ field, item }) => recordOf(incident, item)[field],
  );
  if (wanted.length === 0) return 1;
  return wanted.filter((answer) => answer !== undefined).length / wanted.length;
}

function isUnanswered({ state }: RealmView, { id }: Incident): boolean {
  const own = Object.values(state.duty.escalations).filter(({ incident }) => incident === id);
  const isRinging = own.some((escalation) => escalation.state === 'open');
  return isRinging && !own.some((escalation) => escalation.state === 'answered');
}
