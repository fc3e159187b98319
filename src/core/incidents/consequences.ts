/**
 * What an emergency brings with it: alarms that are suppressed as its consequences are listed with
 * it, so that two hundred of them are one incident.
 */
import type { Draft } from '../draft.ts';
import { isUnderWay } from './incident.ts';

/** An alarm was suppressed, or an incident opened that explains some that were. */
export function joinConsequences(draft: Draft): void {
  const isConcerned = draft.events.some(
    ({ type }) => type === 'alarm-suppressed' || type === 'incident-opened',
  );
  if (!isConcerned) return;
  const open = Object.values(draft.state.incidents.incidents).filter(isUnderWay);
  for (const { id: alarm, suppressed } of Object.values(draft.state.alarms.alarms)) {
    if (suppressed?.cause === undefined) continue;
    const incident = open.find(({ hazard }) => hazard === suppressed.cause);
    if (incident === undefined || incident.consequences.includes(alarm)) continue;
    draft.emit('consequence-joined', { incident: incident.id, alarm });
  }
}
