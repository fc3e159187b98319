import { expect, test } from 'vitest';
import { brake, driveTowards, restingPointM } from '../../../simulators/models/drive.ts';

function drive(fromM: number, toM: number) {
  const car = { positionM: fromM, speedMs: 0 };
  const speeds: number[] = [];
  let seconds = 0;
  while (!driveTowards(car, toM, 1.75, 0.1)) {
    seconds += 0.1;
    speeds.push(car.speedMs);
  }
  return { car, speeds, seconds };
}

test('a ride of 33 m takes what 1 m/s² and 1.75 m/s make of it', () => {
  // By hand: 33 / 1.75 + 1.75 / 1 = 20.6 s; a step of 0.1 s and a soft landing add a little.
  const { car, speeds, seconds } = drive(0, 33);
  expect(seconds).toBeGreaterThan(20);
  expect(seconds).toBeLessThan(23);
  expect(Math.max(...speeds)).toBe(1.75);
  expect(car).toEqual({ positionM: 33, speedMs: 0 });
});

test('downwards the speed is negative and the car stops level all the same', () => {
  const { car, speeds } = drive(6, 0);
  expect(speeds.every((speed) => speed < 0)).toBe(true);
  expect(car).toEqual({ positionM: 0, speedMs: 0 });
});

test('no step changes the speed by more than 1 m/s² while it gathers', () => {
  const { speeds } = drive(0, 33);
  let last = 0;
  for (const speed of speeds) {
    expect(speed - last).toBeLessThanOrEqual(0.1 + 1e-9);
    last = speed;
  }
});

test('with the brake dropped at 1.75 m/s the car stands after 0.77 m', () => {
  // v² / 2a = 1.75² / 4 = 0.766 m.
  const car = { positionM: 10, speedMs: 1.75 };
  expect(restingPointM(car)).toBeCloseTo(10.766, 3);
  let steps = 1;
  while (!brake(car, 0.1)) steps += 1;
  expect(steps).toBe(9);
  expect(car.speedMs).toBe(0);
  expect(Math.abs(car.positionM - 10.766)).toBeLessThan(0.1);
});
