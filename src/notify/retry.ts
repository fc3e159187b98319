/**
 * When to try again, and when to stop. Doubling from 5 s to 5 min without jitter: one gateway
 * sends, so there is no herd to spread, and a test can say the second.
 */
import type { Priority } from '../core/priority.ts';

const FIRST_MS = 5_000;
const LONGEST_MS = 300_000;

/**
 * At the end of either the row becomes a dead letter: counted, shown, told to the core as refused.
 * An old message misleads; one about a life is worth more attempts. The first attempt is always
 * made, however old the message is.
 */
const ENDURANCE: Record<Priority, { attempts: number; ageMs: number }> = {
  critical: { attempts: 30, ageMs: 2 * 3_600_000 },
  high: { attempts: 20, ageMs: 3_600_000 },
  medium: { attempts: 12, ageMs: 1_800_000 },
  low: { attempts: 10, ageMs: 900_000 },
};

export type Retry = { kind: 'again'; inMs: number } | { kind: 'dead'; why: string };

/** `attempts`: made so far; `ageMs`: since the message was decided. */
export function planRetry(priority: Priority, attempts: number, ageMs: number): Retry {
  const limit = ENDURANCE[priority];
  if (attempts >= limit.attempts) return { kind: 'dead', why: `${attempts} attempts` };
  const inMs = Math.min(FIRST_MS * 2 ** (attempts - 1), LONGEST_MS);
  if (ageMs + inMs > limit.ageMs) {
    return { kind: 'dead', why: `${attempts} attempts, ${Math.round(ageMs / 1_000)} s old` };
  }
  return { kind: 'again', inMs };
}

/** A time read back after a restart cannot be further away than this: the clock was changed. */
export function resumeRetryMs(nextAtWall: number | undefined, nowWallMs: number): number {
  if (nextAtWall === undefined) return 0;
  return Math.min(Math.max(0, nextAtWall - nowWallMs), LONGEST_MS);
}

/** Longest silence that a channel can ask for (`Retry-After`, a robot's ten minutes shut). */
export const PAUSE_LIMIT_MS = 600_000;
