/**
 * All that is known of one incident, as files (`practice.md` P-53): its report in both languages,
 * its record as data, calls, notices, telemetry, photos, and what each file's content was.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { IncidentReport, Language } from '../contract.ts';
import { findIncident, type Onlooker } from '../incident-answer.ts';
import { photosIn } from '../report/record-photos.ts';
import { contentOf, reportOf, speechOf } from '../report/report-matter.ts';
import type { ApiState } from '../route.ts';
import { csv } from './csv.ts';
import { callRows, noticeRows } from './evidence-tables.ts';
import { telemetryRows } from './telemetry.ts';

export interface EvidenceFile {
  name: string;
  content: Uint8Array;
}

export interface EvidenceOrder {
  incident: string;
  language: Language | undefined;
  /** Without: nobody who was trapped, and no home, is named. */
  personal: boolean;
}

type Matter = Onlooker & { api: ApiState };

/** One after the other: photos are many and large. The list of them comes last. */
export async function* evidenceFiles(
  onlooker: Matter,
  report: IncidentReport,
  order: EvidenceOrder,
): AsyncGenerator<EvidenceFile> {
  const listed: ({ name: string; bytes: number; sha256: string } | { name: string; lost: true })[] =
    [];
  for await (const { name, content } of filesOf(onlooker, report, order)) {
    if (content === undefined) {
      listed.push({ name, lost: true });
      continue;
    }
    const sha256 = createHash('sha256').update(content).digest('hex');
    listed.push({ name, bytes: content.length, sha256 });
    yield { name, content };
  }
  const { generatedAt, proof } = report;
  yield text('contents.json', json({ generatedAt, proof, files: listed }));
}

/** As the caller may see it, or as anybody may. */
export function evidenceReport(onlooker: Matter, { incident, personal }: EvidenceOrder) {
  const { who } = onlooker;
  const mayName = personal && who.personalData;
  return reportOf({ ...onlooker, who: { ...who, personalData: mayName } }, incident);
}

async function* filesOf(
  { api, realm }: Matter,
  report: IncidentReport,
  { language, personal }: EvidenceOrder,
): AsyncGenerator<{ name: string; content: Uint8Array | undefined }> {
  const speech = speechOf(realm, language);
  const { incident } = report;
  yield text('record.json', json(report));
  for (const each of ['zh', 'en'] as const) {
    const content = await contentOf({ api, realm }, report, speechOf(realm, each));
    const drawn = await api.reportPrinter.print({ content, format: 'html' });
    yield { name: `report-${each}.html`, content: drawn };
  }
  yield text('calls.csv', csv(callRows(report, speech)));
  yield text('notices.csv', csv(noticeRows(report, speech, personal)));
  const measured = await telemetryRows(realm, findIncident(realm, incident.id), incident.period);
  yield text('telemetry.csv', csv(measured));
  for (const [index, { id }] of photosIn(incident).entries()) {
    const found = api.attachments.find(id);
    const name = `photos/${index + 1}${extname(id)}`;
    yield { name, content: found && (await readStored(join(found.folder, id))) };
  }
}

/** Undefined where it is not there any more: then the list says so, and the rest is given. */
async function readStored(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function text(name: string, content: string): EvidenceFile {
  return { name, content: new TextEncoder().encode(content) };
}

function json(content: object): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
