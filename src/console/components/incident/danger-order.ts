/** Incidents in the order of danger (`practice.md` P-27); the older first where it is the same. */
import type { IncidentSummary } from '../../../api/contract.ts';

export function gravestFirst(a: IncidentSummary, b: IncidentSummary): number {
  return a.danger - b.danger || a.openedAt - b.openedAt;
}
