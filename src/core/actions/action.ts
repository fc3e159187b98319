/** One thing to put right: who does it, by when, and who looks at it. Changed by `evolve` only. */
import type { ActionEvents } from './events.ts';

export type ActionState = 'open' | 'finished' | 'accepted' | 'cancelled';

export interface Action {
  id: string;
  incident?: string;
  text: string;
  owner: string;
  reviewer: string;
  dueAt: number;
  state: ActionState;
  addedAt: number;
  addedBy?: string;
  finishedAt?: number;
  /** What was said of it, the newest last. */
  notes: {
    what: 'finished' | 'accepted' | 'rejected' | 'cancelled';
    note: string;
    at: number;
    by?: string;
  }[];
  overdueRounds: number;
  nextOverdueAt?: number;
  version: number;
}

export type ActionsState = Record<string, Action>;

interface Stamp {
  seq: number;
  at: number;
  person: string | undefined;
}

export const evolveActions: {
  [T in keyof ActionEvents]: (state: ActionsState, data: ActionEvents[T], stamp: Stamp) => void;
} = {
  'action-added': (state, { action: id, ...rest }, { seq, at, person }) => {
    state[id] = {
      ...rest,
      id,
      state: 'open',
      addedAt: at,
      notes: [],
      overdueRounds: 0,
      nextOverdueAt: rest.dueAt,
      version: seq,
      ...(person === undefined ? {} : { addedBy: person }),
    };
  },
  'action-finished': (state, { action, note }, stamp) => {
    const found = say(state[action], 'finished', note, stamp);
    if (found === undefined) return;
    found.state = 'finished';
    found.finishedAt = stamp.at;
    delete found.nextOverdueAt;
  },
  'action-reviewed': (state, { action, accepted, note = '' }, stamp) => {
    const found = say(state[action], accepted ? 'accepted' : 'rejected', note, stamp);
    if (found === undefined) return;
    found.state = accepted ? 'accepted' : 'open';
    if (!accepted) found.nextOverdueAt = Math.max(found.dueAt, stamp.at);
  },
  'action-cancelled': (state, { action, reason }, stamp) => {
    const found = say(state[action], 'cancelled', reason, stamp);
    if (found === undefined) return;
    found.state = 'cancelled';
    delete found.nextOverdueAt;
  },
  'action-overdue': (state, { action, round, nextAt }, { seq }) => {
    const found = state[action];
    if (found === undefined) return;
    found.overdueRounds = round;
    found.nextOverdueAt = nextAt;
    found.version = seq;
  },
};

function say(
  action: Action | undefined,
  what: Action['notes'][number]['what'],
  note: string,
  { seq, at, person }: Stamp,
): Action | undefined {
  if (action === undefined) return undefined;
  action.notes.push({ what, note, at, ...(person === undefined ? {} : { by: person }) });
  action.version = seq;
  return action;
}

/** Of an incident, those that were not cancelled. */
export function actionsOf(actions: ActionsState, incident: string): Action[] {
  return Object.values(actions).filter(
    (action) => action.incident === incident && action.state !== 'cancelled',
  );
}
