/** All that is known of an incident as one ZIP, for an insurer, a court or the next company. */
import { pipeline } from 'node:stream/promises';
import { drawReports, evidenceFiles } from '../evidence/evidence-files.ts';
import { evidenceReport } from '../evidence/evidence-report.ts';
import { type Call, defineRoute } from '../route.ts';
import { evidenceQuery } from '../schemas/incident-requests.ts';

export const EVIDENCE_ROUTES = [
  defineRoute({
    method: 'get',
    path: '/incidents/:incident/evidence',
    place: 'realm',
    summary: 'Report, record, calls, notices, telemetry and photos of the incident as one ZIP.',
    access: 'manager',
    query: evidenceQuery,
    sends: ['application/zip'],
    handle: sendEvidence,
  }),
];

type EvidenceCall = Call<(typeof evidenceQuery)['_output']>;

async function sendEvidence(call: EvidenceCall): Promise<void> {
  const { api, ports, realm, who, query, response } = call;
  const withPersonal = query.personal === 'yes';
  const report = evidenceReport({ api, ports, realm, who }, call.part('incident'), withPersonal);
  const drawn = await drawReports(call, report);
  const number = report.incident.number ?? report.incident.id;
  response.attachment(`${number}.zip`);
  const { zipPieces } = await import('../evidence/zip-pieces.ts');
  const files = evidenceFiles(call, { report, drawn }, query.language);
  try {
    await pipeline(zipPieces(files, number), response);
  } catch (error) {
    // Whoever asked for it went away.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
