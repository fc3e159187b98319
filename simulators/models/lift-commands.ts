/** What the world does to a lift: power, calls, faults, a hand on a button, a technician. */
import { type Lift, type LiftFaults, type Ride, strikesOnARide } from './lift.ts';
import { RESCUE_DELAY_MS } from './lift-operation.ts';
import { heightOf, STOREY_M } from './shaft.ts';

/** People waiting for one lift; whoever finds more before him takes the stairs. */
const QUEUE_LIMIT = 6;
/** A controller starts again this long after power has returned, ms. */
const RESTART_MS = 10_000;
/** After a technician's reset, ms. */
const RESET_MS = 5_000;

/** The brake drops wherever the car happens to be, and the doors stay as they are. */
export function setMains(lift: Lift, hasMains: boolean, nowMs: number): void {
  if (lift.hasMains === hasMains) return;
  lift.hasMains = hasMains;
  lift.readyAtMs = nowMs + (hasMains ? RESTART_MS : RESCUE_DELAY_MS);
  lift.isOnRescueDevice = false;
  if (lift.phase !== 'parked' && lift.phase !== 'winding') {
    lift.phase = 'stranded';
    lift.dwellUntilMs = nowMs;
  }
  wake(lift);
}

/** Of the day's traffic: given up where too many wait already. */
export function offerRide(lift: Lift, ride: Ride): void {
  if (lift.queue.length >= QUEUE_LIMIT) return;
  lift.queue.push(ride);
  wake(lift);
}

/** A scripted ride goes before the day's traffic. */
export function demandRide(lift: Lift, ride: Ride): void {
  const place = lift.queue.findIndex((other) => !other.isScripted);
  lift.queue.splice(place < 0 ? lift.queue.length : place, 0, { ...ride, isScripted: true });
  wake(lift);
}

export function isIdle(lift: Lift): boolean {
  return lift.phase === 'parked' && lift.hasMains && !lift.isInspectionWanted;
}

/**
 * Sets the stage: the people are in the car, its doors about to close. How the idle car came to
 * their floor is left out.
 */
export function stageRide(lift: Lift, ride: Ride): void {
  lift.floorsRun += Math.abs(heightOf(ride.from) - lift.positionM) / STOREY_M;
  lift.positionM = heightOf(ride.from);
  lift.floor = ride.from;
  lift.passengers = ride.passengers;
  lift.doors = { state: 'open', toGoMs: 0, cycles: lift.doors.cycles + 1 };
  lift.ride = { ...ride, isScripted: true };
  lift.phase = 'boarding';
  lift.dwellUntilMs = 0;
  wake(lift);
}

/** Ending the last fault is the technician's reset: the car levels and lets people out. */
export function setLiftFaults(lift: Lift, faults: LiftFaults, nowMs: number): void {
  if (faults.buttonSticks) pressAlarm(lift, Infinity);
  else if (lift.faults.buttonSticks) lift.alarmUntilMs = nowMs;
  lift.faults = faults;
  if (lift.isStruck && !strikesOnARide(faults)) {
    lift.isStruck = false;
    lift.readyAtMs = Math.max(lift.readyAtMs, nowMs + RESET_MS);
  }
  wake(lift);
}

export function setInspection(lift: Lift, isWanted: boolean): void {
  lift.isInspectionWanted = isWanted;
  wake(lift);
}

export function pressAlarm(lift: Lift, untilMs: number): void {
  lift.alarmButton = true;
  lift.alarmUntilMs = untilMs;
  wake(lift);
}

/** A technician winds a stranded car to the nearest landing and opens by hand. Else nothing. */
export function releasePeople(lift: Lift): void {
  if (lift.phase !== 'stranded') return;
  lift.phase = 'winding';
  wake(lift);
}

function wake(lift: Lift): void {
  lift.wakeAtMs = 0;
  lift.revision += 1;
}
