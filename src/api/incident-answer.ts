/** One incident for one caller: personal answers only for those who may see them. */
import type { Incident } from '../core/incidents/incident.ts';
import type { IncidentDetail } from './contract.ts';
import { hasAccess } from './identity.ts';
import type { Realm } from './ports.ts';
import { forbidden, notFound } from './problem.ts';
import type { Call } from './route.ts';
import { incidentDetail } from './views/incident-detail.ts';
import { viewOf } from './views/realm-view.ts';

/** Who looks, and at which realm. */
export type Onlooker = Pick<Call, 'api' | 'ports' | 'realm' | 'who'>;

export function showIncident({ api, ports, realm, who }: Onlooker, id: string): IncidentDetail {
  const incident = findIncident(realm, id);
  const view = viewOf(realm);
  const reader = { personalData: who.personalData, vault: ports.vault };
  const timeline = api.sideOf(realm).timelines.of(view, incident);
  return incidentDetail(view, incident, reader, timeline);
}

/**
 * What is planned hides alarms for its time: it is registered, and its period changed, by an
 * engineer, as any such window is.
 */
export function checkPlanned(
  { who, realm }: Pick<Call, 'who' | 'realm'>,
  id: string,
  fields: readonly string[],
): void {
  const { about, playbookVersion } = findIncident(realm, id);
  const { period } = realm.engine.compiled.incidents.versions.get(playbookVersion) ?? {};
  const isHiding = Object.values(period ?? {}).some((name) => fields.includes(name));
  if (about === 'planned' && isHiding && !hasAccess(who, 'engineer')) throw forbidden(WHO_PLANS);
}

export const WHO_PLANS = 'what is planned hides alarms for its time: it takes engineer access';

export function findIncident(realm: Realm, id: string): Incident {
  const { incidents } = realm.engine.state.incidents;
  const incident = Object.hasOwn(incidents, id) ? incidents[id] : undefined;
  if (incident === undefined) throw notFound(`incident ${id}`);
  return incident;
}
