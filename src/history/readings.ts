/**
 * Answers what a signal did between two times, step by step: from hour or minute blocks where a
 * step is made of them, else from the chunks. Where several devices feed the signal, each step is
 * answered by the one that was good longest; the preferred one where they are equal.
 */
import type { Quality, Value } from '../core/signals/reading.ts';
import { type Archive, type ArchivedGroup, floorTo } from './archive.ts';
import { HistoryError } from './history-error.ts';
import type { OpenChunks } from './open-chunks.ts';
import { eachPiece } from './pieces.ts';
import { LEVELS, type Level } from './rollup-block.ts';
import { spread } from './rollups.ts';
import { addPiece, emptyTally, isEmptyTally, meanOf, mergeTally, type Tally } from './tally.ts';

/** Steps in one answer; a question for more is refused. Far more than a screen has pixels. */
const STEPS_LIMIT = 10_000;

export interface ReadingsQuery {
  asset: string;
  signal: string;
  /** Wall ms; rounded down to the hour or minute where the step is made of such. */
  from: number;
  to: number;
  /** Whole ms, at least 1 s. */
  step: number;
}

/** One step; steps in which nothing is known are left out. Of good readings only, but quality. */
export interface ReadingStep {
  at: number;
  min: number | null;
  /** Time-weighted; of a bool its share of true. Null for texts. */
  mean: number | null;
  max: number | null;
  last: Value | null;
  /** `good`: heard and good all the time; `uncertain`: in part; `bad`: never good. */
  quality: Quality;
  /** For texts: the time in each value, ms. */
  times?: Record<string, number>;
}

export interface ReadingsSource {
  archive: Archive;
  open: OpenChunks;
  keepRawMs: number;
}

type AskedGroup = Omit<ArchivedGroup, 'id'> & { id?: number };

interface Steps {
  from: number;
  slotMs: number;
  tallies: Map<number, Tally>;
}

export function answerReadings(source: ReadingsSource, query: ReadingsQuery): ReadingStep[] {
  checkQuery(query);
  const unit = unitOf(query.step);
  const from = floorTo(query.from, unit === undefined ? 1 : LEVELS[unit].slotMs);
  // What was heard last stands until it is heard again, not into the future.
  const to = Math.min(query.to, source.open.newestAt + 1);
  const answers = groupsWith(source, query).map((group) => {
    const steps: Steps = { from, slotMs: query.step, tallies: new Map() };
    collect(source, group, { ...query, from, to }, steps);
    return steps.tallies;
  });
  const result: ReadingStep[] = [];
  for (let step = 0; from + step * query.step < to; step++) {
    const at = from + step * query.step;
    const tally = best(answers.map((tallies) => tallies.get(step)));
    if (tally) result.push(toStep(tally, at, Math.min(at + query.step, to) - at));
  }
  return result;
}

function checkQuery({ from, to, step }: ReadingsQuery): void {
  const isSound =
    [from, to, step].every(Number.isFinite) && Number.isInteger(step) && step >= 1_000;
  if (isSound && (to - from) / step <= STEPS_LIMIT) return;
  const wanted = `step a whole number of ms from 1000, and at most ${STEPS_LIMIT} steps`;
  throw new HistoryError('refused', `readings: from ${from} to ${to} by ${step}; ${wanted}.`);
}

/** The coarsest blocks that a step is made of. */
function unitOf(step: number): Level | undefined {
  if (step % LEVELS.hour.slotMs === 0) return 'hour';
  return step % LEVELS.minute.slotMs === 0 ? 'minute' : undefined;
}

