/** Who is signed in, and signing in and out. */
import { useQuery } from '@tanstack/react-query';
import type { Me, SiteInfo } from '../../api/contract.ts';
import { call, ProblemError, rememberSession } from './client.ts';
import { keys } from './keys.ts';
import { queryClient } from './query-client.ts';
import { routes } from './routes.ts';

export function useSiteInfo() {
  return useQuery({ queryKey: keys.siteInfo, queryFn: () => call<SiteInfo>(routes.siteInfo) });
}

/** A terminal's page stays open for months; asking who it is keeps its cookie. */
const TERMINAL_ASKS_EVERY_MS = 86_400_000;

/** `null`: nobody is signed in. */
export function useMe() {
  return useQuery({
    queryKey: keys.me,
    queryFn: readMe,
    refetchInterval: ({ state }) => (state.data?.terminal ? TERMINAL_ASKS_EVERY_MS : false),
  });
}

export async function signIn(user: string, password: string): Promise<void> {
  enter(await call<Me>(routes.session, { method: 'POST', body: { user, password } }));
}

/** The target of the one-time link; signs the first administrator in. */
export async function setUp(token: string, password: string): Promise<void> {
  enter(await call<Me>(routes.setup, { method: 'POST', body: { token, password } }));
  await queryClient.invalidateQueries({ queryKey: keys.siteInfo });
}

function enter(me: Me): void {
  rememberSession(me);
  queryClient.setQueryData(keys.me, me);
}

export async function signOut(): Promise<void> {
  await call(routes.session, { method: 'DELETE' });
  forgetSession();
}

/** Clears what the next person at this desk must not see. */
function forgetSession(): void {
  const siteInfo = queryClient.getQueryData(keys.siteInfo);
  rememberSession({});
  queryClient.clear();
  queryClient.setQueryData(keys.siteInfo, siteInfo);
  queryClient.setQueryData(keys.me, null);
}

async function readMe(): Promise<Me | null> {
  try {
    const me = await call<Me>(routes.me);
    rememberSession(me);
    return me;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) return null;
    throw error;
  }
}
