/** What a report, a lost link and the passing of time do to the live table. */
import type { Report, Sample } from './reading.ts';
import { resolveSlot } from './resolve.ts';
import { lateAfterMs } from './source.ts';
import type { Feed, LiveGroup, SignalTable } from './table.ts';

/**
 * A device's own time older than this is stored and shown, not used to detect (`decisions.md` 2).
 */
const OLDEST_FOR_DETECTION_MS = 120_000;

/** Told of every slot whose good value changed, and of every group that was heard. */
export interface Ear {
  isLife(slot: number): boolean;
  changed(slot: number): void;
  heard(group: LiveGroup, at: number): void;
}

/** Takes one report in. `wallAt` is the wall clock at `at`, for the device's own time. */
export function hear(table: SignalTable, report: Report, wallAt: number, ear: Ear): void {
  const group = table.byDevice.get(report.device)?.find((g) => g.source.group === report.group);
  if (group === undefined) return;
  const wasFresh = group.age === 'fresh' && !group.linkLost;
  group.heardAt = report.at;
  group.age = 'fresh';
  group.linkLost = false;
  // What was late or silent has not been good without a break.
  if (!wasFresh) for (const feed of group.feeds.values()) feed.goodSince = undefined;
  const isOld = report.deviceAt !== undefined && wallAt - report.deviceAt > OLDEST_FOR_DETECTION_MS;
  for (const sample of report.samples) {
    const feed = group.feeds.get(sample.signal);
    if (feed === undefined) continue;
    take(feed, asHeard(sample, isOld), report);
    if (wasFresh) resolve(table, feed.slot, report.at, ear);
  }
  for (const feed of group.feeds.values()) {
    if (feed.quality !== 'bad' || feed.reason !== 'not-heard-yet') feed.at = report.at;
    if (feed.quality === 'good') {
      feed.goodSince ??= report.at;
      feed.lastGoodAt = report.at;
    }
    table.shown[feed.slot]!.at = table.slots[feed.slot]!.feeds[table.slots[feed.slot]!.chosen]!.at;
    if (!wasFresh || table.slots[feed.slot]!.feeds.length > 1) {
      resolve(table, feed.slot, report.at, ear);
    }
  }
  ear.heard(group, report.at);
}

/**
 * A link went down or came back. A device without an interval is believed at once; when it is back
 * its last word stands again for as long as its silence is healthy. A polled device speaks itself.
 */
export function setLink(
  table: SignalTable,
  device: string,
  up: boolean,
  at: number,
  ear: Ear,
): void {
  for (const group of table.byDevice.get(device) ?? []) {
    if (!up) group.linkLost = true;
    if (group.source.intervalMs !== undefined) continue;
    group.linkLost = !up;
    if (group.heardAt !== undefined) group.age = up ? 'fresh' : 'silent';
    for (const feed of group.feeds.values()) resolve(table, feed.slot, at, ear);
  }
}

/**
 * Lets every group grow old, and every disagreement. Returns the moment at which the next group
 * will, or Infinity; for disagreements see `nextContradiction`.
 */
export function age(table: SignalTable, at: number, ear: Ear): number {
  let next = Number.POSITIVE_INFINITY;
  for (const group of table.groups) {
    if (group.heardAt === undefined) continue;
    const before = group.age;
    const lateAt = group.heardAt + lateAfterMs(group.source);
    const silentAt = group.heardAt + group.source.silenceMs;
    if (at >= silentAt) group.age = 'silent';
    else if (at >= lateAt && before === 'fresh') group.age = 'late';
    if (group.age !== before) {
      for (const feed of group.feeds.values()) resolve(table, feed.slot, at, ear);
    }
    if (group.age === 'fresh') next = Math.min(next, lateAt);
    else if (group.age === 'late') next = Math.min(next, silentAt);
  }
  for (const slot of [...table.disagreeing]) resolve(table, slot, at, ear);
  return next;
}

/** The moment after `at` at which a disagreement that goes on is a contradiction, or Infinity. */
export function nextContradiction(table: SignalTable, at: number): number {
  let next = Number.POSITIVE_INFINITY;
  for (const slot of table.disagreeing) {
    const { contradictedAt = at } = table.slots[slot]!;
    if (contradictedAt > at) next = Math.min(next, contradictedAt);
  }
  return next;
}

function resolve(table: SignalTable, slot: number, at: number, ear: Ear): void {
  if (resolveSlot(table, slot, ear.isLife(slot), at)) ear.changed(slot);
}

function take(feed: Feed, sample: Sample, report: Report): void {
  feed.value = sample.value;
  feed.quality = sample.quality;
  feed.reason = sample.reason;
  feed.at = report.at;
  feed.deviceAt = report.deviceAt;
  if (sample.quality !== 'good') feed.goodSince = undefined;
  else feed.goodSince ??= report.at;
}

/** No driver should call them good; if one does, rules still do not see them. */
function asHeard(sample: Sample, isOld: boolean): Sample {
  if (sample.quality !== 'good') return sample;
  if (typeof sample.value === 'number' && !Number.isFinite(sample.value)) {
    return { ...sample, value: null, quality: 'bad', reason: 'not-a-number' };
  }
  return isOld ? { ...sample, quality: 'uncertain', reason: 'clock' } : sample;
}