/** Filed groups, and those of which nothing is filed yet. */
function groupsWith({ archive, open }: ReadingsSource, query: ReadingsQuery): AskedGroup[] {
  const groups: AskedGroup[] = archive.groupsOf(query.asset);
  for (const definition of open.definitionsOf(query.asset)) {
    const { device, group: name, asset, silenceMs, rank, signals } = definition;
    const known = groups.find((group) => group.device === device && group.name === name);
    if (known) known.signals = [...known.signals, ...signals];
    else {
      const nothing = Number.NEGATIVE_INFINITY;
      const made = { minutesTo: nothing, hoursTo: nothing };
      groups.push({ device, name, asset, silenceMs, rank, signals, ...made });
    }
  }
  return groups
    .filter((group) => group.signals.includes(query.signal))
    .sort((one, other) => one.rank - other.rank);
}

function collect(
  source: ReadingsSource,
  group: AskedGroup,
  query: ReadingsQuery,
  steps: Steps,
): void {
  const unit = unitOf(query.step);
  let { from } = query;
  if (unit === 'hour') from = addBlocks(source, group, { ...query, from }, steps, 'hour');
  const rawFrom = source.open.newestAt - source.keepRawMs;
  if (unit !== undefined || from < rawFrom) {
    const to = unit === undefined ? Math.min(query.to, floorTo(rawFrom, 60_000)) : query.to;
    from = addBlocks(source, group, { ...query, from, to }, steps, 'minute');
  }
  if (from < query.to) addChunks(source, group, { ...query, from }, steps);
}

/** Adds what is rolled up; returns the time from which finer sources must go on. */
function addBlocks(
  { archive }: ReadingsSource,
  group: AskedGroup,
  { signal, from, to }: ReadingsQuery,
  steps: Steps,
  level: Level,
): number {
  const { slotMs } = LEVELS[level];
  const end = Math.min(to, level === 'hour' ? group.hoursTo : group.minutesTo);
  if (group.id === undefined || end <= from) return from;
  for (const [start, block] of archive.blocks(group.id, level, from, end)) {
    for (const [slot, tally] of (block.get(signal) ?? []).entries()) {
      const at = start + slot * slotMs;
      if (at < from || at >= end || isEmptyTally(tally)) continue;
      mergeTally(tallyAt(steps, Math.floor((at - steps.from) / steps.slotMs)), tally);
    }
  }
  return end;
}

function addChunks(
  { archive, open }: ReadingsSource,
  group: AskedGroup,
  { signal, from, to }: ReadingsQuery,
  steps: Steps,
): void {
  const { id, silenceMs } = group;
  const filed = id === undefined ? [] : archive.chunks(id, from - silenceMs, to);
  const chunks = [...filed, ...open.chunksOf(group)];
  const window = { from, to, silenceMs };
  const emit = (_: string, piece: Parameters<typeof addPiece>[1]) =>
    spread(piece, steps, (step, part) => addPiece(tallyAt(steps, step), part));
  eachPiece(chunks, window, emit, signal);
}

function tallyAt({ tallies }: Steps, step: number): Tally {
  const known = tallies.get(step) ?? emptyTally();
  tallies.set(step, known);
  return known;
}

function best(tallies: readonly (Tally | undefined)[]): Tally | undefined {
  let found: Tally | undefined;
  for (const tally of tallies) {
    if (tally && (!found || tally.goodMs > found.goodMs)) found = tally;
  }
  return found;
}

function toStep(tally: Tally, at: number, lengthMs: number): ReadingStep {
  const hasNumbers = tally.max >= tally.min;
  return {
    at,
    min: hasNumbers ? tally.min : null,
    mean: meanOf(tally),
    max: hasNumbers ? tally.max : null,
    last: tally.last,
    quality: qualityOf(tally, lengthMs),
    ...(tally.times && { times: { ...tally.times } }),
  };
}

function qualityOf(tally: Tally, lengthMs: number): Quality {
  // Touched at the very end of what is known: no time has passed, and nothing else is known.
  if (tally.goodMs >= lengthMs && tally.last !== null) return 'good';
  return tally.last !== null || tally.uncertainMs > 0 ? 'uncertain' : 'bad';
}
