import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationSchema, formatDuration, nextRound, parseDuration } from '../../src/core/time.ts';

test('a duration is a number with its unit', () => {
  for (const [text, ms] of [
    ['500ms', 500],
    ['30s', 30_000],
    ['0.5s', 500],
    ['15m', 900_000],
    ['25h', 90_000_000],
    ['30d', 2_592_000_000],
    ['1y', 31_536_000_000],
    ['0s', 0],
  ] as const) {
    expect(parseDuration(text), text).toBe(ms);
  }
});

test('what is no duration is refused', () => {
  for (const text of ['', '30', 's', '30 s', '-1s', '1h30m', '1w', '1e3s', '30S', ' 30s']) {
    expect(parseDuration(text), text).toBe(undefined);
    expect(durationSchema.safeParse(text).success, text).toBe(false);
  }
});

test('a duration is shown by its two largest units', () => {
  for (const [ms, text] of [
    [0, '0ms'],
    [999, '999ms'],
    [90_000, '1m30s'],
    [3_600_000, '1h'],
    [3_605_000, '1h5s'],
    [93_784_000, '1d2h'],
  ] as const) {
    expect(formatDuration(ms), text).toBe(text);
  }
});

test('what a person wrote in one unit is shown as that', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 23 }), fc.constantFrom('s', 'm', 'h'), (count, unit) => {
      expect(formatDuration(parseDuration(`${count}${unit}`)!)).toBe(`${count}${unit}`);
    }),
  );
});

test('a round that was missed is not made up for: the next one is ahead', () => {
  for (const [due, everyMs, at, next] of [
    [100, 60, 100, 160],
    [100, 60, 159, 160],
    [100, 60, 160, 220],
    [100, 60, 400, 460],
  ] as const) {
    expect(nextRound(due, everyMs, at), `at ${at}`).toBe(next);
  }
});
