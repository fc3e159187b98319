/**
 * What a report of one incident says: what happened, how long it took, what was answered and
 * corrected, who did what, who was told. A blank stands there as blank.
 */
import type { IncidentReport, IncidentSummary } from '../contract.ts';
import { outcomeName } from '../words.ts';
import { actionTable } from './action-table.ts';
import type { Block, Facts, Line, ReportContent, Table, Trend } from './content.ts';
import * as course from './course-tables.ts';
import { noticeBlocks } from './notice-table.ts';
import { plannedBlocks } from './planned-table.ts';
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
  const { site, incident, notices, actions, generatedAt } = report;
  const { language, list, say, word, time } = speech;
  const number = incident.number ?? incident.id;
  const kind = word(incident.about ?? 'emergency');
  const sections: [title: string, blocks: readonly Block[]][] = [
    [word('plannedAndSeen'), plannedBlocks(incident, speech)],
    [word('ledger'), ledger(incident, speech)],
    [word('record'), orNone(recordTable(incident, speech), speech)],
    [word('photos'), recordPhotos(incident, findPhoto, speech)],
    [word('steps'), orNone(course.stepTable(incident, speech), speech)],
    [word('told'), orNone(course.toldTable(incident, speech), speech)],
    [word('notices'), noticeBlocks(notices, speech)],
    [word('trends'), trends],
    [word('consequences'), orNothing(course.consequenceTable(incident, speech))],
    [word('actions'), orNothing(actionTable(actions, speech))],
    [word('timeline'), orNone(course.timelineTable(incident, speech), speech)],
    [word('proof'), proof(report, speech)],
  ];
  return {
    language,
    name: `${kind} ${number}`,
    over: `${say(site.name)} · ${kind}`,
    title: [say(incident.title), whereOf(incident, speech)].filter(Boolean).join(' · '),
    head: [facts(report, speech), ...gaps(report, speech)],
    sections: sections
      .filter(([, blocks]) => blocks.length > 0)
      .map(([title, blocks]) => ({ title, blocks })),
    footer: list([word('generated', { at: time(generatedAt) }), number, site.id]),
  };
}

/** Something planned lies where it was announced; a check may lie nowhere. */
function whereOf({ place, period }: IncidentSummary, speech: ReportSpeech): string {
  return speech.say(place) || speech.names((period?.places ?? []).map(speech.place));
}

function orNone(table: Table, { word }: ReportSpeech): Block[] {
  return table.rows.length > 0 ? [table] : [{ is: 'paragraph', text: word('none'), tone: 'dim' }];
}

function orNothing(table: Table): Block[] {
  return table.rows.length > 0 ? [table] : [];
}

/** How long it took is asked of emergencies. */
function ledger(incident: IncidentReport['incident'], speech: ReportSpeech): Block[] {
  if (incident.about !== undefined) return [];
  return orNone(course.ledgerTable(incident, speech), speech);
}

function facts({ incident }: IncidentReport, speech: ReportSpeech): Facts {
  const { word, term, time, person, say } = speech;
  const { about, overAt, closedAt, outcome, lead, note, closingReason } = incident;
  const rows: [string, string | undefined][] = [
    [word('number'), incident.number ?? incident.id],
    [word('opened'), time(incident.openedAt)],
    [word('over'), overAt === undefined ? undefined : time(overAt)],
    [word('closed'), closedAt === undefined ? word('open') : time(closedAt)],
    [word('outcome'), outcome && term(outcomeName(outcome, about))],
    [word('evidence'), about === undefined ? term(incident.evidence) : undefined],
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
      const names = places.map((gap) => gapName(gap, incident, speech)).join(' / ');
      return { is: 'paragraph', text: word(name, { names }), tone: 'marked' };
    });
}

type Gap = IncidentReport['incident']['missing'][number];

function gapName(
  { kind, id, item }: Gap,
  { steps, recordFields }: IncidentReport['incident'],
  { say, place }: ReportSpeech,
): string {
  const text =
    kind === 'field' ? recordFields[id]?.text : steps.find(({ step }) => step === id)?.text;
  const name = text === undefined ? id : say(text);
  return item === undefined ? name : `${name} · ${place(item)}`;
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
