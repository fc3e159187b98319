/** The checks of prevention: how often, when next, what they last found. */
import { actionsOf } from '../../core/actions/action.ts';
import { clauseOf, type Playbook } from '../../core/incidents/playbook.ts';
import { checkDue } from '../../core/incidents/recurring.ts';
import type { CheckInfo } from '../contract.ts';
import { incidentSummary } from './incident-summary.ts';
import { present, type RealmView, wallAt } from './realm-view.ts';

/** In the order of the files. */
export function checkInfos(view: RealmView): CheckInfo[] {
  return view.compiled.settings.playbooks.flatMap(({ playbook }) =>
    playbook.opens.check === undefined ? [] : [checkInfo(view, playbook, playbook.opens.check)],
  );
}

function checkInfo(view: RealmView, playbook: Playbook, every: number | 'on-demand'): CheckInfo {
  const { compiled, live, state } = view;
  const own = Object.values(state.incidents.incidents).filter(
    (incident) => incident.playbook === playbook.playbook,
  );
  const open = own.find((incident) => incident.state === 'open');
  const done = own.filter(({ outcome }) => outcome === 'real');
  const last = done.at(-1);
  const dueAt = checkDue(state, compiled.incidents, live.incidents, playbook);
  return {
    playbook: playbook.playbook,
    title: playbook.title,
    plan: playbook.plan,
    clauses: [...new Set(playbook.steps.map(({ step }) => clauseOf(step)))],
    done: done.length,
    actions: own.reduce((sum, { id }) => sum + actionsOf(state.actions, id).length, 0),
    ...present({
      everyMs: typeof every === 'number' ? every : undefined,
      open: open && incidentSummary(view, open),
      last: last && incidentSummary(view, last),
    }),
    ...wallAt(view, 'dueAt', Number.isFinite(dueAt) ? dueAt : undefined),
  };
}
