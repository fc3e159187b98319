/** The record of an incident: as data, as a page to be printed, as a Word document. */
import { join } from 'node:path';
import type { IncidentReport } from '../contract.ts';
import { findIncident, showIncident } from '../incident-answer.ts';
import type { ReportContent } from '../report/content.ts';
import type { FindPhoto } from '../report/record-photos.ts';
import { reportContent } from '../report/report-content.ts';
import { createReportSpeech, type ReportSpeech } from '../report/report-speech.ts';
import { REPORT_TEXTS } from '../report/report-texts.ts';
import { reportTrends } from '../report/report-trends.ts';
import { type Call, defineRoute } from '../route.ts';
import { reportQuery } from '../schemas/incident-requests.ts';
import { incidentReport } from '../schemas/report.ts';
import { actionInfos } from '../views/actions.ts';
import { noticeInfos } from '../views/notices.ts';
import { viewOf } from '../views/realm-view.ts';

/** The page brings its own style and pictures, and nothing else. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const REPORT_ROUTES = [
  defineRoute({
    method: 'get',
    path: '/incidents/:incident/report',
    place: 'realm',
    summary: 'The record of the incident: as JSON, as a page to be printed, or for Word.',
    access: 'viewer',
    query: reportQuery,
    answer: incidentReport,
    sends: ['text/html', DOCX],
    handle: sendReport,
  }),
];

type ReportCall = Call<(typeof reportQuery)['_output']>;

async function sendReport(call: ReportCall): Promise<void> {
  const { api, query, response } = call;
  const { format } = query;
  const report = reportOf(call);
  if (format === 'json') {
    response.json(report);
    return;
  }
  const speech = speechOf(call);
  const content = await contentOf(call, report, speech);
  const drawn = await api.reportPrinter.print({ content, format });
  if (format === 'html') {
    response.setHeader('Content-Security-Policy', POLICY);
    response.type('html');
  } else {
    const { id, number = id } = report.incident;
    response.attachment(`${number}-${speech.language}.docx`);
  }
  response.send(drawn);
}

function reportOf(call: ReportCall): IncidentReport {
  const { realm, ports } = call;
  const { site } = realm.engine.compiled.settings.site;
  const incident = showIncident(call, call.part('incident'));
  return {
    generatedAt: ports.wallClock(),
    site: { id: site.id, name: site.name },
    incident,
    notices: noticeInfos(viewOf(realm), incident.id),
    actions: actionInfos(viewOf(realm), { incident: incident.id }),
    proof: { ...realm.journalHead(), purpose: REPORT_TEXTS.purpose },
  };
}

function speechOf({ realm, query }: ReportCall): ReportSpeech {
  const { state, compiled } = realm.engine;
  const { site, areas, assets } = compiled.settings.site;
  return createReportSpeech(query.language ?? site.language, site.timezone, {
    people: new Map(state.duty.people?.people.map(({ id, name }) => [id, name])),
    places: new Map([...assets, ...areas].map(({ id, name }) => [id, name])),
  });
}

async function contentOf(
  { api, realm }: ReportCall,
  report: IncidentReport,
  speech: ReportSpeech,
): Promise<ReportContent> {
  const incident = findIncident(realm, report.incident.id);
  const trends = await reportTrends({ realm, incident, period: report.incident.period }, speech);
  const findPhoto: FindPhoto = (id) => {
    const found = api.attachments.find(id);
    return found && { file: join(found.folder, id), type: found.type };
  };
  return reportContent({ report, trends, findPhoto }, speech);
}
