import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  noteHeard,
  shownNow,
  shownStreamAge,
  subscribeToTime,
} from '../../../src/console/data/stream/link.ts';

const NOON = Date.UTC(2026, 10, 29, 12);

describe('the time on the screen', () => {
  let leave = () => {};

  beforeEach(() => {
    vi.useFakeTimers({ now: NOON });
    noteHeard();
    leave = subscribeToTime(() => {});
  });

  afterEach(() => {
    leave();
    vi.useRealTimers();
  });

  it('is the same however often it is read between two ticks', () => {
    vi.setSystemTime(NOON + 1_000);
    expect(shownNow(1_000)).toBe(NOON);
    expect(shownStreamAge()).toBe(0);
  });

  it('moves at a tick, in the steps asked for', () => {
    vi.advanceTimersByTime(1_250);
    expect(shownNow(1_000)).toBe(NOON + 1_000);
    expect(shownNow(250)).toBe(NOON + 1_250);
    expect(shownStreamAge()).toBe(1_000);
  });

  it('tells its listener when the new time can be read', () => {
    const read: number[] = [];
    const stop = subscribeToTime(() => read.push(shownNow(250)));
    vi.advanceTimersByTime(500);
    stop();
    vi.advanceTimersByTime(500);
    expect(read).toEqual([NOON + 250, NOON + 500]);
  });

  it('starts from the present after nobody has looked for a while', () => {
    leave();
    vi.advanceTimersByTime(60_000);
    leave = subscribeToTime(() => {});
    expect(shownNow(1_000)).toBe(NOON + 60_000);
  });
});
