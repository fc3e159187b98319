/** All that is known of an incident as one ZIP, for an insurer, a court or the next company. */
import { evidenceFiles, evidenceReport } from '../evidence/evidence-files.ts';
import { writeZip } from '../evidence/zip-stream.ts';
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
  const personal = query.personal === 'yes' && who.personalData;
  const order = { incident: call.part('incident'), language: query.language, personal };
  const onlooker = { api, ports, realm, who };
  const report = evidenceReport(onlooker, order);
  const number = report.incident.number ?? report.incident.id;
  response.attachment(`${number}.zip`);
  await writeZip(evidenceFiles(onlooker, report, order), number, response);
}
