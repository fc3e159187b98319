/** The record of an incident: as data, as a page to be printed, as a Word document. */
import { contentOf, reportOf, speechOf } from '../report/report-matter.ts';
import { type Call, defineRoute } from '../route.ts';
import { reportQuery } from '../schemas/incident-requests.ts';
import { incidentReport } from '../schemas/report.ts';

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
  const report = reportOf(call, call.part('incident'));
  if (format === 'json') {
    response.json(report);
    return;
  }
  const speech = speechOf(call.realm, query.language);
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
