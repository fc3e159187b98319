/**
 * How well the alarm system serves its operator, over a period (ISA-18.2 clause 16, EEMUA 191;
 * `reference/alarms.md` 4.2). Computed from journalled events, so any period can be asked for.
 */
import type { Event } from '../event.ts';
import { nearestRank } from '../percentile.ts';
import type { Priority } from '../priority.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** More than ten alarms in ten minutes is a flood; it ends below five. */
const FLOOD = { windowMs: 10 * MINUTE_MS, begins: 10, ends: 5 };
/** Three times active and quiet again within a minute. */
const CHATTER = { cycles: 3, withinMs: MINUTE_MS };
const STANDING_MS = DAY_MS;
const WORST_COUNT = 10;

export interface AlarmKpis {
  count: number;
  perHour: number;
  perDay: number;
  peakHour: number;
  peakTenMinutes: number;
  floods: { from: number; to: number; count: number }[];
  /** Share of the period in flood, 0 to 1. */
  floodShare: number;
  byPriority: Record<Priority, number>;
  /** Alarm ids that were active for more than 24 h without a break. */
  standing: string[];
  chattering: string[];
  /** Cleared by itself before anybody acknowledged it, and not chattering. */
  fleeting: string[];
  /** The ten that came most often, with their share of all. */
  worst: { alarm: string; count: number; share: number }[];
  /** Raised to acknowledged, ms; of those that were acknowledged. */
  acknowledgedAfterMs: { median: number; p95: number } | undefined;
}

interface Life {
  raisedAt: number[];
  clearedAt: number[];
  priority: Priority;
  acknowledgedAfter: number[];
  unacknowledgedClears: number;
  openSince: number | undefined;
  acknowledgedSince: number | undefined;
  longestMs: number;
}

/** `events`: oldest first. What is suppressed, shelved or out of service does not count. */
export function alarmKpis(events: readonly Event[], from: number, to: number): AlarmKpis {
  const lives = followLives(events, to);
  const raised = [...lives.values()].flatMap(({ raisedAt }) => raisedAt).sort((a, b) => a - b);
  const floods = findFloods(raised, to);
  const periodMs = Math.max(1, to - from);
  const chattering = idsWhere(lives, isChattering);
  const byPriority = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const { priority, raisedAt } of lives.values()) byPriority[priority] += raisedAt.length;
  return {
    count: raised.length,
    perHour: raised.length / (periodMs / HOUR_MS),
    perDay: raised.length / (periodMs / DAY_MS),
    peakHour: peak(raised, HOUR_MS),
    peakTenMinutes: peak(raised, FLOOD.windowMs),
    floods,
    floodShare: floods.reduce((sum, flood) => sum + flood.to - flood.from, 0) / periodMs,
    byPriority,
    standing: idsWhere(lives, ({ longestMs }) => longestMs > STANDING_MS),
    chattering,
    fleeting: idsWhere(lives, (life) => life.unacknowledgedClears > 0 && !isChattering(life)),
    worst: worstOf(lives, raised.length),
    acknowledgedAfterMs: spread([...lives.values()].flatMap((life) => life.acknowledgedAfter)),
  };
}

function followLives(events: readonly Event[], to: number): Map<string, Life> {
  const lives = new Map<string, Life>();
  const quiet = new Set<string>();
  for (const event of events) {
    if (!('alarm' in event.data) || event.data.alarm === undefined) continue;
    const id = event.data.alarm;
    if (ASIDE.has(event.type)) quiet.add(id);
    if (BACK.has(event.type)) quiet.delete(id);
    if (event.type === 'alarm-raised' && !quiet.has(id)) raise(lives, event);
    const life = lives.get(id);
    if (life === undefined) continue;
    if (event.type === 'alarm-acknowledged') acknowledge(life, event.at);
    if (event.type === 'alarm-cleared') clear(life, event.at);
  }
  for (const life of lives.values()) {
    if (life.openSince !== undefined)
      life.longestMs = Math.max(life.longestMs, to - life.openSince);
  }
  return lives;
}

