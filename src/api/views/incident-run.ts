/** An incident's playbook bound to its place, for looking at; the core's own is not disturbed. */
import { runningOf } from '../../core/incidents/context.ts';
import type { Incident } from '../../core/incidents/incident.ts';
import type { RunningPlaybook } from '../../core/incidents/running.ts';
import type { RealmView } from './realm-view.ts';

export function runOf(view: RealmView, incident: Incident): RunningPlaybook | undefined {
  return runningOf(incident, view.compiled.incidents, incidentLive(view, incident));
}

/** A closed incident would stay among the running ones for ever: it is bound for this look only. */
export function incidentLive(
  { live }: RealmView,
  incident: Incident,
): RealmView['live']['incidents'] {
  return incident.state === 'open' ? live.incidents : { ...live.incidents, running: new Map() };
}
