/** Where something planned stands: what was announced, against what telemetry saw. */
import type { IncidentSummary } from '../../../api/contract.ts';

type Planned = Pick<IncidentSummary, 'period' | 'beganAt' | 'endedAt' | 'overranAt'>;

export type Phase = 'unset' | 'ahead' | 'unseen' | 'under-way' | 'overran' | 'ended' | 'past';

export function phaseOf(planned: Planned, now: number): Phase {
  const { period, beganAt, endedAt, overranAt } = planned;
  if (endedAt !== undefined) return 'ended';
  if (overranAt !== undefined) return 'overran';
  if (beganAt !== undefined) return 'under-way';
  if (period === undefined) return 'unset';
  if (now < period.from) return 'ahead';
  return now < period.to ? 'unseen' : 'past';
}

/** The open ones by when they begin, those without a time first: they are still to be filled in. */
export function soonestFirst(a: IncidentSummary, b: IncidentSummary): number {
  return (a.period?.from ?? 0) - (b.period?.from ?? 0) || a.openedAt - b.openedAt;
}

export function newestFirst(a: IncidentSummary, b: IncidentSummary): number {
  return b.openedAt - a.openedAt;
}
