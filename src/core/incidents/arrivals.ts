/** Who is there: a code that stands at a tower was read with a phone (`practice.md` P-26). */
import type { Draft } from '../draft.ts';
import type { Command, Refusal } from '../input.ts';
import { invalid, notFound } from '../refusal.ts';
import type { Topology } from '../site/topology.ts';
import type { IncidentConfig } from './context.ts';
import { type Incident, isUnderWay, openEmergencies } from './incident.ts';
import { areaOf, buildingOf } from './place.ts';

/** Noted with every emergency that may have sent somebody there. */
export function arrive(
  draft: Draft,
  { topology }: IncidentConfig,
  { code }: Extract<Command, { do: 'arrive' }>,
): Refusal | undefined {
  const area = topology.site.areas.find(({ arrival }) => arrival === code);
  if (area === undefined) return notFound('place with this code');
  const concerned = openEmergencies(draft.state.incidents).filter(
    (incident) => isUnderWay(incident) && concerns(incident, area.id, topology),
  );
  if (concerned.length === 0) {
    return invalid(`no emergency at ${area.id} waits for anybody`);
  }
  for (const { id } of concerned) draft.emit('person-arrived', { incident: id, area: area.id });
  return undefined;
}

/** One of the whole site reaches every tower. */
function concerns(incident: Incident, area: string, topology: Topology): boolean {
  if (incident.scope === 'site') return true;
  const own = buildingOf(areaOf(incident, topology) ?? '', topology);
  return own === buildingOf(area, topology);
}
