/** Incidents: seeing and reporting them, who leads, correcting and closing. */
import { command } from '../command.ts';
import { hasAccess } from '../identity.ts';
import { showIncident, WHO_PLANS } from '../incident-answer.ts';
import type { Submitted } from '../ports.ts';
import { forbidden, notFound } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { versionRequest } from '../schemas/basics.ts';
import * as schema from '../schemas/incident.ts';
import * as requests from '../schemas/incident-requests.ts';
import { incidentSummaries } from '../views/incident-summary.ts';
import { viewOf } from '../views/realm-view.ts';

export const INCIDENT_ROUTES = [
  defineRoute({
    method: 'get',
    path: '/incidents',
    place: 'realm',
    summary: 'Incidents, the newest first, 500 at most; what is planned and checks on demand.',
    access: 'viewer',
    query: requests.incidentsQuery,
    answer: schema.incidentSummaries,
    handle: ({ realm, query: { open, about } }) =>
      incidentSummaries(viewOf(realm), {
        about,
        ...(open === undefined ? {} : { open: open === 'true' }),
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/incidents/:incident',
    place: 'realm',
    summary: 'One incident with its steps, record and timeline.',
    access: 'viewer',
    answer: schema.incidentDetail,
    handle: (call) => showIncident(call, call.part('incident')),
  }),
  defineRoute({
    method: 'post',
    path: '/incidents',
    place: 'realm',
    summary: 'Reports an emergency; it joins the open incident of the same hazard and place.',
    access: 'operator',
    body: requests.reportRequest,
    answer: schema.incidentDetail,
    status: 201,
    async handle(call) {
      const { playbooks } = call.realm.engine.compiled.incidents;
      const planned = playbooks.get(call.body.playbook)?.playbook.opens.planned;
      if (planned !== undefined && !hasAccess(call.who, 'engineer')) throw forbidden(WHO_PLANS);
      const submitted = await command(call, { do: 'report-incident', ...call.body });
      return showIncident(call, reported(submitted));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/incidents/:incident/lead',
    place: 'realm',
    summary: 'The caller takes the lead.',
    access: 'operator',
    body: versionRequest,
    answer: schema.incidentDetail,
    async handle(call) {
      const incident = call.part('incident');
      await command(call, { do: 'take-lead', incident, ...call.body });
      return showIncident(call, incident);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/incidents/:incident/assign',
    place: 'realm',
    summary: 'Puts a person on the incident.',
    access: 'operator',
    body: requests.assignRequest,
    answer: schema.incidentDetail,
    async handle(call) {
      const incident = call.part('incident');
      await command(call, { do: 'assign-person', incident, ...call.body });
      return showIncident(call, incident);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/incidents/:incident/close',
    place: 'realm',
    summary: 'Closes it; as real only when nothing is missing.',
    access: 'operator',
    raised: [
      { field: 'outcome', values: ['false', 'test'], access: 'manager' },
      { field: 'incomplete', values: ['true'], access: 'manager' },
    ],
    body: requests.closeRequest,
    answer: schema.incidentDetail,
    async handle(call) {
      const incident = call.part('incident');
      await command(call, { do: 'close-incident', incident, ...call.body });
      return showIncident(call, incident);
    },
  }),
];

/** Opened by the report, or the one that it joined. */
function reported({ events }: Submitted): string {
  const event = events.find(({ type }) => type === 'incident-opened' || type === 'report-joined');
  if (event === undefined || !('incident' in event.data)) throw notFound('incident of this report');
  return String(event.data.incident);
}
