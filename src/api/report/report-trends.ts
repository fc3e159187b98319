/** The signals on which an incident's own alarms rest, read over the emergency. */
import type { Incident } from '../../core/incidents/incident.ts';
import { watchOf } from '../../core/rules/watch.ts';
import type { Realm } from '../ports.ts';
import { type RealmView, wall } from '../views/realm-view.ts';
import { shownKinds } from '../views/signals.ts';
import type { Trend } from './content.ts';
import type { ReportSpeech } from './report-speech.ts';
import { drawTrend } from './trend-drawing.ts';

/** More pictures would be leafed over. */
const MOST = 6;
const BEFORE_MS = 10 * 60_000;
const AFTER_MS = 60_000;
const STEPS = 240;

export async function reportTrends(
  realm: Realm,
  view: RealmView,
  incident: Incident,
  speech: ReportSpeech,
): Promise<Trend[]> {
  const openedAt = wall(view, incident.openedAt);
  const from = openedAt - BEFORE_MS;
  const to = wall(view, incident.closedAt ?? view.at) + AFTER_MS;
  const step = Math.max(1_000, Math.ceil((to - from) / STEPS / 1_000) * 1_000);
  const drawn = signalsOf(view, incident).map(async ({ asset, signal }) => {
    const steps = await realm.readings({ asset, signal, from, to, step });
    const kind = view.compiled.topology.asset(asset)?.kind ?? '';
    const { title, unit, type } = shownKinds(view)[kind]?.signals[signal] ?? {};
    const name = `${speech.asset(asset)} · ${title === undefined ? signal : speech.say(title)}`;
    return drawTrend({ name, unit, type, from, to, openedAt, step, steps }, speech);
  });
  return (await Promise.all(drawn)).filter((trend) => trend !== undefined).slice(0, MOST);
}

function signalsOf({ live }: RealmView, incident: Incident) {
  const slots = incident.alarms.flatMap((id) => watchOf(live.sight, id)?.when.needed ?? []);
  return [...new Set(slots)]
    .map((slot) => live.table.slots[slot]!)
    .filter(({ feeds }) => feeds.length > 0);
}
