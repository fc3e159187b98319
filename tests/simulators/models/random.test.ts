import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../simulators/models/random.ts';

const draw = (seed: number, stream: string) => {
  const random = createRandom(seed, stream);
  return Array.from({ length: 20 }, () => random.next());
};

test('the same seed and stream give the same numbers', () => {
  expect(draw(7, 'lift/L1')).toEqual(draw(7, 'lift/L1'));
});

test('another seed or another stream gives other numbers', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (one, other) => {
      fc.pre(one !== other);
      expect(draw(one, 'a')).not.toEqual(draw(other, 'a'));
      expect(draw(one, 'a')).not.toEqual(draw(one, 'b'));
    }),
  );
});

test('every draw stays within its bounds', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: -50, max: 50 }), fc.nat(100), (seed, low, span) => {
      const random = createRandom(seed, 'bounds');
      for (let round = 0; round < 20; round++) {
        const whole = random.whole(low, low + span);
        expect(Number.isInteger(whole)).toBe(true);
        expect(whole).toBeGreaterThanOrEqual(low);
        expect(whole).toBeLessThanOrEqual(low + span);
        expect(random.next()).toBeLessThan(1);
        expect(random.exponential(10)).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

test('ten thousand draws are spread evenly and exponentials have the mean asked for', () => {
  const random = createRandom(1, 'even');
  const tenths = new Array<number>(10).fill(0);
  let sum = 0;
  for (let round = 0; round < 10_000; round++) {
    tenths[Math.floor(random.next() * 10)]! += 1;
    sum += random.exponential(60);
  }
  // 1000 expected in each; five standard deviations are 150.
  for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  // The mean of 10,000 has a standard deviation of 0.6.
  expect(sum / 10_000).toBeGreaterThan(57);
  expect(sum / 10_000).toBeLessThan(63);
});
