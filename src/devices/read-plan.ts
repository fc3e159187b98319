/**
 * Which registers are asked for together. Every wanted register is read exactly once per interval,
 * a value is never split, and no read spans more unread registers than the profile allows: on some
 * devices one forbidden register fails the whole answer.
 */
import type { ModbusProfile } from './profile.ts';
import type { RegisterFunction } from './register-number.ts';
import { type RegisterPoint, readsBits } from './register-point.ts';

/** One request. `start` and `count` are registers, or bits where the function reads bits. */
export interface ReadBlock {
  /**
   * What one answer brings ages as one. `1000ms`; where an interval takes several reads, each is a
   * group of its own (`1000ms/1`, `1000ms/2`), so that no read keeps another one's points fresh.
   */
  group: string;
  everyMs: number;
  function: RegisterFunction;
  start: number;
  count: number;
  points: readonly PlannedPoint[];
}

export interface PlannedPoint {
  /** A signal of the kind, or `x.<name>`. */
  name: string;
  point: RegisterPoint;
}

/** Registers that must come in one answer: `end` is the first one after them. */
interface Span {
  start: number;
  end: number;
}

export function planReads(profile: ModbusProfile, defaultEveryMs: number): readonly ReadBlock[] {
  const aligned = Object.values(profile.points).filter((point) => point.aligned);
  const batches = new Map<string, PlannedPoint[]>();
  for (const [name, point] of Object.entries(profile.points)) {
    const key = `${point.everyMs ?? defaultEveryMs} ${point.function}`;
    const batch = batches.get(key) ?? [];
    batch.push({ name, point });
    batches.set(key, batch);
  }
  const blocks = [...batches.values()]
    .flatMap((batch) => planBatch(batch, profile, aligned, defaultEveryMs))
    .sort((a, b) => a.everyMs - b.everyMs);
  return nameGroups(blocks);
}

function nameGroups(blocks: readonly Omit<ReadBlock, 'group'>[]): ReadBlock[] {
  const numbers = new Map<number, number>();
  return blocks.map((block) => {
    const { everyMs } = block;
    const isOnly = blocks.filter((other) => other.everyMs === everyMs).length === 1;
    const number = (numbers.get(everyMs) ?? 0) + 1;
    numbers.set(everyMs, number);
    return { group: isOnly ? `${everyMs}ms` : `${everyMs}ms/${number}`, ...block };
  });
}

/** Blocks of points that share interval and function. */
function planBatch(
  batch: readonly PlannedPoint[],
  profile: ModbusProfile,
  aligned: readonly RegisterPoint[],
  defaultEveryMs: number,
): Omit<ReadBlock, 'group'>[] {
  const { function: fn, everyMs = defaultEveryMs } = batch[0]!.point;
  const { gap, maxBits, maxRegisters } = profile.modbus;
  const whole = aligned.filter((point) => point.function === fn).map(spanOf);
  const wanted = batch.map(({ point }) => widenToWhole(spanOf(point), whole));
  const spans = joinNear(mergeOverlapping(wanted), gap, readsBits(fn) ? maxBits : maxRegisters);
  return spans.map(({ start, end }) => ({
    everyMs,
    function: fn,
    start,
    count: end - start,
    points: batch.filter(({ point }) => point.at >= start && point.at < end),
  }));
}

function spanOf(point: RegisterPoint): Span {
  return { start: point.at, end: point.at + point.registers };
}

/** A read that touches an aligned value must hold all of it, wanted or not. */
function widenToWhole(span: Span, whole: readonly Span[]): Span {
  let wide = span;
  for (const value of whole) {
    if (value.start >= wide.end || value.end <= wide.start) continue;
    wide = { start: Math.min(wide.start, value.start), end: Math.max(wide.end, value.end) };
  }
  return wide;
}

function mergeOverlapping(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  return merged;
}

/** Takes spans in order into one read while the device accepts its size and what lies between. */
function joinNear(spans: readonly Span[], gap: number, most: number): Span[] {
  const reads: Span[] = [];
  for (const span of spans) {
    const read = reads.at(-1);
    const fits = read && span.start - read.end <= gap && span.end - read.start <= most;
    if (fits) read.end = span.end;
    else reads.push({ ...span });
  }
  return reads;
}
