/** In which order checks and actions are put before a person: what presses first. */
import type { ActionInfo, CheckInfo } from '../../../api/contract.ts';

/** Still to be done, or to be looked at. */
export function isUnfinished({ state }: ActionInfo): boolean {
  return state === 'open' || state === 'finished';
}

/** The unfinished by when they are due, then the others, the newest first. */
export function mostPressingFirst(a: ActionInfo, b: ActionInfo): number {
  const rank = Number(isUnfinished(b)) - Number(isUnfinished(a));
  if (rank !== 0) return rank;
  return isUnfinished(a) ? a.dueAt - b.dueAt : b.addedAt - a.addedAt;
}

/** A step of the open one is late, or it should have opened by now. */
export function isOverdue({ open, dueAt }: CheckInfo, now: number): boolean {
  if (open !== undefined) return open.due.some(({ late }) => late);
  return dueAt !== undefined && dueAt < now;
}

/** What is overdue, what is open, what comes next; those that only somebody asks for come last. */
export function checksInOrder(checks: readonly CheckInfo[], now: number): CheckInfo[] {
  const weight = (check: CheckInfo) => {
    if (isOverdue(check, now)) return 0;
    return check.open === undefined ? 2 : 1;
  };
  const never = Number.POSITIVE_INFINITY;
  return checks.toSorted(
    (a, b) => weight(a) - weight(b) || compare(a.dueAt ?? never, b.dueAt ?? never),
  );
}

/** Infinity less Infinity is no number. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
