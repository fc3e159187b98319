import { expect, test } from 'vitest';
import { createSendWindow } from '../../src/notify/budget.ts';
import { planRetry, resumeRetryMs } from '../../src/notify/retry.ts';

test('attempts are spaced 5 s, doubling, at most 5 min', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8].map((attempts) => planRetry('critical', attempts, 0));
  const seconds = waits.map((wait) => (wait.kind === 'again' ? wait.inMs / 1_000 : 'dead'));
  expect(seconds).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
});

test('how long a message is worth trying depends on what is at stake', () => {
  for (const [priority, attempts, ageS, kind, why] of [
    ['critical', 20, 7_000 - 300, 'again', 'a life: for two hours'],
    ['critical', 20, 7_000, 'dead', 'the next attempt would come after two hours'],
    ['critical', 30, 600, 'dead', 'thirty attempts are enough'],
    ['high', 5, 3_500, 'again', 'an hour'],
    ['high', 5, 3_550, 'dead', '80 s more is past the hour'],
    ['medium', 3, 1_700, 'again', 'half an hour'],
    ['medium', 12, 1_700, 'dead', 'twelve attempts'],
    ['low', 1, 890, 'again', 'a quarter of an hour'],
    ['low', 1, 896, 'dead', 'past it in 5 s'],
  ] as const) {
    expect(planRetry(priority, attempts, ageS * 1_000).kind, why).toBe(kind);
  }
});

test('after a restart a retry waits what is left, and never longer than any retry', () => {
  const now = Date.parse('2026-11-23T01:00:00Z');
  expect(resumeRetryMs(0, now), 'never tried').toBe(0);
  expect(resumeRetryMs(now - 1, now), 'due meanwhile').toBe(0);
  expect(resumeRetryMs(now + 40_000, now)).toBe(40_000);
  expect(resumeRetryMs(now, 0), 'the board has booted in 1970').toBe(300_000);
});

test('a budget of 15 a minute keeps 5 for critical messages', () => {
  const window = createSendWindow({ perMinute: 15, criticalReserve: 5 });
  for (let i = 0; i < 10; i++) window.record(i * 1_000);
  expect(window.free(false, 10_000)).toBe(0);
  expect(window.free(true, 10_000)).toBe(5);
  expect(window.nextFreeAt(false, 10_000), 'when the first leaves the minute').toBe(60_000);
  expect(window.nextFreeAt(true, 10_000), 'it is free now').toBeUndefined();
  for (let i = 0; i < 3; i++) window.record(10_000);
  expect(window.nextFreeAt(false, 10_000), 'the critical ones count: four must leave').toBe(63_000);
  expect(window.free(false, 60_000)).toBe(0);
  expect(window.free(true, 60_000)).toBe(3);
  expect(window.free(false, 63_000)).toBe(1);
  expect(window.free(false, 130_000), 'a quiet minute later').toBe(10);
});
