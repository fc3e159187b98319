/**
 * The infrared presence sensor of a car. It sees people who move: somebody who sits down in a
 * stranded car vanishes from it now and then (`practice.md` P-2). It never sees who is not there.
 */
import type { Random } from './random.ts';

/** The sensor decides anew in windows of this length (re-check of `lifts.md` 1.4 B). */
const WINDOW_MS = 10_000;
/** People who wait keep moving this long; then they stand or sit still. */
const RESTLESS_MS = 60_000;
/** Chance that a still person is seen in one window. */
const SEEN_STILL = 0.8;

export interface Presence {
  sees: boolean;
  /** Windows with somebody seen since the car last moved or its doors were last not closed. */
  activations: number;
  /** Simulated ms since when everything is still; undefined while something moves. */
  stillSinceMs: number | undefined;
  windowEndsMs: number;
}

export function createPresence(): Presence {
  return { sees: false, activations: 0, stillSinceMs: undefined, windowEndsMs: Infinity };
}

export interface Scene {
  people: number;
  /** The car moves, or its doors are not closed. */
  isLively: boolean;
  nowMs: number;
}

export function watchPresence(presence: Presence, scene: Scene, random: Random): void {
  if (scene.people === 0 || scene.isLively) {
    presence.sees = scene.people > 0;
    presence.activations = 0;
    presence.stillSinceMs = undefined;
    presence.windowEndsMs = Infinity;
  } else if (presence.stillSinceMs === undefined) {
    presence.stillSinceMs = scene.nowMs;
    presence.windowEndsMs = scene.nowMs + WINDOW_MS;
    presence.sees = true;
    presence.activations = 1;
  } else if (scene.nowMs >= presence.windowEndsMs) {
    presence.windowEndsMs += WINDOW_MS;
    const isRestless = scene.nowMs - presence.stillSinceMs < RESTLESS_MS;
    presence.sees = isRestless || random.next() < SEEN_STILL;
    if (presence.sees) presence.activations += 1;
  }
}
