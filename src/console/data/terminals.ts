/** Duty terminals, for the administrator; and one's own PIN for them. */
import { useQuery } from '@tanstack/react-query';
import type { PersonInfo, TerminalInfo } from '../../api/contract.ts';
import { call } from './client.ts';
import { keys } from './keys.ts';
import { queryClient } from './query-client.ts';
import { routes } from './routes.ts';

/** Not on the stream: a PIN that was set elsewhere is known when somebody is asked for theirs. */
const PEOPLE_FRESH_MS = 10_000;

export function usePeople() {
  return useQuery({
    queryKey: keys.people,
    queryFn: () => call<PersonInfo[]>(routes.people),
    staleTime: PEOPLE_FRESH_MS,
  });
}

export function useTerminals() {
  const queryFn = () => call<TerminalInfo[]>(routes.terminals);
  return useQuery({ queryKey: keys.terminals, queryFn });
}

/** The page begins anew: nothing that the administrator saw stays in its memory. */
export async function becomeTerminal(name: string): Promise<void> {
  await call(routes.terminal, { method: 'POST', body: { name } });
  window.location.assign('/');
}

export async function endTerminal(id: string): Promise<void> {
  await call(routes.ofTerminal(id), { method: 'DELETE' });
  await queryClient.invalidateQueries({ queryKey: keys.terminals });
}

export async function setPin(password: string, pin: string): Promise<void> {
  await call(routes.pin, { method: 'PUT', body: { password, pin } });
  await queryClient.invalidateQueries({ queryKey: keys.people });
}
