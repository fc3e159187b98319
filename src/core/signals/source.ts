/** Which device feeds which signal of which asset, and how long its silence is healthy. */

/** A group of points of one device that is heard as one (`Report.group`). */
export interface SourceGroup {
  device: string;
  asset: string;
  group: string;
  signals: readonly string[];
  /** Poll interval, ms; absent for MQTT, which has none (`decisions.md` 14). */
  intervalMs?: number;
  /** Longest silence before the group's signals are bad, ms. */
  silenceMs: number;
}

/** A polled signal is doubtful past three intervals, but never sooner than this. */
const LATE_FLOOR_MS = 3_000;
const SILENT_FLOOR_MS = 30_000;

/** `decisions.md` 14: uncertain past 3 × the interval, at least 3 s. */
export function lateAfterMs(group: Pick<SourceGroup, 'intervalMs' | 'silenceMs'>): number {
  if (group.intervalMs === undefined) return group.silenceMs;
  return Math.min(group.silenceMs, Math.max(LATE_FLOOR_MS, 3 * group.intervalMs));
}

/** `decisions.md` 14: the larger of 30 s and 5 × the interval, where the profile names none. */
export function defaultSilenceMs(intervalMs: number): number {
  return Math.max(SILENT_FLOOR_MS, 5 * intervalMs);
}
