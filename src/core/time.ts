/**
 * Durations as people write them. Core time itself is a number: milliseconds that never go back
 * (`decisions.md` 1); nothing here reads a clock.
 */
import { z } from 'zod';

const UNIT_MS = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  y: 365 * 86_400_000,
} as const;

export const DAY_MS = UNIT_MS.d;

const DURATION = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|y)$/;

/** `30s` → 30000; undefined where the text is no duration. A year is 365 days. */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  return Math.round(Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS]);
}

/** 90000 → `1m30s`; the two largest units, for messages. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)}ms`;
  const units = [
    ['d', UNIT_MS.d],
    ['h', UNIT_MS.h],
    ['m', UNIT_MS.m],
    ['s', UNIT_MS.s],
  ] as const;
  const parts: string[] = [];
  let restMs = Math.round(ms / 1_000) * 1_000;
  for (const [name, unitMs] of units) {
    const count = Math.floor(restMs / unitMs);
    restMs -= count * unitMs;
    if (count > 0 && parts.length < 2) parts.push(`${count}${name}`);
  }
  return parts.join('');
}

/** When the next round comes; those that nobody was there to say are not made up for. */
export function nextRound(due: number, everyMs: number, at: number): number {
  return due + (Math.floor((at - due) / everyMs) + 1) * everyMs;
}

/** A time of day in a file. */
export const clockTimeSchema = z
  .string({ error: 'expected "HH:MM": quote it' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected "HH:MM"');

/** `07:30` → 450. */
export function minuteOfDay(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

/** A duration in a file: text in, milliseconds out. */
const WANTED = 'expected a duration such as 500ms, 30s, 15m, 25h, 30d or 1y';

export const durationSchema = z
  .string({ error: WANTED })
  .regex(DURATION, WANTED)
  .transform((text) => parseDuration(text)!)
  .meta({ examples: ['30s'] });
