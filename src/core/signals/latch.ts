/**
 * Latched signals: true once their source was true, until `until` has been true for `for`
 * (`practice.md` P-2). Setting and release are journalled, so a restart never empties a lift.
 */
import type { Compiled } from '../expressions/compile.ts';
import type { Latched } from './derived.ts';
import type { SignalTable } from './table.ts';

export interface Latch {
  derived: Latched;
  asset: string;
  signal: string;
  from: number;
  to: number;
  until: Compiled;
  isSet: boolean;
  /** Since when `until` has been true without a break. */
  releasingSince: number | undefined;
}

/** Brings one latch up to date. Returns true where it was set or released now. */
export function updateLatch(latch: Latch, table: SignalTable, at: number): boolean {
  const before = latch.isSet;
  if (table.good[latch.from] === true) {
    latch.isSet = true;
    latch.releasingSince = undefined;
  } else if (latch.isSet) {
    const context = { values: table.good, at, nextFlipAt: Number.POSITIVE_INFINITY };
    if (latch.until.evaluate(context) !== true) latch.releasingSince = undefined;
    else latch.releasingSince ??= at;
    const { releasingSince } = latch;
    if (releasingSince !== undefined && at - releasingSince >= latch.derived.for) {
      latch.isSet = false;
      latch.releasingSince = undefined;
    }
  }
  return latch.isSet !== before;
}

/** True while set; else what its source says, if that is good. */
export function latchValue(latch: Latch, table: SignalTable): boolean | undefined {
  return latch.isSet ? true : table.good[latch.from] === false ? false : undefined;
}

export function latchDueAt(latch: Latch): number {
  return latch.releasingSince === undefined
    ? Number.POSITIVE_INFINITY
    : latch.releasingSince + latch.derived.for;
}
