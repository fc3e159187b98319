/**
 * Old events read as new ones. What is stored never changes; each type's data is lifted to the
 * version that this program knows whenever it is read.
 */
import { JournalError } from './journal-error.ts';

type Data = Record<string, unknown>;

/** From one version of a type's data to the next. */
export type Upcaster = (data: Data) => Data;

/** Event type → its upcasters: the first lifts version 1 to 2, the second 2 to 3, and so on. */
export type Upcasters = Readonly<Record<string, readonly Upcaster[]>>;

/** The version in which this program writes a type's data. */
export function currentVersion(upcasters: Upcasters, type: string): number {
  return 1 + (upcastersOf(upcasters, type)?.length ?? 0);
}

export function upcast(
  upcasters: Upcasters,
  stored: { seq: number; type: string; v: number },
  data: Data,
): Data {
  const current = currentVersion(upcasters, stored.type);
  if (stored.v > current) {
    const found = `event ${stored.seq}: ${stored.type} version ${stored.v}, known ${current}`;
    throw new JournalError('newer', `${found}; start the newer Dutywatch that wrote it.`);
  }
  const missing = upcastersOf(upcasters, stored.type)?.slice(stored.v - 1) ?? [];
  return missing.reduce((older, lift) => lift(older), data);
}

function upcastersOf(upcasters: Upcasters, type: string): readonly Upcaster[] | undefined {
  return Object.hasOwn(upcasters, type) ? upcasters[type] : undefined;
}
