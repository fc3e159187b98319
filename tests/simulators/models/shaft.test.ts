import { expect, test } from 'vitest';
import {
  createShaft,
  heightOf,
  isInDoorZone,
  nearestFloor,
} from '../../../simulators/models/shaft.ts';

const shaft = createShaft([-2, -1, 1, 2, 3]);

test('there is no floor 0: B1 lies one storey below floor 1', () => {
  expect([-2, -1, 1, 2, 3].map(heightOf)).toEqual([-6, -3, 0, 3, 6]);
});

test('the door zone reaches 0.2 m above and below a landing', () => {
  for (const [positionM, isIn, why] of [
    [0, true, 'level with floor 1'],
    [0.2, true, 'at the upper edge'],
    [0.21, false, 'just above'],
    [-0.2, true, 'at the lower edge'],
    [-0.21, false, 'just below'],
    [1.5, false, 'between two floors'],
    [2.85, true, 'arriving at floor 2'],
  ] as const) {
    expect(isInDoorZone(shaft, positionM), why).toBe(isIn);
  }
});

test('the nearest landing is one that the lift serves', () => {
  expect(nearestFloor(shaft, -1.4)).toBe(1);
  expect(nearestFloor(shaft, -1.6)).toBe(-1);
  expect(nearestFloor(createShaft([1, 10]), 12)).toBe(1);
});
