/**
 * What a report of one incident says: what happened, how long it took, what was answered and
 * corrected, who did what, who was told. A blank stands there as blank.
 */
import type { IncidentReport } from '../contract.ts';
import type { Block, Facts, Line, ReportContent, Table, Trend } from './content.ts';
import * as course from './course-tables.ts';
import { type FindPhoto, recordPhotos } from './record-photos.ts';
import { recordTable } from './record-table.ts';
import type { ReportSpeech } from './report-speech.ts';

export interface ReportMatter {
  report: IncidentReport;
  trends: readonly Trend[];
  findPhoto: FindPhoto;
}

export function reportContent(matter: ReportMatter, speech: ReportSpeech): ReportContent {
  const { report, trends, findPhoto } = matter;
  const { site, incident, generatedAt } = report;
  const { language, list, say, word, time } = speech;
  const number = incident.number ?? incident.id;
  const sections: [title: string, blocks: readonly Block[]][] = [
    [word('ledger'), orNone(course.ledgerTable(incident, speech), speech)],
    [word('record'), orNone(recordTable(incident, speech), speech)],
    [word('photos'), recordPhotos(incident, findPhoto, speech)],
    [word('steps'), orNone(course.stepTable(incident, speech), speech)],
    [word('told'), orNone(course.toldTable(incident, speech), speech)],
    [word('trends'), trends],
    [word('consequences'), orNothing(course.consequenceTable(incident, speech))],
    [word('timeline'), orNone(course.timelineTable(incident, speech), speech)],
    [word('proof'), proof(report, speech)],
  ];
  return {
    language,
    name: `${word('title')} ${number}`,
    over: `${say(site.name)} · ${word('title')}`,
    title: `${say(incident.title)} · ${say(incident.place)}`,
    head: [facts(report, speech), ...gaps(report, speech)],
    sections: sections
      .filter(([, blocks]) => blocks.length > 0)
      .map(([title, blocks]) => ({ title, blocks })),
    footer: list([word('generated', { at: time(generatedAt) }), number, site.id]),
  };
}

function orNone(table: Table, { word }: ReportSpeech): Block[] {
  return table.rows.length > 0 ? [table] : [{ is: 'paragraph', text: word('none'), tone: 'dim' }];
}

function orNothing(table: Table): Block[] {
  return table.rows.length > 0 ? [table] : [];
}

function facts({ incident }: IncidentReport, speech: ReportSpeech): Facts {
  const { word, term, time, person, say } = speech;
  const { closedAt, outcome, lead, note, closingReason } = incident;
  const rows: [string, string | undefined][] = [
    [word('number'), incident.number ?? incident.id],
    [word('opened'), time(incident.openedAt)],
    [word('closed'), closedAt === undefined ? word('open') : time(closedAt)],
    [word('outcome'), outcome && term(outcome)],
    [word('evidence'), term(incident.evidence)],
    [word('source'), term(incident.source)],
    [word('lead'), lead && say(person(lead))],
    [word('note'), note],
    [word('reason'), closingReason],
  ];
  return { is: 'facts', rows: rows.filter((row): row is [string, string] => row[1] !== undefined) };
}

/** What is not there is said before everything that is. */
function gaps({ incident }: IncidentReport, speech: ReportSpeech): Block[] {
  const { word } = speech;
  const lacking = incident.lacking.map((place) => ({ kind: 'field' as const, ...place }));
  const sentences = [
    ['missing', incident.missing],
    ['lacking', lacking],
  ] as const;
  return sentences
    .filter(([, places]) => places.length > 0)
    .map(([name, places]) => {
      const names = places.map((place) => placeName(place, incident, speech)).join(' / ');
      return { is: 'paragraph', text: word(name, { names }), tone: 'marked' };
    });
}

type Place = IncidentReport['incident']['missing'][number];

function placeName(
  { kind, id, item }: Place,
  { steps, recordFields }: IncidentReport['incident'],
  { say, asset }: ReportSpeech,
): string {
  const text =
    kind === 'field' ? recordFields[id]?.text : steps.find(({ step }) => step === id)?.text;
  const name = text === undefined ? id : say(text);
  return item === undefined ? name : `${name} · ${asset(item)}`;
}

/** Practice P-51: what a second party keeps, and what it is good for. */
function proof({ proof: { seq, hash, purpose } }: IncidentReport, speech: ReportSpeech): Block[] {
  const { say, word } = speech;
  const paragraph = (text: string, tone: Line['tone']): Block => ({ is: 'paragraph', text, tone });
  return [
    {
      is: 'facts',
      rows: [
        [word('head'), word('headOf', { seq: String(seq) })],
        [word('hash'), hash],
      ],
    },
    paragraph(say(purpose), 'plain'),
    paragraph(`npm run verify -- --head ${seq}:${hash}`, 'code'),
  ];
}
