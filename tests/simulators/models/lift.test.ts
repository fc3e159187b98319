import { expect, test } from 'vitest';
import {
  createLift,
  type Lift,
  NO_LIFT_FAULTS,
  type Phase,
} from '../../../simulators/models/lift.ts';
import {
  demandRide,
  offerRide,
  pressAlarm,
  releasePeople,
  setInspection,
  setLiftFaults,
  setMains,
  stageRide,
} from '../../../simulators/models/lift-commands.ts';
import { TICK_MS, tickLift } from '../../../simulators/models/lift-operation.ts';
import { createRandom } from '../../../simulators/models/random.ts';
import { createShaft, isInDoorZone } from '../../../simulators/models/shaft.ts';

/** A lift at landing 1, with a clock of its own. */
function install({ hasRescueDevice = false, seed = 5 } = {}) {
  const random = createRandom(seed, 'lift');
  const shaft = createShaft([-2, -1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  const lift = createLift({ id: 'L', shaft, hasRescueDevice }, random);
  Object.assign(lift, { positionM: 0, floor: 1 });
  let nowMs = 0;
  const step = () => {
    nowMs += TICK_MS;
    if (nowMs >= lift.wakeAtMs) tickLift(lift, nowMs, random);
  };
  return {
    lift,
    now: () => nowMs,
    run(seconds: number) {
      for (let done = 0; done < seconds * 1_000; done += TICK_MS) step();
    },
    /** Steps until it is so; returns the seconds it took. */
    until(isSo: (lift: Lift) => boolean, withinS = 120): number {
      const fromMs = nowMs;
      while (!isSo(lift)) {
        if (nowMs - fromMs > withinS * 1_000) throw new Error(`still ${lift.phase}`);
        step();
      }
      return (nowMs - fromMs) / 1_000;
    },
  };
}

const ride = (from: number, to: number, passengers = 2) => ({
  from,
  to,
  passengers,
  calledAtMs: 0,
});
const isIn = (phase: Phase) => (lift: Lift) => lift.phase === phase;
const STOPS = { ...NO_LIFT_FAULTS, stopsBetweenFloors: true };
const STUCK_DOORS = { ...NO_LIFT_FAULTS, doorsStuckClosed: true };
const NO_FAULT = NO_LIFT_FAULTS;

test('an ordinary ride fetches people, carries them and ends empty with closed doors', () => {
  const { lift, until } = install();
  const runs = lift.runs;
  offerRide(lift, ride(3, 8));
  until(isIn('travelling'));
  expect(lift).toMatchObject({ passengers: 2, floor: 3, doors: { state: 'closed' } });
  until(isIn('alighting'));
  expect(lift).toMatchObject({ floor: 8, speedMs: 0, presence: { sees: true } });
  until(isIn('parked'));
  expect(lift).toMatchObject({ passengers: 0, presence: { sees: false } });
  expect(lift.runs - runs).toBe(2);
});

test('after a ride the doors stay open for at least 10 s over an empty car', () => {
  const { lift, until } = install();
  offerRide(lift, ride(3, 8));
  until((l) => l.phase === 'alighting' && l.passengers === 0);
  expect(until((l) => l.doors.state !== 'open')).toBeGreaterThan(10);
});

test('an idle lift sleeps: nothing changes until it is called', () => {
  const { lift, run } = install();
  run(1);
  const { revision } = lift;
  run(3_600);
  expect(lift.revision).toBe(revision);
});

test('the doors never stand open off a landing, and the car never moves with open doors', () => {
  const { lift, run } = install();
  for (let trip = 0; trip < 12; trip++) offerRide(lift, ride(1, 2 + trip, 1));
  for (let tick = 0; tick < 6_000; tick++) {
    run(0.1);
    if (lift.doors.state === 'closed') continue;
    expect(lift.speedMs).toBe(0);
    expect(isInDoorZone(lift.shaft, lift.positionM)).toBe(true);
  }
});

test('a scripted ride starts within 5 s with its people inside', () => {
  const { lift, run } = install();
  stageRide(lift, ride(1, 12));
  run(5);
  expect(lift).toMatchObject({ phase: 'travelling', passengers: 2 });
  expect(lift.speedMs).toBeGreaterThan(0);
});

test('people who have waited three minutes take the stairs, scripted ones never do', () => {
  const { lift, run, until } = install();
  setMains(lift, false, 0);
  offerRide(lift, ride(3, 8, 1));
  demandRide(lift, ride(4, 9, 3));
  run(200);
  setMains(lift, true, 200_000);
  until(isIn('travelling'));
  expect(lift.ride).toMatchObject({ from: 4, passengers: 3 });
  until(isIn('parked'));
  expect(lift.queue).toEqual([]);
});

test('the stop fault leaves a moving car outside every door zone with its people', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const { lift, run, until } = install({ seed });
    stageRide(lift, ride(1, 12));
    run(4 + seed / 10);
    setLiftFaults(lift, STOPS, 0);
    const seconds = until((l) => l.phase === 'stranded' && l.speedMs === 0);
    expect(seconds, `seed ${seed}`).toBeLessThan(3);
    expect(isInDoorZone(lift.shaft, lift.positionM), `seed ${seed}`).toBe(false);
    run(600);
    expect(lift).toMatchObject({ phase: 'stranded', passengers: 2, doors: { state: 'closed' } });
  }
});

