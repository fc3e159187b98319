/**
 * What one signal did during one stretch of time, weighted by how long each value stood. Only good
 * readings enter min, mean, max and last; how long it was not good is kept beside them.
 */
import type { Quality, Value } from '../core/signals/reading.ts';

/** One signal at one value for a while; from = to where it was only touched. */
export interface Piece {
  from: number;
  to: number;
  value: Value | null;
  quality: Quality;
}

/** Texts of one signal told apart in one stretch; the time in further ones goes to `OTHER_TEXT`. */
const TEXTS_LIMIT = 32;
const OTHER_TEXT = '…';

export interface Tally {
  goodMs: number;
  uncertainMs: number;
  badMs: number;
  /** Value × ms of numbers, and of bools as 0 and 1. */
  sum: number;
  min: number;
  max: number;
  last: Value | null;
  /** For texts: time in each, ms. */
  times?: Record<string, number>;
}

export function emptyTally(): Tally {
  const none = { min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY, last: null };
  return { goodMs: 0, uncertainMs: 0, badMs: 0, sum: 0, ...none };
}

export function isEmptyTally(tally: Tally): boolean {
  return tally.last === null && tally.uncertainMs === 0 && tally.badMs === 0;
}

export function addPiece(tally: Tally, piece: Piece): void {
  const ms = piece.to - piece.from;
  if (piece.quality === 'good' && piece.value !== null) addGood(tally, piece.value, ms);
  else if (piece.quality === 'uncertain') tally.uncertainMs += ms;
  else tally.badMs += ms;
}

/** Adds a later stretch to an earlier one. */
export function mergeTally(into: Tally, later: Tally): void {
  into.goodMs += later.goodMs;
  into.uncertainMs += later.uncertainMs;
  into.badMs += later.badMs;
  into.sum += later.sum;
  into.min = Math.min(into.min, later.min);
  into.max = Math.max(into.max, later.max);
  into.last = later.last ?? into.last;
  for (const [text, ms] of Object.entries(later.times ?? {})) addText(into, text, ms);
}

export function meanOf(tally: Tally): number | null {
  if (tally.max < tally.min) return null;
  // Seen only in passing: every value seen is as good a mean as another.
  return tally.goodMs > 0 ? tally.sum / tally.goodMs : (tally.min + tally.max) / 2;
}

function addGood(tally: Tally, value: Value, ms: number): void {
  tally.goodMs += ms;
  tally.last = value;
  if (typeof value === 'string') {
    addText(tally, value, ms);
    return;
  }
  const number = Number(value);
  tally.sum += number * ms;
  tally.min = Math.min(tally.min, number);
  tally.max = Math.max(tally.max, number);
}

function addText(tally: Tally, text: string, ms: number): void {
  // No prototype: a device's text may be any word.
  tally.times ??= Object.create(null) as Record<string, number>;
  const isKnown = text in tally.times || Object.keys(tally.times).length < TEXTS_LIMIT;
  const key = isKnown ? text : OTHER_TEXT;
  tally.times[key] = (tally.times[key] ?? 0) + ms;
}
