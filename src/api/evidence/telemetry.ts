/** What was measured over an incident, second by second as far as that is not too long. */
import type { Incident } from '../../core/incidents/incident.ts';
import type { IncidentSummary } from '../contract.ts';
import type { Realm } from '../ports.ts';
import { signalsOf, trendFrame } from '../report/report-trends.ts';
import { viewOf } from '../views/realm-view.ts';
import { shownKinds } from '../views/signals.ts';
import type { CsvCell } from './csv.ts';

/** Rows of one signal: an hour by seconds, a day by half minutes. */
const MOST_STEPS = 3_600;

export async function telemetryRows(
  realm: Realm,
  incident: Incident,
  period: IncidentSummary['period'],
): Promise<CsvCell[][]> {
  const view = viewOf(realm);
  const { from, to } = trendFrame(view, incident, period);
  const step = Math.max(1_000, Math.ceil((to - from) / MOST_STEPS / 1_000) * 1_000);
  const rows: CsvCell[][] = [
    ['asset', 'signal', 'unit', 'from (UTC)', 'min', 'mean', 'max', 'last', 'quality'],
  ];
  for (const { asset, signal } of signalsOf(view, incident)) {
    const kind = view.compiled.topology.asset(asset)?.kind ?? '';
    const unit = shownKinds(view)[kind]?.signals[signal]?.unit;
    for (const read of await realm.readings({ asset, signal, from, to, step })) {
      const { at, min, mean, max, last, quality } = read;
      const figures = [min, mean, max].map((figure) => figure ?? undefined);
      const shown = last === null ? undefined : String(last);
      const when = new Date(at).toISOString();
      rows.push([asset, signal, unit, when, ...figures, shown, quality]);
    }
  }
  return rows;
}
