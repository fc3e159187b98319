/** What was announced of something planned, against what telemetry saw of it. */
import type { IncidentSummary } from '../contract.ts';
import type { Block, Table } from './content.ts';
import type { ReportSpeech } from './report-speech.ts';

type Planned = Pick<IncidentSummary, 'period' | 'beganAt' | 'endedAt' | 'overranAt'>;

/** Nothing where no period was registered. */
export function plannedBlocks(planned: Planned, speech: ReportSpeech): Block[] {
  const { period, overranAt } = planned;
  const { word, names, place, time } = speech;
  if (period === undefined) return [];
  const places = names(period.places.map(place));
  const overran = overranAt === undefined ? [] : [word('overran', { at: time(overranAt) })];
  return [
    { is: 'paragraph', text: word('plannedPlaces', { places }), tone: 'plain' },
    plannedTable({ ...planned, period }, speech),
    ...overran.map((text): Block => ({ is: 'paragraph', text, tone: 'marked' })),
  ];
}

function plannedTable(
  { period, beganAt, endedAt }: Planned & { period: { from: number; to: number } },
  speech: ReportSpeech,
): Table {
  const { word, time } = speech;
  const compared = (announced: number, seen: number | undefined) => [
    time(announced),
    seen === undefined ? word('unseen') : time(seen),
    seen === undefined ? '—' : difference(seen - announced, speech),
  ];
  return {
    is: 'table',
    columns: [
      [word('moment'), 22],
      [word('announced'), 26],
      [word('seen'), 26],
      [word('difference'), 26],
    ],
    rows: [
      [word('began'), ...compared(period.from, beganAt)],
      [word('ended'), ...compared(period.to, endedAt)],
    ],
  };
}

/** In whole minutes: what is announced is not more exact. */
function difference(ms: number, { word }: ReportSpeech): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes === 0) return word('onTime');
  return word(minutes > 0 ? 'minutesLate' : 'minutesEarly', { minutes: String(Math.abs(minutes)) });
}
