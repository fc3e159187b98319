/** Where an incident is, from what was reported: an area, or an asset that stands in one. */
import type { Topology } from '../site/topology.ts';
import type { Incident } from './incident.ts';

type Where = { [K in 'asset' | 'area']?: Incident[K] | undefined };

/** The area; undefined where nothing was said of a place. */
export function areaOf({ asset, area }: Where, topology: Topology): string | undefined {
  return area ?? topology.asset(asset ?? '')?.in;
}

/** The building of the area, or the area itself that lies in none. */
export function buildingOf(area: string, topology: Topology): string {
  return topology.building(area)?.id ?? area;
}

/** Whose people it concerns: its building, or every outermost area where it is the whole site's. */
export function concernedAreas(
  incident: Pick<Incident, 'asset' | 'area' | 'scope'>,
  topology: Topology,
): string[] {
  if (incident.scope === 'site') {
    return topology.site.areas.filter((area) => area.in === undefined).map(({ id }) => id);
  }
  const area = areaOf(incident, topology);
  return area === undefined ? [] : [buildingOf(area, topology)];
}
