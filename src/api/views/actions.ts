/** What is to be put right, by whom and until when. */
import type { Action } from '../../core/actions/action.ts';
import type { ActionInfo } from '../contract.ts';
import { personName, present, type RealmView, wall } from './realm-view.ts';

export function actionInfo(view: RealmView, action: Action): ActionInfo {
  const { id, text, owner, reviewer, state, version, incident, addedBy, notes } = action;
  return {
    id,
    text,
    owner,
    ownerName: personName(view, owner),
    reviewer,
    reviewerName: personName(view, reviewer),
    dueAt: wall(view, action.dueAt),
    state,
    overdue: state === 'open' && action.dueAt < view.at,
    addedAt: wall(view, action.addedAt),
    notes: notes.map(({ what, note, at, by }) => ({
      what,
      note,
      at: wall(view, at),
      ...present({ by }),
    })),
    version,
    ...present({ incident, addedBy }),
  };
}

/** Those that are still to be done or looked at first, the soonest due first. */
export function actionInfos(
  view: RealmView,
  { open, incident }: { open?: boolean; incident?: string } = {},
): ActionInfo[] {
  return Object.values(view.state.actions)
    .filter((action) => incident === undefined || action.incident === incident)
    .filter((action) => open === undefined || isOpen(action) === open)
    .sort((one, other) => Number(isOpen(other)) - Number(isOpen(one)) || one.dueAt - other.dueAt)
    .map((action) => actionInfo(view, action));
}

function isOpen({ state }: Action): boolean {
  return state === 'open' || state === 'finished';
}
