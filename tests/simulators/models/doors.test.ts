import { expect, test } from 'vitest';
import { closeDoors, createDoors, moveDoors, openDoors } from '../../../simulators/models/doors.ts';

test('doors open in 2 s and close in 2.5 s', () => {
  const doors = createDoors(100);
  openDoors(doors);
  moveDoors(doors, 1_900);
  expect(doors.state).toBe('opening');
  moveDoors(doors, 100);
  expect(doors.state).toBe('open');
  closeDoors(doors);
  moveDoors(doors, 2_400);
  expect(doors.state).toBe('closing');
  moveDoors(doors, 100);
  expect(doors.state).toBe('closed');
  expect(doors.cycles).toBe(101);
});

test('a closing door that is opened again turns round where it is', () => {
  const doors = createDoors(0);
  openDoors(doors);
  moveDoors(doors, 2_000);
  closeDoors(doors);
  moveDoors(doors, 500);
  openDoors(doors);
  // Four fifths of the way are still open, so a fifth of the opening time is left: 400 ms.
  moveDoors(doors, 400);
  expect(doors.state).toBe('open');
});

test('doors that are half open are not told to close', () => {
  const doors = createDoors(0);
  openDoors(doors);
  closeDoors(doors);
  expect(doors.state).toBe('opening');
});
