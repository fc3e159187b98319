/** Which reading showed a condition first, for the latency ledger. It decides nothing. */
import type { Draft } from '../draft.ts';
import type { SignalTable } from '../signals/table.ts';
import type { FirstReading } from './events.ts';
import type { Watch } from './watch.ts';

/**
 * Of the condition's signals that changed in this step, the newest. Where one of them has no time
 * of its device, or a device's clock runs ahead, nobody knows when the field changed.
 */
export function firstReading(draft: Draft, table: SignalTable, { when }: Watch): FirstReading {
  const readings = when.slots
    .filter((slot) => table.touched.has(slot) && table.good[slot] !== undefined)
    .map((slot) => table.shown[slot]!);
  if (readings.length === 0) return {};
  const readAt = Math.max(...readings.map(({ at }) => at));
  const told = readings.flatMap(({ deviceAt }) => deviceAt ?? []);
  const changedAt = Math.max(...told) - draft.state.wallOffsetMs;
  if (told.length < readings.length || changedAt > readAt) return { readAt };
  return { readAt, changedAt };
}
