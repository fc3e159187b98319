/** The badges of this page, where its browser is a duty terminal. */
import { useSyncExternalStore } from 'react';
import {
  type Asking,
  type Badge,
  BadgeKeeper,
  type BadgeState,
  type Verdict,
} from './badge-keeper.ts';
import { type Call, call, isAtTerminal, ProblemError, UnreachableError } from './client.ts';
import { keys } from './keys.ts';
import { queryClient } from './query-client.ts';
import { routes } from './routes.ts';
import { isStale, serverNow } from './stream/link.ts';

const keeper = new BadgeKeeper({
  check,
  now: serverNow,
  later: (callback, delayMs) => {
    const timer = window.setTimeout(callback, delayMs);
    return () => window.clearTimeout(timer);
  },
});

export const giveBadge = (badge: Badge): Promise<Verdict> => keeper.give(badge);
export const leaveBadge = keeper.leave;
export const forgetBadge = keeper.forget;

export function useBadge(): BadgeState {
  return useSyncExternalStore(keeper.subscribe, keeper.state);
}

/** A call that does not go through the queue; resolves to undefined where the question was left. */
export async function callSigned<T>(
  url: string,
  options: Call,
  label: string,
): Promise<T | undefined> {
  const badge = await askBadge({ label });
  if (badge === undefined) return undefined;
  return call<T>(url, badge === 'none' ? options : { ...options, badge });
}

/** `none` where the session itself says who acts; undefined where the question was left. */
export async function askBadge(asking: Asking): Promise<Badge | 'none' | undefined> {
  return isAtTerminal() ? keeper.ask(asking) : 'none';
}

/** Nobody waits for a gateway that is known to be out of reach. */
async function check(badge: Badge): Promise<Verdict> {
  if (isStale()) return 'unheard';
  try {
    await call(routes.badge, { method: 'POST', badge });
    return 'right';
  } catch (error) {
    if (error instanceof UnreachableError) return 'unheard';
    if (error instanceof ProblemError && error.problem.status === 429) return 'too-many';
    // Or the terminal was ended: then the page learns that nobody is known here any more.
    void queryClient.invalidateQueries({ queryKey: keys.me });
    return 'wrong';
  }
}
