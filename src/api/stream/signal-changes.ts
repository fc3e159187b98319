/**
 * Which signals have changed since they were last said. The live table is compared as it stands,
 * so nothing that changes it (a report, a lost link, age) can be forgotten.
 */
import type { Reading } from '../../core/signals/reading.ts';
import type { SignalTable } from '../../core/signals/table.ts';

/** A reading that only grew younger is said again after so long, for its age on the screen. */
const AGE_REFRESH_MS = 5_000;

type Said = Pick<Reading, 'value' | 'quality' | 'reason' | 'device' | 'at'>;

export class SignalChanges {
  #table: SignalTable | undefined;
  #said: Said[] = [];

  /** Slots to say now; `all` where the table is another one than before. */
  take(table: SignalTable): readonly number[] | 'all' {
    if (table !== this.#table) {
      this.#table = table;
      this.#said = table.shown.map(copy);
      return 'all';
    }
    const changed: number[] = [];
    for (const [slot, shown] of table.shown.entries()) {
      if (!isNews(this.#said[slot]!, shown)) continue;
      this.#said[slot] = copy(shown);
      changed.push(slot);
    }
    return changed;
  }

  /** The next look finds everything new: nobody has been listening. */
  forget(): void {
    this.#table = undefined;
  }
}

function isNews(said: Said, { value, quality, reason, device, at }: Reading): boolean {
  return (
    said.value !== value ||
    said.quality !== quality ||
    said.reason !== reason ||
    said.device !== device ||
    at - said.at >= AGE_REFRESH_MS
  );
}

/** The table changes its readings in place. */
function copy({ value, quality, reason, device, at }: Reading): Said {
  return { value, quality, reason, device, at };
}
