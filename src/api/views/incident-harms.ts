/** Beside an incident: what gets worse meanwhile, and what shuts its water off. */
import { harmClocks, soonestFirst, waterClocks } from '../../core/incidents/harms.ts';
import type { Incident } from '../../core/incidents/incident.ts';
import { areaOf } from '../../core/incidents/place.ts';
import { incidentContext } from '../../core/incidents/running.ts';
import type { HarmClockInfo, IsolationInfo } from '../contract.ts';
import { runOf } from './incident-run.ts';
import { present, type RealmView, wallAt } from './realm-view.ts';

export function harmInfos(view: RealmView, incident: Incident): HarmClockInfo[] {
  const running = runOf(view, incident);
  if (running === undefined || incident.state === 'closed') return [];
  const { live, state, compiled, at } = view;
  const context = incidentContext(incident, live.table.good, at, state);
  const clocks = soonestFirst([
    ...harmClocks(incident, running.harms, context),
    ...(incident.hazard === 'flooding'
      ? waterClocks(incident, state.alarms.alarms, compiled.topology)
      : []),
  ]);
  return clocks.map(({ harm, text, asset, area, at: moment }) => ({
    harm,
    text,
    ...present({ asset, area }),
    ...wallAt(view, 'at', moment),
  }));
}

/** `isolates` of the site (`practice.md` P-33), of every floor that is on the water's way. */
export function isolationInfos({ compiled }: RealmView, incident: Incident): IsolationInfo[] {
  const { topology } = compiled;
  const area = areaOf(incident, topology);
  if (incident.hazard !== 'flooding' || area === undefined) return [];
  const areas = topology.onTheWater(area);
  return isolationsWhere(topology.site.isolates, ({ stops }) => areas.has(stops));
}

type Isolation = RealmView['compiled']['topology']['site']['isolates'][number];

export function isolationsWhere(
  isolates: readonly Isolation[],
  isWanted: (isolation: Isolation) => boolean,
): IsolationInfo[] {
  return isolates.filter(isWanted).map(({ by, stops, affects, at, turn, photo }) => ({
    by,
    stops,
    affects: [...affects],
    ...present({ at, turn, photo }),
  }));
}