const ASIDE = new Set(['alarm-suppressed', 'alarm-shelved', 'alarm-out-of-service']);
const BACK = new Set(['alarm-unsuppressed', 'alarm-unshelved', 'alarm-returned-to-service']);

function raise(lives: Map<string, Life>, { at, data }: Event<'alarm-raised'>): void {
  const life = lives.get(data.alarm) ?? {
    raisedAt: [],
    clearedAt: [],
    priority: data.priority,
    acknowledgedAfter: [],
    unacknowledgedClears: 0,
    openSince: undefined,
    acknowledgedSince: undefined,
    longestMs: 0,
  };
  lives.set(data.alarm, life);
  life.raisedAt.push(at);
  life.priority = data.priority;
  life.openSince = at;
  life.acknowledgedSince = undefined;
}

function acknowledge(life: Life, at: number): void {
  if (life.acknowledgedSince !== undefined) return;
  life.acknowledgedSince = at;
  life.acknowledgedAfter.push(at - life.raisedAt.at(-1)!);
}

function clear(life: Life, at: number): void {
  if (life.openSince === undefined) return;
  life.clearedAt.push(at);
  life.longestMs = Math.max(life.longestMs, at - life.openSince);
  if (life.acknowledgedSince === undefined) life.unacknowledgedClears++;
  life.openSince = undefined;
}

function isChattering({ clearedAt }: Life): boolean {
  return clearedAt.some(
    (at, index) =>
      index >= CHATTER.cycles - 1 &&
      at - clearedAt[index - CHATTER.cycles + 1]! <= CHATTER.withinMs,
  );
}

/** Most alarms in any stretch of this length. */
function peak(raised: readonly number[], withinMs: number): number {
  let first = 0;
  let most = 0;
  for (const [index, at] of raised.entries()) {
    while (at - raised[first]! >= withinMs) first++;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

/** `raised`: ascending. The count rises where one comes and falls where one is ten minutes old. */
function findFloods(raised: readonly number[], to: number): AlarmKpis['floods'] {
  const floods: AlarmKpis['floods'] = [];
  let current: AlarmKpis['floods'][number] | undefined;
  let [come, gone] = [0, 0];
  const leavesAt = (): number => (raised[gone] ?? Number.POSITIVE_INFINITY) + FLOOD.windowMs;
  while (gone < raised.length) {
    const at = Math.min(raised[come] ?? Number.POSITIVE_INFINITY, leavesAt());
    if (at > to) break;
    while (leavesAt() <= at) gone++;
    for (; raised[come] === at; come++) if (current !== undefined) current.count++;
    if (current === undefined && come - gone > FLOOD.begins) {
      current = { from: at, to, count: come - gone };
      floods.push(current);
    } else if (current !== undefined && come - gone < FLOOD.ends) {
      current.to = at;
      current = undefined;
    }
  }
  return floods;
}

function worstOf(lives: ReadonlyMap<string, Life>, total: number): AlarmKpis['worst'] {
  return [...lives]
    .map(([alarm, { raisedAt }]) => ({
      alarm,
      count: raisedAt.length,
      share: raisedAt.length / Math.max(1, total),
    }))
    .sort((one, other) => other.count - one.count || (one.alarm < other.alarm ? -1 : 1))
    .slice(0, WORST_COUNT);
}

function spread(values: number[]): AlarmKpis['acknowledgedAfterMs'] {
  if (values.length === 0) return undefined;
  const sorted = values.sort((a, b) => a - b);
  return { median: nearestRank(sorted, 50), p95: nearestRank(sorted, 95) };
}

function idsWhere(lives: ReadonlyMap<string, Life>, holds: (life: Life) => boolean): string[] {
  return [...lives].filter(([, life]) => holds(life)).map(([id]) => id);
}
