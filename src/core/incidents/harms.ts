/**
 * Harm clocks (`practice.md` P-46): what gets worse while an incident is open, and when. Looked at,
 * never journalled, and nothing is decided by them; where the time cannot be computed they say so.
 */
import type { Alarm } from '../alarms/alarm.ts';
import type { EvaluationContext } from '../expressions/scope.ts';
import type { Topology } from '../site/topology.ts';
import { roomsNext } from '../site/water-reach.ts';
import type { Text } from '../text.ts';
import type { Incident } from './incident.ts';
import type { RunningHarm } from './running.ts';

export interface HarmClock {
  harm: string;
  text: Text;
  asset?: string;
  area?: string;
  /** Core time; absent: it is coming, and nobody can say when. */
  at?: number;
}

const WATER_REACHES: Text = { zh: '水到达', en: 'Water reaches' };

/** The soonest first, what nobody can tell last. */
export function harmClocks(
  incident: Incident,
  harms: readonly RunningHarm[],
  context: EvaluationContext,
): HarmClock[] {
  const clocks = harms.flatMap((running): HarmClock[] => {
    const { harm, item } = running;
    const isComing = running.while?.evaluate(context) ?? (running.while ? undefined : true);
    if (isComing === false) return [];
    const at = isComing === true ? momentOf(running, incident, context) : undefined;
    const name = {
      harm: harm.harm,
      text: harm.text,
      ...(item === undefined ? {} : { asset: item }),
    };
    return [at === undefined ? name : { ...name, at }];
  });
  return soonestFirst(clocks);
}

function momentOf(
  { minutes, afterMs }: RunningHarm,
  { openedAt }: Incident,
  context: EvaluationContext,
): number | undefined {
  if (afterMs !== undefined) return openedAt + afterMs;
  const left = minutes?.evaluate(context);
  return typeof left === 'number' && left >= 0 ? context.at + left * 60_000 : undefined;
}

/** Rooms that must be kept dry and that the incident's water gets to next. */
export function waterClocks(
  incident: Incident,
  alarms: Readonly<Record<string, Alarm>>,
  topology: Topology,
): HarmClock[] {
  const wetSince = new Map<string, number>();
  for (const id of incident.alarms) {
    const alarm = alarms[id];
    const area = topology.asset(alarm?.asset ?? '')?.in;
    if (alarm === undefined || area === undefined) continue;
    wetSince.set(area, Math.min(alarm.raisedAt, wetSince.get(area) ?? Number.POSITIVE_INFINITY));
  }
  if (incident.area !== undefined && !wetSince.has(incident.area)) {
    wetSince.set(incident.area, incident.openedAt);
  }
  const clocks = roomsNext(topology.site, wetSince).map((reach) => ({
    harm: 'water-reaches',
    text: WATER_REACHES,
    ...reach,
  }));
  return clocks;
}

export function soonestFirst(clocks: readonly HarmClock[]): HarmClock[] {
  const never = Number.POSITIVE_INFINITY;
  return [...clocks].sort((one, other) => {
    const [a, b] = [one.at ?? never, other.at ?? never];
    return a === b ? 0 : a - b;
  });
}
