/**
 * How fresh this page is: when the stream was last heard, and how far the server's clock is from
 * this browser's. Every age and countdown on the screen uses the server's clock.
 */
import { useSyncExternalStore } from 'react';

/** Past this the screen counts as old and says so (console.md). */
export const STALE_AFTER_MS = 3_000;
/** Offsets remembered; the largest is the one with the shortest way here. */
const OFFSETS_KEPT = 10;

const link = { heardAt: performance.now(), hasHeard: false };
const offsets: number[] = [];

export function noteHeard(): void {
  link.heardAt = performance.now();
  link.hasHeard = true;
}

export function noteServerTime(at: number): void {
  offsets.push(at - Date.now());
  if (offsets.length > OFFSETS_KEPT) offsets.shift();
}

/** The server's wall clock, ms since 1970. */
export function serverNow(): number {
  return Date.now() + (offsets.length === 0 ? 0 : Math.max(...offsets));
}

function streamAgeMs(): number {
  return performance.now() - link.heardAt;
}

export function isStale(): boolean {
  return streamAgeMs() > STALE_AFTER_MS;
}

/**
 * What the screen shows of time. Taken at a tick and not when it is read: React reads twice for one
 * drawing, and two answers would make it draw for ever.
 */
let shown = readingOfTime();

function readingOfTime() {
  return { now: serverNow(), isStale: isStale(), streamAgeMs: streamAgeMs(), ...link };
}

const listeners = new Set<() => void>();
/** The finest step at which anything on the screen counts. */
const TICK_MS = 250;
let timer: ReturnType<typeof setInterval> | undefined;

/** Calls the listener at every tick, after the new time is there to be read. */
export function subscribeToTime(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    shown = readingOfTime();
    timer = setInterval(() => {
      shown = readingOfTime();
      for (const each of listeners) each();
    }, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The server's clock at the last tick, in steps, ms since 1970. */
export function shownNow(stepMs: number): number {
  return Math.floor(shown.now / stepMs) * stepMs;
}

/** Age of the gateway's last word at the last tick, in half seconds; undefined before the first. */
export function shownStreamAge(): number | undefined {
  return shown.hasHeard ? Math.floor(shown.streamAgeMs / 500) * 500 : undefined;
}

/** The server's clock, in steps: a component is drawn again only when it shows something else. */
export function useNow(stepMs = 1_000): number {
  return useSyncExternalStore(subscribeToTime, () => shownNow(stepMs));
}

export function useIsStale(): boolean {
  return useSyncExternalStore(subscribeToTime, () => shown.isStale);
}

/** Age of the last word from the gateway; undefined until there was one. */
export function useStreamAge(): number | undefined {
  return useSyncExternalStore(subscribeToTime, shownStreamAge);
}
