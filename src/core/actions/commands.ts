/** Adding an action, saying that it is done, looking at it; and telling whom it is late for. */
import type { Draft } from '../draft.ts';
import { type DutyConfig, tellOnce, tellPeople } from '../duty/escalate.ts';
import type { Command, Refusal } from '../input.ts';
import { lookUp } from '../lookup.ts';
import { forbidden, invalid, notFound } from '../refusal.ts';
import { DAY_MS, nextRound } from '../time.ts';
import type { Action, ActionsState } from './action.ts';

type Of<D extends Command['do']> = Extract<Command, { do: D }>;

/** Refused where the reviewer is the owner, nobody knows one of them, or it is due already. */
export function addAction(draft: Draft, command: Of<'add-action'>): Refusal | undefined {
  const { incident, text, owner, reviewer, dueAt } = command;
  const people = draft.state.duty.people?.people ?? [];
  const stranger = [owner, reviewer].find((id) => !people.some((person) => person.id === id));
  if (!text.trim()) return invalid('an action says what is to be done');
  if (stranger !== undefined) return invalid(`there is no person ${stranger}`);
  if (owner === reviewer) {
    return invalid(`${reviewer} owns it: expected another person as reviewer`);
  }
  if (dueAt <= draft.at) return invalid('it is due in the past');
  if (incident !== undefined && lookUp(draft.state.incidents.incidents, incident) === undefined) {
    return invalid(`there is no incident ${incident}`);
  }
  const action = `C-${draft.state.seq + 1}`;
  const about = incident === undefined ? {} : { incident };
  draft.emit('action-added', { action, text, owner, reviewer, dueAt, ...about });
  return undefined;
}

/** By its owner, or by somebody on his behalf. */
export function finishAction(draft: Draft, command: Of<'finish-action'>): Refusal | undefined {
  const found = find(draft, command, 'open');
  if ('kind' in found) return found;
  if (!isActor(draft, found.owner)) return forbidden(`${found.owner} does it`);
  if (!command.note.trim()) return invalid('say what was done');
  draft.emit('action-finished', { action: found.id, note: command.note });
  return undefined;
}

/** By its reviewer and nobody else; not accepted, it is open again and wants a word why. */
export function reviewAction(draft: Draft, command: Of<'review-action'>): Refusal | undefined {
  const found = find(draft, command, 'finished');
  if ('kind' in found) return found;
  if (!isActor(draft, found.reviewer)) return forbidden(`${found.reviewer} reviews it`);
  const { accepted, note } = command;
  if (!accepted && !note?.trim()) return invalid('say what is not good yet');
  const said = note === undefined ? {} : { note };
  draft.emit('action-reviewed', { action: found.id, accepted, ...said });
  return undefined;
}

export function cancelAction(draft: Draft, command: Of<'cancel-action'>): Refusal | undefined {
  const found = find(draft, command, 'open');
  if ('kind' in found) return found;
  if (!command.reason.trim()) return invalid('cancelling wants a reason');
  draft.emit('action-cancelled', { action: found.id, reason: command.reason });
  return undefined;
}

/** Told to the owner and to the engineering manager, and again each day. */
export function decideOverdueActions(draft: Draft, config: DutyConfig): void {
  for (const action of Object.values(draft.state.actions)) {
    const { nextOverdueAt } = action;
    if (nextOverdueAt === undefined || nextOverdueAt > draft.at) continue;
    const nextAt = nextRound(nextOverdueAt, DAY_MS, draft.at);
    const round = action.overdueRounds + 1;
    const seq = draft.emit('action-overdue', { action: action.id, round, nextAt });
    draft.because(seq, () => tellOverdue(draft, config, action));
  }
}

function tellOverdue(draft: Draft, config: DutyConfig, { owner, text }: Action): void {
  const person = draft.state.duty.people?.people.find(({ id }) => id === owner);
  const name = person?.name ?? { zh: owner, en: owner };
  const message = {
    priority: 'low' as const,
    template: 'action-overdue',
    parameters: { what: text, owner: name },
  };
  if (person !== undefined) tellPeople(draft, config, [person], message);
  tellOnce(draft, config, 'engineering-manager', message);
}

export function nextActionDue(actions: ActionsState): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { nextOverdueAt } of Object.values(actions)) {
    next = Math.min(next, nextOverdueAt ?? next);
  }
  return next;
}

function find(
  draft: Draft,
  { action, version }: { action: string; version: number },
  state: Action['state'],
): Action | Refusal {
  const found = lookUp(draft.state.actions, action);
  if (found === undefined) return notFound(`action ${action}`);
  if (found.state === state && found.version <= version) return found;
  const last = found.notes.at(-1);
  return {
    kind: 'conflict',
    message: `action ${action} is ${found.state}`,
    first: {
      at: last?.at ?? found.addedAt,
      version: found.version,
      ...(last?.by === undefined ? {} : { by: last.by }),
    },
  };
}

function isActor({ actor }: Draft, person: string): boolean {
  return (actor?.onBehalfOf ?? actor?.person) === person;
}
