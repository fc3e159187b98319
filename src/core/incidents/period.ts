/**
 * Something planned (O-1): for its period the alarms of its places are expected, and what telemetry
 * sees of it is kept beside what was announced: began, ended, overran.
 */
import { checkWindow } from '../alarms/window.ts';
import type { Draft } from '../draft.ts';
import type { Refusal } from '../input.ts';
import { invalid } from '../refusal.ts';
import type { WindowPurpose } from '../rules/window-purposes.ts';
import type { Topology } from '../site/topology.ts';
import type { IncidentConfig } from './context.ts';
import type { Answer, FieldValue } from './events.ts';
import { type Incident, openIncidents } from './incident.ts';
import type { Playbook } from './playbook.ts';

interface Period {
  purpose: WindowPurpose;
  places: readonly string[];
  /** Core ms. */
  from: number;
  to: number;
}

type Fields = Readonly<Record<string, { value: Answer['value'] }>>;

/** What somebody writes into the record of something planned. */
interface Written {
  incident: Incident;
  playbook: Playbook;
  fields: Fields;
  isCorrection?: boolean;
}

/** What the record says of the period, with what is about to be written; undefined: not yet all. */
function periodOf(playbook: Playbook, record: Fields, wallOffsetMs: number): Period | undefined {
  const { opens, period } = playbook;
  if (period === undefined || opens.planned === undefined) return undefined;
  const [from, to, places] = [period.from, period.to, period.places].map(
    (name) => record[name]?.value as FieldValue | undefined,
  );
  if (typeof from !== 'number' || typeof to !== 'number' || !Array.isArray(places))
    return undefined;
  return { purpose: opens.planned, places, from: from - wallOffsetMs, to: to - wallOffsetMs };
}

/**
 * Refused where it ends before it begins, names no place, or overlaps another one that is planned
 * for the same place: two notices of one outage would contradict each other. What is over may be
 * corrected as it was.
 */
export function checkPeriod(
  draft: Draft,
  { topology, versions }: IncidentConfig,
  { incident, playbook, fields, isCorrection = false }: Written,
): Refusal | undefined {
  const names = Object.values(playbook.period ?? {});
  if (!names.some((name) => name in fields)) return undefined;
  const { wallOffsetMs } = draft.state;
  const period = periodOf(playbook, { ...incident.record, ...fields }, wallOffsetMs);
  if (period === undefined) return undefined;
  const mayBeOver = (isCorrection && period.to <= draft.at) || incident.state === 'closed';
  if (mayBeOver && period.from < period.to) return undefined;
  const wrong = checkWindow(draft, topology, period);
  if (wrong !== undefined) return wrong;
  for (const other of openIncidents(draft.state.incidents)) {
    const found = versions.get(other.playbookVersion);
    if (other.id === incident.id || found === undefined) continue;
    const known = periodOf(found, other.record, wallOffsetMs);
    const isLike = found.playbook === playbook.playbook;
    if (!isLike || known === undefined || !overlap(known, period, topology)) continue;
    return invalid(`it overlaps ${other.id}, which is planned for the same place at the same time`);
  }
  return undefined;
}

function overlap(one: Period, other: Period, topology: Topology): boolean {
  if (one.to <= other.from || other.to <= one.from) return false;
  return one.places.some((place) =>
    other.places.some(
      (its) => topology.around(place).includes(its) || topology.around(its).includes(place),
    ),
  );
}

/** The alarms' window follows the record: registered once it is complete, anew if corrected. */
export function setPeriod(draft: Draft, incident: Incident, playbook: Playbook): void {
  const period = periodOf(playbook, incident.record, draft.state.wallOffsetMs);
  if (period === undefined) return;
  const known = draft.state.windows[incident.window ?? ''];
  if (known !== undefined && isSame(known, period)) return;
  if (known !== undefined) draft.emit('window-ended', { window: known.id, why: 'person' });
  if (period.to <= draft.at) return;
  const window = `W-${draft.state.seq + 1}`;
  draft.emit('window-registered', { window, ...period, reason: incident.title });
  draft.emit('period-set', { incident: incident.id, window });
}

function isSame(one: Omit<Period, 'purpose'>, other: Omit<Period, 'purpose'>): boolean {
  const isAlike = one.from === other.from && one.to === other.to;
  return isAlike && one.places.join() === other.places.join();
}

/** The window of something planned that is closed before its time explains no alarm any more. */
export function endPeriod(draft: Draft, { window }: Incident): void {
  if (window === undefined || draft.state.windows[window] === undefined) return;
  draft.emit('window-ended', { window, why: 'person' });
}

/**
 * Alarms that its window suppressed say when it began and ended; one that is left when the time is
 * up says that it overran.
 */
export function watchPlanned(draft: Draft): void {
  const isConcerned = draft.events.some(
    ({ type }) => type.startsWith('alarm-') || type === 'window-ended',
  );
  if (!isConcerned) return;
  const planned = openIncidents(draft.state.incidents).filter(({ about }) => about === 'planned');
  if (planned.length === 0) return;
  for (const event of [...draft.events]) {
    if (event.type !== 'alarm-suppressed') continue;
    const { alarm, window } = event.data;
    const incident = planned.find((found) => window !== undefined && found.window === window);
    if (incident === undefined || incident.consequences.includes(alarm)) continue;
    draft.emit('consequence-joined', { incident: incident.id, alarm });
  }
  for (const incident of planned) watch(draft, incident);
}

function watch(draft: Draft, incident: Incident): void {
  const { id, beganAt, consequences, endedAt, overranAt, window } = incident;
  const isOn = consequences.some((alarm) => draft.state.alarms.alarms[alarm]?.isActive);
  const isUp = window !== undefined && draft.state.windows[window] === undefined;
  if (isOn && beganAt === undefined) draft.emit('planned-began', { incident: id });
  if (isOn && isUp && overranAt === undefined) draft.emit('planned-overran', { incident: id });
  if (!isOn && beganAt !== undefined && endedAt === undefined) {
    draft.emit('planned-ended', { incident: id });
  }
}
