/**
 * A rollup block: the tallies of all signals of one group for an hour, minute by minute, or for a
 * day, hour by hour; columns of doubles, packed. Blocks are made from chunks once and then only
 * read.
 */
import { deserialize, serialize } from 'node:v8';
import type { Value } from '../core/signals/reading.ts';
import { pack, unpack } from './compression.ts';
import { emptyTally, isEmptyTally, type Tally } from './tally.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** `code` is stored. A block spans `slots` stretches of `slotMs`. */
export const LEVELS = {
  minute: { code: 0, slotMs: MINUTE_MS, slots: 60, spanMs: HOUR_MS },
  hour: { code: 1, slotMs: HOUR_MS, slots: 24, spanMs: 24 * HOUR_MS },
} as const;

export type Level = keyof typeof LEVELS;

/** Each signal's tallies, one for each slot. */
export type Block = Map<string, Tally[]>;

const NUMBERS = ['goodMs', 'uncertainMs', 'badMs', 'sum', 'min', 'max'] as const;

type Columns = Record<(typeof NUMBERS)[number], Float64Array> & {
  last: (Value | null)[];
  times?: (Record<string, number> | undefined)[];
};

/** The tallies of a signal in a block, made when it is first heard of. */
export function talliesOf(block: Block, signal: string, slots: number): Tally[] {
  let tallies = block.get(signal);
  if (!tallies) {
    tallies = Array.from({ length: slots }, emptyTally);
    block.set(signal, tallies);
  }
  return tallies;
}

export function packBlock(block: Block): Uint8Array {
  const columns = new Map([...block].map(([signal, tallies]) => [signal, toColumns(tallies)]));
  return pack(serialize(columns));
}

export function unpackBlock(packed: Uint8Array): Block {
  const columns = deserialize(unpack(packed)) as Map<string, Columns>;
  return new Map([...columns].map(([signal, each]) => [signal, fromColumns(each)]));
}

export function isEmptyBlock(block: Block): boolean {
  return [...block.values()].every((tallies) => tallies.every(isEmptyTally));
}

function toColumns(tallies: readonly Tally[]): Columns {
  const column = (name: (typeof NUMBERS)[number]) => Float64Array.from(tallies, (t) => t[name]);
  const times = tallies.map((tally) => tally.times && { ...tally.times });
  return {
    goodMs: column('goodMs'),
    uncertainMs: column('uncertainMs'),
    badMs: column('badMs'),
    sum: column('sum'),
    min: column('min'),
    max: column('max'),
    last: tallies.map((tally) => tally.last),
    ...(times.some(Boolean) && { times }),
  };
}

function fromColumns(columns: Columns): Tally[] {
  return columns.last.map((last, slot) => {
    const tally: Tally = { ...emptyTally(), last };
    for (const name of NUMBERS) tally[name] = columns[name][slot]!;
    const times = columns.times?.[slot];
    return times ? { ...tally, times } : tally;
  });
}
