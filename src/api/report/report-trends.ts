/** The signals on which an incident's own alarms rest, read over the emergency. */
import type { Incident } from '../../core/incidents/incident.ts';
import { watchOf } from '../../core/rules/watch.ts';
import type { IncidentSummary } from '../contract.ts';
import type { Realm } from '../ports.ts';
import { type RealmView, viewOf, wall } from '../views/realm-view.ts';
import { shownKinds } from '../views/signals.ts';
import type { Trend } from './content.ts';
import type { ReportSpeech } from './report-speech.ts';
import { drawTrend, type TrendFrame } from './trend-drawing.ts';

/** More pictures would be leafed over. */
const MOST = 6;
const BEFORE_MS = 10 * 60_000;
const AFTER_MS = 60_000;
const STEPS = 240;

export interface TrendMatter {
  realm: Realm;
  incident: Incident;
  /** Of something planned, as it was registered. */
  period: IncidentSummary['period'];
}

export async function reportTrends(
  { realm, incident, period }: TrendMatter,
  speech: ReportSpeech,
): Promise<Trend[]> {
  const view = viewOf(realm);
  const frame = trendFrame(view, incident, period);
  const { from, to } = frame;
  const step = Math.max(1_000, Math.ceil((to - from) / STEPS / 1_000) * 1_000);
  const drawn = signalsOf(view, incident).map(async ({ asset, signal }) => {
    const steps = await realm.readings({ asset, signal, from, to, step });
    const kind = view.compiled.topology.asset(asset)?.kind ?? '';
    const { title, unit, type } = shownKinds(view)[kind]?.signals[signal] ?? {};
    const name = `${speech.place(asset)} · ${title === undefined ? signal : speech.say(title)}`;
    return drawTrend({ name, unit, type, ...frame, step, steps }, speech);
  });
  return (await Promise.all(drawn)).filter((trend) => trend !== undefined).slice(0, MOST);
}

/** From shortly before it until its danger, or what was planned, was over. */
export function trendFrame(
  view: RealmView,
  incident: Incident,
  period: TrendMatter['period'],
): TrendFrame {
  return period === undefined ? frameOf(view, incident) : frameIn(view, incident, period);
}

/** An emergency, until its danger was over: its record may be completed days later. */
function frameOf(view: RealmView, { openedAt, overAt, closedAt }: Incident): TrendFrame {
  const markedAt = wall(view, openedAt);
  const end = wall(view, overAt ?? closedAt ?? view.at);
  return { from: markedAt - BEFORE_MS, to: end + AFTER_MS, markedAt, mark: 'incidentOpened' };
}

/** Something planned, which was registered days before: its own time, and what it took of more. */
function frameIn(
  view: RealmView,
  { beganAt, endedAt, closedAt }: Incident,
  period: NonNullable<TrendMatter['period']>,
): TrendFrame {
  const now = wall(view, view.at);
  const markedAt = beganAt === undefined ? period.from : wall(view, beganAt);
  const end = Math.max(period.to, wall(view, endedAt ?? closedAt ?? view.at));
  const from = Math.min(period.from, markedAt) - BEFORE_MS;
  return { from, to: Math.min(end, now) + AFTER_MS, markedAt, mark: 'workBegan' };
}

/** Those on which its alarms rest; of what was planned, those of the alarms that it explains. */
export function signalsOf({ live }: RealmView, { about, alarms, consequences }: Incident) {
  const own = about === 'planned' ? consequences : alarms;
  const slots = own.flatMap((id) => watchOf(live.sight, id)?.when.needed ?? []);
  return [...new Set(slots)]
    .map((slot) => live.table.slots[slot]!)
    .filter(({ feeds }) => feeds.length > 0);
}
