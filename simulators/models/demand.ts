/** What the flats behind one feeder take over the day, W. */
import type { Random } from './random.ts';

const HOUR_MS = 3_600_000;
/** A tower's feeder on a winter evening, W. */
const PEAK_W = 45_000;
/** Share of the peak by hour of day, 0 h first: a morning hump, an evening peak. */
const SHARE_BY_HOUR = [
  0.4, 0.34, 0.3, 0.29, 0.3, 0.34, 0.45, 0.58, 0.6, 0.55, 0.52, 0.55, 0.6, 0.57, 0.53, 0.52, 0.56,
  0.68, 0.85, 0.97, 1, 0.93, 0.75, 0.55,
] as const;

export function demandW(msOfDay: number, random: Random): number {
  return PEAK_W * demandShare(msOfDay) * random.between(0.95, 1.05);
}

/** Of the day's peak, 0 to 1. */
export function demandShare(msOfDay: number): number {
  const hour = Math.floor(msOfDay / HOUR_MS);
  const within = (msOfDay % HOUR_MS) / HOUR_MS;
  const from = SHARE_BY_HOUR[hour % 24]!;
  const to = SHARE_BY_HOUR[(hour + 1) % 24]!;
  return from + (to - from) * within;
}