test('an idle lift with a stop fault is called at once and strands within 30 s', () => {
  const { lift, run, until } = install();
  run(60);
  setLiftFaults(lift, STOPS, 60_000);
  expect(until((l) => l.phase === 'stranded')).toBeLessThan(30);
  expect(lift.passengers).toBeGreaterThan(0);
});

test('after the reset the stranded car levels, opens and lets everybody out', () => {
  const { lift, now, run, until } = install();
  stageRide(lift, ride(1, 12));
  run(6);
  setLiftFaults(lift, STOPS, now());
  until(isIn('stranded'));
  run(60);
  setLiftFaults(lift, NO_FAULT, now());
  until(isIn('alighting'), 30);
  expect(isInDoorZone(lift.shaft, lift.positionM)).toBe(true);
  until(isIn('parked'));
  expect(lift.passengers).toBe(0);
});

test('stuck doors keep people in a level car until the fault is ended', () => {
  const { lift, now, run, until } = install();
  setLiftFaults(lift, STUCK_DOORS, 0);
  stageRide(lift, ride(1, 3));
  until(isIn('stranded'));
  run(300);
  expect(lift).toMatchObject({ floor: 3, passengers: 2, doors: { state: 'closed' } });
  expect(lift.positionM).toBe(6);
  setLiftFaults(lift, NO_FAULT, now());
  until(isIn('parked'));
  expect(lift.passengers).toBe(0);
});

test('lost power drops the brake where the car is, and only people at a landing get out', () => {
  const { lift, now, run } = install();
  stageRide(lift, ride(1, 12));
  run(6);
  setMains(lift, false, now());
  run(2);
  expect(lift).toMatchObject({ speedMs: 0, passengers: 2, phase: 'stranded' });
  const { positionM } = lift;
  run(3_600);
  expect(lift.positionM).toBe(positionM);
});

test('people boarding when the power goes walk out through the open doors', () => {
  const { lift, now, run, until } = install();
  offerRide(lift, ride(3, 8, 3));
  until((l) => l.passengers === 2);
  setMains(lift, false, now());
  run(5);
  expect(lift).toMatchObject({ passengers: 0, phase: 'stranded' });
  expect(lift.doors.state).toBe('open');
});

test('when power returns the controller waits 10 s, levels at 0.3 m/s and opens', () => {
  const { lift, now, run, until } = install();
  stageRide(lift, ride(1, 12));
  run(6);
  setMains(lift, false, now());
  run(60);
  setMains(lift, true, now());
  expect(until((l) => l.speedMs !== 0)).toBeGreaterThanOrEqual(10);
  let fastestMs = 0;
  until((l) => {
    fastestMs = Math.max(fastestMs, Math.abs(l.speedMs));
    return l.phase === 'parked';
  });
  expect(fastestMs).toBeCloseTo(0.3, 5);
  expect(lift.passengers).toBe(0);
});

test('a lift with a rescue device brings people to a landing without mains', () => {
  const { lift, now, run, until } = install({ hasRescueDevice: true });
  stageRide(lift, ride(1, 12));
  run(6);
  setMains(lift, false, now());
  const seconds = until((l) => l.phase === 'parked');
  expect(lift).toMatchObject({ passengers: 0, hasMains: false });
  expect(seconds).toBeGreaterThan(20);
  expect(seconds).toBeLessThan(90);
});

test('a technician winds the car by hand, and it stays out of service until the reset', () => {
  const { lift, now, run, until } = install();
  stageRide(lift, ride(1, 12));
  run(6);
  setLiftFaults(lift, STOPS, now());
  until((l) => l.phase === 'stranded' && l.speedMs === 0);
  releasePeople(lift);
  until((l) => l.passengers === 0, 60);
  expect(lift.doors.state).toBe('open');
  expect(isInDoorZone(lift.shaft, lift.positionM)).toBe(true);
  until(isIn('stranded'));
  offerRide(lift, ride(1, 5));
  run(120);
  expect(lift.phase).toBe('stranded');
  setLiftFaults(lift, NO_FAULT, now());
  run(120);
  expect(lift.phase).not.toBe('stranded');
});

test('winding a lift that nothing holds does nothing', () => {
  const { lift } = install();
  releasePeople(lift);
  expect(lift.phase).toBe('parked');
});

test('in inspection a technician stands in the car between two floors', () => {
  const { lift, run, until } = install();
  setInspection(lift, true);
  run(30);
  expect(lift).toMatchObject({ isInInspection: true, workers: 1, speedMs: 0 });
  expect(isInDoorZone(lift.shaft, lift.positionM)).toBe(false);
  offerRide(lift, ride(1, 5));
  run(60);
  expect(lift.passengers).toBe(0);
  setInspection(lift, false);
  until((l) => l.phase === 'parked');
  expect(lift).toMatchObject({ isInInspection: false, workers: 0 });
});

test('inspection of a stranded car is shown at once', () => {
  const { lift, now, run, until } = install();
  stageRide(lift, ride(1, 12));
  run(6);
  setLiftFaults(lift, STOPS, now());
  until((l) => l.phase === 'stranded' && l.speedMs === 0);
  setInspection(lift, true);
  run(0.2);
  expect(lift).toMatchObject({ isInInspection: true, passengers: 2 });
});

test('the alarm button is on as long as it is pressed', () => {
  const { lift, run } = install();
  pressAlarm(lift, 2_000);
  run(1.9);
  expect(lift.alarmButton).toBe(true);
  run(0.1);
  expect(lift.alarmButton).toBe(false);
});
