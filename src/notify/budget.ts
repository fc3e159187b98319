/** Counts a channel's sends over the last 60 s against its budget. */
import type { Budget } from './channel.ts';

const WINDOW_MS = 60_000;

export interface SendWindow {
  /** How many may be sent now. */
  free(critical: boolean, nowMs: number): number;
  /** When `free` grows next; undefined if it will not. */
  nextFreeAt(critical: boolean, nowMs: number): number | undefined;
  record(nowMs: number): void;
}

export function createSendWindow(budget: Budget | undefined): SendWindow {
  if (budget === undefined) {
    return {
      free: () => Number.POSITIVE_INFINITY,
      nextFreeAt: () => undefined,
      record: () => undefined,
    };
  }
  /** Oldest first; never longer than `perMinute`. */
  const sentAt: number[] = [];
  const forget = (nowMs: number) => {
    while (sentAt.length > 0 && sentAt[0]! <= nowMs - WINDOW_MS) sentAt.shift();
  };
  const limitOf = (critical: boolean) =>
    critical ? budget.perMinute : budget.perMinute - budget.criticalReserve;
  return {
    free: (critical, nowMs) => {
      forget(nowMs);
      return Math.max(0, limitOf(critical) - sentAt.length);
    },
    nextFreeAt: (critical, nowMs) => {
      forget(nowMs);
      // Where critical messages took more than the others' share, several must fall out first.
      const blocking = sentAt[sentAt.length - limitOf(critical)];
      return blocking === undefined ? undefined : blocking + WINDOW_MS;
    },
    record: (nowMs) => {
      sentAt.push(nowMs);
    },
  };
}
