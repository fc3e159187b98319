import { expect, test } from 'vitest';
import { createRandom } from '../../../simulators/models/random.ts';
import { createShaft } from '../../../simulators/models/shaft.ts';
import { createTraffic, DAY_MS } from '../../../simulators/models/traffic.ts';

const HOUR_MS = 3_600_000;
const shaft = createShaft([-2, -1, 1, 2, 3, 4, 5, 6]);

function ridesOfDays(days: number, startMs = 0) {
  const traffic = createTraffic(shaft, startMs, createRandom(11, 'traffic'));
  const rides = [];
  while (traffic.nextAtMs < days * DAY_MS)
    rides.push({ atMs: traffic.nextAtMs, ...traffic.take() });
  return rides;
}

test('a lift carries about 202 passengers a day', () => {
  const rides = ridesOfDays(50);
  const passengers = rides.reduce((sum, ride) => sum + ride.passengers, 0);
  // 50 days: 10,100 expected; the spread of such a sum is about 135.
  expect(passengers / 50).toBeGreaterThan(188);
  expect(passengers / 50).toBeLessThan(216);
});

test('nights are quiet and the morning and the evening are busy', () => {
  const byHour = new Array<number>(24).fill(0);
  for (const { atMs } of ridesOfDays(50)) byHour[Math.floor((atMs % DAY_MS) / HOUR_MS)]! += 1;
  expect(byHour[3]!).toBeLessThan(byHour[7]! / 10);
  expect(byHour[18]!).toBeGreaterThan(byHour[14]! * 2);
});

test('in the morning people leave, in the evening they come home', () => {
  const share = (fromHour: number, toHour: number) => {
    const inWindow = ridesOfDays(50).filter(({ atMs }) => {
      const hour = (atMs % DAY_MS) / HOUR_MS;
      return hour >= fromHour && hour < toHour;
    });
    return inWindow.filter(({ from, to }) => from > 1 && to <= 1).length / inWindow.length;
  };
  expect(share(6, 10)).toBeGreaterThan(0.7);
  expect(share(17, 20)).toBeLessThan(0.3);
});

test('the hour counts from the local time at the start', () => {
  const startMs = 7 * HOUR_MS;
  const firstHour = ridesOfDays(1, startMs).filter(({ atMs }) => atMs < HOUR_MS);
  // The hour from 7 to 8 has 18 passengers, 12 parties; at midnight it would be one.
  expect(firstHour.length).toBeGreaterThan(3);
});

test('every ride leads from one landing of the lift to another', () => {
  for (const { from, to, passengers } of ridesOfDays(10)) {
    expect(shaft.floors).toContain(from);
    expect(shaft.floors).toContain(to);
    expect(from).not.toBe(to);
    expect([1, 2, 3]).toContain(passengers);
  }
});

test('a lift of two landings above ground has traffic too', () => {
  const traffic = createTraffic(createShaft([3, 4]), 8 * HOUR_MS, createRandom(1, 't'));
  expect([3, 4]).toContain(traffic.take().from);
});
