/** How the emergency went, as tables: how long, which steps, who was told, what else it brought. */
import type { IncidentDetail, NotificationInfo, StepInfo } from '../contract.ts';
import { onBehalf, wordFor } from '../words.ts';
import type { Cell, Line, Table } from './content.ts';
import type { ReportSpeech } from './report-speech.ts';

/** Each moment after the first that is known, against its limit. */
export function ledgerTable({ ledger, openedAt }: IncidentDetail, speech: ReportSpeech): Table {
  const { say, word, moment, span } = speech;
  const first = Math.min(openedAt, ...ledger.flatMap(({ at }) => at ?? []));
  const since = (at: number | undefined) => (at === undefined ? '—' : span(at - first));
  return {
    is: 'table',
    columns: [
      [word('moment'), 44],
      [word('at'), 16],
      [word('after'), 18],
      [word('limit'), 22],
    ],
    rows: ledger.map(({ text, at, limitAt, late }) => [
      say(text),
      at === undefined ? '—' : moment(at),
      since(at),
      limitCell(since(limitAt), late, speech),
    ]),
  };
}

export function stepTable({ steps }: IncidentDetail, speech: ReportSpeech): Table {
  const { list, say, word, moment } = speech;
  const momentOr = (at: number | undefined) => (at === undefined ? '' : moment(at));
  return {
    is: 'table',
    columns: [
      [word('clause'), 9],
      [word('step'), 36],
      [word('state'), 23],
      [word('at'), 16],
      [word('limit'), 16],
    ],
    rows: steps
      .filter(({ state }) => state !== 'pending')
      .map((step) => [
        clauseOf(step),
        list([say(step.text), step.itemName && say(step.itemName)]),
        stateWords(step, speech),
        momentOr(step.doneAt),
        limitCell(momentOr(step.dueAt), step.late, speech),
      ]),
  };
}

/** `E-1.locate` → `E-1`: as the paper plan numbers it. */
function clauseOf({ step }: StepInfo): string {
  return step.split('.')[0] ?? step;
}

function limitCell(limit: string, isLate: boolean, { word }: ReportSpeech): Cell {
  return isLate ? [{ text: word('late', { limit }), tone: 'marked' }] : limit;
}

function stateWords(step: StepInfo, { list, say, term, word, person }: ReportSpeech): string {
  const { outcome, state, doneBy, onBehalfOf, automatic, contradicts, reason } = step;
  const doer = doneBy && person(doneBy);
  const who = doer && onBehalfOf ? onBehalf(doer, person(onBehalfOf)) : doer;
  return list([
    term(outcome ?? state),
    automatic ? word('automatic') : who && say(who),
    contradicts && term('against-telemetry'),
    reason && say(wordFor(reason)),
  ]);
}

/** The oldest message first, a row for each person, however many channels it took. */
export function toldTable({ notifications }: IncidentDetail, speech: ReportSpeech): Table {
  const { say, word, moment } = speech;
  return {
    is: 'table',
    columns: [
      [word('at'), 16],
      [word('person'), 15],
      [word('message'), 43],
      [word('result'), 26],
    ],
    rows: notifications.toReversed().flatMap((notification) => {
      const { requestedAt, text, recipients } = notification;
      const people = new Map(recipients.map(({ person, name }) => [person, name]));
      return [...people].map(([person, name]) => [
        moment(requestedAt),
        say(name),
        say(text),
        resultLines(notification, person, speech),
      ]);
    }),
  };
}

function resultLines(
  { recipients, answers }: NotificationInfo,
  to: string,
  { list, term, moment }: ReportSpeech,
): Line[] {
  const line = (text: string): Line => ({ text, tone: 'plain' });
  const sent = recipients.filter(({ person }) => person === to);
  const given = answers.filter(({ person }) => person === to);
  return [
    ...sent.map(({ channel, result }) => line(list([channel, result && term(result)]))),
    ...given.map(({ answer, at }) => line(list([term(answer), moment(at)]))),
  ];
}

export function consequenceTable(
  { consequences }: IncidentDetail,
  { say, word, moment, place }: ReportSpeech,
): Table {
  return {
    is: 'table',
    columns: [
      [word('at'), 16],
      [word('asset'), 30],
      [word('alarm'), 54],
    ],
    rows: consequences.map(({ asset: id, text, raisedAt }) => [
      moment(raisedAt),
      place(id),
      say(text.what),
    ]),
  };
}

export function timelineTable(
  { timeline }: IncidentDetail,
  { say, word, moment }: ReportSpeech,
): Table {
  return {
    is: 'table',
    columns: [
      [word('sequence'), 8],
      [word('at'), 16],
      [word('event'), 76],
    ],
    rows: timeline.map(({ seq, at, text }) => [String(seq), moment(at), say(text)]),
  };
}
