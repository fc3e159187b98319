/**
 * All that is known of one incident, as files (`practice.md` P-53): its report in both languages,
 * its record as data, calls, notices, telemetry, photos, and what each file's content was.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { IncidentReport, Language } from '../contract.ts';
import { findIncident, type Onlooker } from '../incident-answer.ts';
import { photosIn } from '../report/record-photos.ts';
import { contentOf, photoFinder, speechOf } from '../report/report-matter.ts';
import { csv } from './csv.ts';
import { callRows, noticeRows } from './evidence-tables.ts';
import { telemetryRows } from './telemetry.ts';

export interface EvidenceFile {
  name: string;
  content: Uint8Array;
}

type Place = Pick<Onlooker, 'api' | 'realm'>;

/** The reports are drawn before anything is sent: where that is refused, it can still be said. */
export async function drawReports(
  { api, realm }: Place,
  report: IncidentReport,
): Promise<EvidenceFile[]> {
  const files: EvidenceFile[] = [];
  for (const language of ['zh', 'en'] as const) {
    const content = await contentOf({ api, realm }, report, speechOf(realm, language));
    const drawn = await api.reportPrinter.print({ content, format: 'html' });
    files.push({ name: `report-${language}.html`, content: drawn });
  }
  return files;
}

/** One after the other: photos are many and large. The list of them comes last. */
export async function* evidenceFiles(
  place: Place,
  { report, drawn }: { report: IncidentReport; drawn: readonly EvidenceFile[] },
  language: Language | undefined,
): AsyncGenerator<EvidenceFile> {
  const listed: object[] = [];
  const tables = tablesOf(place, report, language);
  for await (const { name, content } of inTurn(drawn, tables, photosOf(place, report))) {
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

interface MaybeLost {
  name: string;
  content: Uint8Array | undefined;
}

async function* inTurn(
  ...lists: (readonly MaybeLost[] | AsyncIterable<MaybeLost>)[]
): AsyncGenerator<MaybeLost> {
  for (const list of lists) yield* list;
}

async function* tablesOf(
  { realm }: Place,
  report: IncidentReport,
  language: Language | undefined,
): AsyncGenerator<EvidenceFile> {
  const speech = speechOf(realm, language);
  const { id, period } = report.incident;
  yield text('record.json', json(report));
  yield text('calls.csv', csv(callRows(report, speech)));
  yield text('notices.csv', csv(noticeRows(report, speech)));
  yield text('telemetry.csv', csv(await telemetryRows(realm, findIncident(realm, id), period)));
}

async function* photosOf({ api }: Place, { incident }: IncidentReport): AsyncGenerator<MaybeLost> {
  const find = photoFinder(api);
  for (const [index, { id }] of photosIn(incident).entries()) {
    const found = find(id);
    const name = `photos/${index + 1}${extname(id)}`;
    yield { name, content: found && (await readStored(found.file)) };
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
