/** What is to be put right, in the columns of the paper's table of actions (整改表). */
import type { ActionInfo } from '../contract.ts';
import type { Line, Table } from './content.ts';
import type { ReportSpeech } from './report-speech.ts';
import { ACTION_NOTES, ACTION_STATES } from './work-texts.ts';

export function actionTable(actions: readonly ActionInfo[], speech: ReportSpeech): Table {
  const { say, word, date } = speech;
  return {
    is: 'table',
    columns: [
      [word('problem'), 28],
      [word('owner'), 14],
      [word('due'), 14],
      [word('reviewer'), 14],
      [word('state'), 30],
    ],
    rows: actions.map((action) => [
      action.text,
      say(action.ownerName),
      date(action.dueAt),
      say(action.reviewerName),
      stateLines(action, speech),
    ]),
  };
}

/** How it stands, then what was said of it, the oldest first. */
function stateLines({ state, overdue, notes }: ActionInfo, speech: ReportSpeech): Line[] {
  const { list, say, word, moment, person } = speech;
  const stands = say(ACTION_STATES[state]);
  const said = notes.map(({ what, note, at, by }): Line => {
    const who = by && say(person(by));
    return { text: list([say(ACTION_NOTES[what]), moment(at), who, note]), tone: 'dim' };
  });
  const first: Line = overdue
    ? { text: word('overdue', { state: stands }), tone: 'marked' }
    : { text: stands, tone: 'plain' };
  return [first, ...said];
}
