/** An incident's playbook bound to its place. */
import { runningOf } from '../../core/incidents/context.ts';
import type { Incident } from '../../core/incidents/incident.ts';
import type { RunningPlaybook } from '../../core/incidents/running.ts';
import type { RealmView } from './realm-view.ts';

export function runOf(view: RealmView, incident: Incident): RunningPlaybook | undefined {
  return runningOf(incident, view.compiled.incidents);
}
