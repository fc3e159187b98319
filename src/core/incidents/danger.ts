/**
 * The order of danger in which one pair of hands works (`practice.md` P-27): people in lifts, then
 * water in a room that must be kept dry, then an outage, then other water.
 */
import type { Topology } from '../site/topology.ts';
import type { Incident } from './incident.ts';

/** 1 goes first. */
export type Danger = 1 | 2 | 3 | 4;

type Seen = Pick<Incident, 'hazard' | 'asset' | 'area' | 'alarms'>;

export function dangerOf(incident: Seen, topology: Topology): Danger {
  if (incident.hazard === 'entrapment') return 1;
  if (incident.hazard === 'outage') return 3;
  const isInProtectedRoom = areasOf(incident, topology).some(
    (area) => topology.area(area)?.protect !== undefined,
  );
  return isInProtectedRoom ? 2 : 4;
}

/** Where it was found and where its alarms were raised: `rule@asset`. */
function areasOf({ asset, area, alarms }: Seen, topology: Topology): string[] {
  const assets = [asset, ...alarms.map((alarm) => alarm.slice(alarm.indexOf('@') + 1))];
  const places = assets.map((id) => topology.asset(id ?? '')?.in);
  return [area, ...places].filter((place) => place !== undefined);
}
