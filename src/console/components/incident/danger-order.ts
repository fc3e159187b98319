/** Incidents in the order of danger (`practice.md` P-27); the older first where it is the same. */
import type { IncidentSummary } from '../../../api/contract.ts';

/** One whose danger is over comes after all that are still in danger. */
export function gravestFirst(a: IncidentSummary, b: IncidentSummary): number {
  const over = Number(isOver(a)) - Number(isOver(b));
  return over || a.danger - b.danger || a.openedAt - b.openedAt;
}

/** Nobody has to be saved any more; what is left is repair, record and review. */
export function isOver({ overAt }: Pick<IncidentSummary, 'overAt'>): boolean {
  return overAt !== undefined;
}
