/**
 * Somebody read the code of a place with a phone (`practice.md` P-26). It is sent at once or not at
 * all: the record says when the gateway heard it, and one out of the queue would come too late.
 */
import type { IncidentDetail, IncidentSummary } from '../../api/contract.ts';
import { call } from './client.ts';
import { routes } from './routes.ts';

/** Resolves to the emergencies with which it was noted, where they could be asked for. */
export async function arrive(code: string, user: string): Promise<IncidentDetail[]> {
  await call<void>(routes.arrivals, { method: 'POST', body: { code } });
  // It is noted, whatever becomes of the question with which.
  return notedNow(user).catch(() => []);
}

export function lastArrival({ arrivals }: IncidentDetail, user: string) {
  return arrivals.findLast(({ person }) => person === user);
}

/** All that one reading of a code is noted with have it at the same moment. */
async function notedNow(user: string): Promise<IncidentDetail[]> {
  const all = await call<IncidentSummary[]>(routes.incidents);
  const open = all.filter(({ state }) => state === 'open');
  const details = await Promise.all(
    open.map(({ id }) => call<IncidentDetail>(routes.incident(id))),
  );
  const momentOf = (incident: IncidentDetail) => lastArrival(incident, user)?.at ?? 0;
  const newest = Math.max(0, ...details.map(momentOf));
  return details.filter((each) => newest > 0 && momentOf(each) === newest);
}
