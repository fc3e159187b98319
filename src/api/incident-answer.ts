/** One incident for one caller: personal answers only for those who may see them. */
import type { Incident } from '../core/incidents/incident.ts';
import type { IncidentDetail } from './contract.ts';
import type { Realm } from './ports.ts';
import { notFound } from './problem.ts';
import type { Call } from './route.ts';
import { incidentDetail } from './views/incident-detail.ts';
import { viewOf } from './views/realm-view.ts';

export function showIncident({ api, ports, realm, who }: Call, id: string): IncidentDetail {
  const incident = findIncident(realm, id);
  const view = viewOf(realm);
  const reader = { personalData: who.personalData, vault: ports.vault };
  const timeline = api.sideOf(realm).timelines.of(view, incident);
  return incidentDetail(view, incident, reader, timeline);
}

export function findIncident(realm: Realm, id: string): Incident {
  const { incidents } = realm.engine.state.incidents;
  const incident = Object.hasOwn(incidents, id) ? incidents[id] : undefined;
  if (incident === undefined) throw notFound(`incident ${id}`);
  return incident;
}
