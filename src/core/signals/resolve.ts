/**
 * From the words of one or more devices to one reading: which feed counts now, and how good it is
 * (`decisions.md` 14 and 15).
 */
import type { Quality, Reason } from './reading.ts';
import { lateAfterMs } from './source.ts';
import type { Feed, SignalTable, Slot } from './table.ts';

/** The preferred device is used again after it has been good for this long. */
const BACK_AFTER_MS = 30_000;
/**
 * Two devices are asked at different moments and filter differently, so after every change they
 * disagree for a while. Until then the preferred one is believed, as if it were alone. A device
 * that is not polled tells a change by itself, and has this long for it.
 */
const AGREE_WITHIN_MS = 5_000;

/**
 * Recomputes one slot from its feeds. Returns true where what expressions see has changed.
 * `life`: two good values that stay different are a contradiction, and nobody's word counts.
 */
export function resolveSlot(table: SignalTable, index: number, life: boolean, at: number): boolean {
  const slot = table.slots[index]!;
  slot.chosen = choose(slot, at);
  const feed = slot.feeds[slot.chosen];
  if (feed === undefined) return false;
  let quality = qualityOf(feed);
  let reason = reasonOf(feed);
  const other = life && quality === 'good' ? disagreeing(slot, feed) : undefined;
  slot.contradictedAt = other && (slot.contradictedAt ?? at + patienceMs(feed, other));
  if (slot.contradictedAt === undefined) table.disagreeing.delete(index);
  else table.disagreeing.add(index);
  if (slot.contradictedAt !== undefined && at >= slot.contradictedAt) {
    quality = 'uncertain';
    reason = 'contradiction';
  }
  return show(table, index, feed, quality, reason);
}

/** The feed's own quality, lowered by its group's age. */
function qualityOf({ quality, group }: Feed): Quality {
  if (quality === 'bad' || group.age === 'fresh') return quality;
  return group.age === 'late' ? 'uncertain' : 'bad';
}

/** Why it is not good: what the device said of it, or its group's age and link. */
function reasonOf({ quality, reason, group }: Feed): Reason | undefined {
  if (quality === 'bad' || group.age === 'fresh') return reason;
  if (group.age === 'unheard') return 'not-heard-yet';
  return group.linkLost ? 'link' : 'silent';
}

/** The first feed unless it has not been good for its silence limit; then the first good one. */
function choose(slot: Slot, at: number): number {
  if (slot.feeds.length < 2) return 0;
  const preferred = slot.feeds[0]!;
  const good = qualityOf(preferred) === 'good';
  if (slot.chosen === 0) {
    if (good || at - preferred.lastGoodAt < preferred.group.source.silenceMs) return 0;
  } else if (good && at - (preferred.goodSince ?? at) >= BACK_AFTER_MS) return 0;
  const current = slot.feeds[slot.chosen]!;
  if (slot.chosen > 0 && qualityOf(current) === 'good') return slot.chosen;
  const other = slot.feeds.findIndex((feed, i) => i > 0 && qualityOf(feed) === 'good');
  return other > 0 ? other : slot.chosen;
}

function disagreeing(slot: Slot, chosen: Feed): Feed | undefined {
  return slot.feeds.find(
    (feed) => feed !== chosen && qualityOf(feed) === 'good' && feed.value !== chosen.value,
  );
}

/** Each has been heard again by then, or is late, which is no disagreement. */
function patienceMs(...feeds: readonly Feed[]): number {
  const polled = feeds.filter(({ group }) => group.source.intervalMs !== undefined);
  return Math.max(AGREE_WITHIN_MS, ...polled.map(({ group }) => lateAfterMs(group.source)));
}

function show(
  table: SignalTable,
  index: number,
  feed: Feed,
  quality: Quality,
  reason: Reason | undefined,
): boolean {
  const shown = table.shown[index]!;
  const value = quality === 'bad' ? null : feed.value;
  if (shown.value !== value || shown.quality !== quality || shown.reason !== reason) {
    table.touched.add(index);
  }
  if (shown.reason !== reason) table.reasonChanged.add(index);
  shown.value = value;
  shown.quality = quality;
  shown.reason = reason;
  shown.at = feed.at;
  shown.deviceAt = feed.deviceAt;
  shown.device = feed.group.source.device;

  const good = quality === 'good' ? (feed.value ?? undefined) : undefined;
  if (good !== undefined) table.lastGood[index] = good;
  const isSilent = reason === 'silent' || reason === 'link';
  if (good === table.good[index] && isSilent === table.silent[index]) return false;
  table.good[index] = good;
  table.silent[index] = isSilent;
  return true;
}
