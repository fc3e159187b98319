/** Who is there: a code that stands at a tower was read with a phone (`practice.md` P-26). */
import type { Draft } from '../draft.ts';
import type { Command, Refusal } from '../input.ts';
import type { Topology } from '../site/topology.ts';
import type { IncidentConfig } from './context.ts';
import { type Incident, isUnderWay, openEmergencies } from './incident.ts';

/** Noted with every emergency that may have sent somebody there. */
export function arrive(
  draft: Draft,
  { topology }: IncidentConfig,
  { code }: Extract<Command, { do: 'arrive' }>,
): Refusal | undefined {
  const area = topology.site.areas.find(({ arrival }) => arrival === code);
  if (area === undefined) return { kind: 'not-found', message: 'there is no place with this code' };
  const concerned = openEmergencies(draft.state.incidents).filter(
    (incident) => isUnderWay(incident) && concerns(incident, area.id, topology),
  );
  if (concerned.length === 0) {
    return { kind: 'invalid', message: `no emergency at ${area.id} waits for anybody` };
  }
  for (const { id } of concerned) draft.emit('person-arrived', { incident: id, area: area.id });
  return undefined;
}

/** One of the whole site reaches every tower. */
function concerns(incident: Incident, area: string, topology: Topology): boolean {
  if (incident.scope === 'site') return true;
  const place = incident.area ?? topology.asset(incident.asset ?? '')?.in ?? '';
  const [own, other] = [place, area].map((id) => topology.building(id)?.id ?? id);
  return own === other;
}
