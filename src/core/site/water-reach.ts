/**
 * Which room that must be kept dry is next, and when water gets there (`practice.md` P-46): along
 * the site's spread graph, from floors that are wet, with the times that the site file states.
 */
import type { Site } from './site.ts';

export interface Reach {
  area: string;
  /** Absent: water may get there, and nobody has said how long it takes. */
  at?: number;
}

/**
 * `wetSince`: by area, in any clock; the answers are in the same one. The earliest comes first,
 * then those of which no time is known. A room that is wet is reached and not named.
 */
export function roomsNext(site: Site, wetSince: ReadonlyMap<string, number>): Reach[] {
  const reached = new Map<string, number>(wetSince);
  const queue = [...wetSince.keys()];
  for (const area of queue) {
    for (const [from, to, takesMs = Number.POSITIVE_INFINITY] of site.water.spreads) {
      if (from !== area || wetSince.has(to)) continue;
      const at = reached.get(area)! + takesMs;
      if (at >= (reached.get(to) ?? Number.NaN)) continue;
      reached.set(to, at);
      queue.push(to);
    }
  }
  return site.areas
    .filter(({ id, protect }) => protect !== undefined && reached.has(id) && !wetSince.has(id))
    .sort((one, other) => (one.protect ?? 0) - (other.protect ?? 0))
    .map(({ id }) => ({ area: id, at: reached.get(id)! }))
    .sort((one, other) => (one.at === other.at ? 0 : one.at - other.at))
    .map(({ area, at }) => (Number.isFinite(at) ? { area, at } : { area }));
}
