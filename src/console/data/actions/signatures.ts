/**
 * Who did what at a duty terminal: each action there is signed with a badge. The PINs stay in the
 * memory of this page for as long as their actions wait, and never reach the browser's storage.
 */
import type { Problem } from '../../../api/contract.ts';
import { askBadge, forgetBadge } from '../badge.ts';
import type { Badge } from '../badge-keeper.ts';
import { isAtTerminal, ProblemError, signedInUser } from '../client.ts';
import type { Action, ActionQueue } from './action-queue.ts';

/** By the action's key. */
const badges = new Map<string, Badge>();
let isAsking = false;

const UNSIGNED: Problem = {
  type: 'about:blank',
  title: 'nobody said who they are',
  status: 401,
  code: 'unauthenticated',
};

/** Undefined where nobody said who they are; where the session says it nothing is asked. */
export async function sign(action: Action): Promise<Action | undefined> {
  const { by, label } = action;
  const badge = await askBadge(by === undefined ? { label } : { label, person: by });
  if (badge === undefined || badge === 'none') return badge && action;
  badges.set(action.key, badge);
  return { ...action, by: badge.person };
}

export function isSigned({ key, by }: Action): boolean {
  return by === undefined || badges.has(key);
}

/** The action has its answer. */
export function forgetSignature({ key }: Action): void {
  badges.delete(key);
}

export function signatureOf({ key }: Action): { badge?: Badge } {
  const badge = badges.get(key);
  return badge === undefined ? {} : { badge };
}

/** The gateway did not know the PIN after all: nothing else is sent with it either. */
export function wasBadgeRefused({ key }: Action, error: unknown): boolean {
  const refused = badges.get(key);
  if (refused === undefined) return false;
  if (!(error instanceof ProblemError && error.problem.code === 'unauthenticated')) return false;
  for (const [each, badge] of badges) if (badge === refused) badges.delete(each);
  forgetBadge();
  return true;
}

/** A PIN went with its page, or was refused: whoever acted gives it again, or it is given up. */
export async function askForUnsigned(queue: ActionQueue): Promise<void> {
  if (isAsking || !isAtTerminal()) return;
  isAsking = true;
  try {
    for (let [first] = unsignedIn(queue); first !== undefined; [first] = unsignedIn(queue)) {
      await askFor(queue, first);
    }
  } finally {
    isAsking = false;
  }
}

/** One badge is for all that the person did. */
async function askFor(queue: ActionQueue, { by = '', label }: Action): Promise<void> {
  const badge = await askBadge({ label, person: by });
  const theirs = unsignedIn(queue).filter((action) => action.by === by);
  if (badge === undefined || badge === 'none') queue.withdraw(theirs, UNSIGNED);
  else for (const { key } of theirs) badges.set(key, badge);
  queue.retry();
}

function unsignedIn(queue: ActionQueue): Action[] {
  const user = signedInUser();
  return queue.state().waiting.filter((action) => action.user === user && !isSigned(action));
}
