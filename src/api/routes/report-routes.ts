/** The record of an incident on paper. */
import type { z } from 'zod';
import { findIncident, showIncident } from '../incident-answer.ts';
import { htmlReport } from '../report/html-report.ts';
import { createReportSpeech } from '../report/report-speech.ts';
import { reportTrends } from '../report/report-trends.ts';
import { type Call, defineRoute } from '../route.ts';
import * as schema from '../schemas/incident.ts';
import { reportQuery } from '../schemas/incident-requests.ts';
import { viewOf } from '../views/realm-view.ts';

/** The page brings its own style and nothing else. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

export const REPORT_ROUTES = [
  defineRoute({
    method: 'get',
    path: '/incidents/:incident/report',
    place: 'realm',
    summary: 'The record of the incident: as JSON, or as a page to be printed.',
    access: 'viewer',
    query: reportQuery,
    answer: schema.incidentReport,
    sends: 'text/html',
    handle: sendReport,
  }),
];

type ReportCall = Call<(typeof reportQuery)['_output']>;

async function sendReport(call: ReportCall): Promise<void> {
  const { realm, ports, query, response } = call;
  const view = viewOf(realm);
  const { site } = view.compiled.settings.site;
  const incident = call.part('incident');
  const report = {
    generatedAt: ports.wallClock(),
    site: { id: site.id, name: site.name },
    incident: showIncident(call, incident),
  } satisfies z.infer<typeof schema.incidentReport>;
  if (query.format === 'json') {
    response.json(report);
    return;
  }
  const language = query.language ?? site.language;
  const speech = createReportSpeech(language, site.timezone, {
    people: new Map(view.state.duty.people?.people.map(({ id, name }) => [id, name])),
    assets: new Map(view.compiled.settings.site.assets.map(({ id, name }) => [id, name])),
  });
  const trends = await reportTrends(realm, view, findIncident(realm, incident), language);
  response.setHeader('Content-Security-Policy', POLICY);
  response.type('html').send(htmlReport(report, trends, speech));
}
