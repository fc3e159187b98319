import { expect, test } from 'vitest';
import { nearestRank } from '../../src/core/percentile.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1);

test('by nearest rank a percentile is one of the values', () => {
  for (const [ascending, percent, value, why] of [
    [[7], 50, 7, 'one value is every percentile'],
    [[7], 99, 7, 'one value is every percentile'],
    [[1, 2], 50, 1, 'half of two is the first'],
    [[1, 2], 90, 2, '1.8 is rounded up'],
    [[1, 2, 3], 50, 2, '1.5 is rounded up'],
    // The worked example of Wikipedia, "Percentile", nearest-rank method.
    [[15, 20, 35, 40, 50], 5, 15, 'rank 0.25'],
    [[15, 20, 35, 40, 50], 30, 20, 'rank 1.5'],
    [[15, 20, 35, 40, 50], 40, 20, 'rank 2'],
    [[15, 20, 35, 40, 50], 50, 35, 'rank 2.5'],
    [[15, 20, 35, 40, 50], 100, 50, 'rank 5'],
    [upTo(10), 90, 9, 'exactly the ninth'],
    [upTo(99), 99, 99, 'fewer than a hundred: the worst'],
    [upTo(100), 99, 99, 'of a hundred the last but one'],
    [upTo(700), 99, 693, 'a rank that is whole stays whole'],
    [upTo(100), 0, 1, 'there is no rank 0'],
  ] as const) {
    expect(nearestRank(ascending, percent), `p${percent}: ${why}`).toBe(value);
  }
});
