/** The work before and after an emergency: what is planned, checks, notices, actions. */
import { useQuery } from '@tanstack/react-query';
import type {
  ActionInfo,
  CheckInfo,
  IncidentSummary,
  NoticeInfo,
  PersonInfo,
} from '../../api/contract.ts';
import { call } from './client.ts';
import { keys } from './keys.ts';
import { routes } from './routes.ts';

/** Deliveries to homes are not on the stream: how often they are asked for while shown. */
const NOTICES_EVERY_MS = 5_000;
/** An action becomes overdue, a check due, without anybody doing anything. */
const DUE_EVERY_MS = 30_000;
const PEOPLE_FRESH_MS = 60_000;

export function usePlanned() {
  const queryFn = () => call<IncidentSummary[]>(routes.planned);
  return useQuery({ queryKey: keys.planned, queryFn });
}

export function useChecks() {
  return useQuery({
    queryKey: keys.checks,
    queryFn: () => call<CheckInfo[]>(routes.checks),
    refetchInterval: DUE_EVERY_MS,
  });
}

/** The newest first; without an incident those of all. */
export function useNotices(incident?: string) {
  return useQuery({
    queryKey: keys.notices(incident),
    queryFn: () => call<NoticeInfo[]>(routes.notices(incident)),
    refetchInterval: NOTICES_EVERY_MS,
  });
}

export function useActions(incident?: string) {
  return useQuery({
    queryKey: keys.actions(incident),
    queryFn: () => call<ActionInfo[]>(routes.actions(incident)),
    refetchInterval: DUE_EVERY_MS,
  });
}

/** Everybody, on duty or not: who may own an action. */
export function usePeople() {
  const queryFn = () => call<PersonInfo[]>(routes.people);
  return useQuery({ queryKey: keys.people, queryFn, staleTime: PEOPLE_FRESH_MS });
}
