/**
 * How a lift works from tick to tick: it serves one ride after the other, stops where a fault or
 * lost power catches it, and finds its way back to a landing.
 */

import { closeDoors, moveDoors, OPENING_MS, openDoors } from './doors.ts';
import {
  brake,
  CRAWL_SPEED_MS,
  driveTowards,
  GOVERNOR_SPEED_MS,
  RATED_SPEED_MS,
  restingPointM,
} from './drive.ts';
import { type Lift, type Phase, peopleIn, type Ride, strikesOnARide } from './lift.ts';
import { watchPresence } from './presence.ts';
import type { Random } from './random.ts';
import { DOOR_ZONE_M, heightOf, isInDoorZone, nearestFloor, offLevelM, STOREY_M } from './shaft.ts';

/** Step of the simulation, ms. */
export const TICK_MS = 100;
const TICK_S = TICK_MS / 1_000;

/** One person's step over the sill, ms. */
const STEP_MS = 1_000;
/** Doors stay open this long after the last passenger has boarded, ms. */
const BOARDED_HOLD_MS = 4_000;
/** Doors stay open this long after the last has left, ms: long enough to see an empty car. */
const LEFT_HOLD_MS = 15_000;
/** A person who waits longer than this takes the stairs, ms. */
const PATIENCE_MS = 180_000;
/** A fault stops the car at least this far outside every door zone, m. */
const CLEAR_OF_ZONE_M = 0.3;
/** How far a car runs past its last landing, m. */
const BEYOND_M = 0.6;
/** A drive that has lost control of its speed, m/s. */
const RUNAWAY_SPEED_MS = 2.5;
/** The rescue device starts this long after the power has gone, ms. */
export const RESCUE_DELAY_MS = 15_000;
/** Winding by hand, and the speed of a rescue device, m/s. */
const HAND_SPEED_MS = 0.1;

/** Each phase does one step and says when it wants the next; 0: with the next tick. */
type Step = (lift: Lift, nowMs: number, random: Random) => number;

export function tickLift(lift: Lift, nowMs: number, random: Random): void {
  const wakeAtMs = STEPS[lift.phase](lift, nowMs, random);
  if (lift.hasMains || lift.isOnRescueDevice) moveDoors(lift.doors, TICK_MS);
  const floor = lift.speedMs === 0 ? lift.floor : nearestFloor(lift.shaft, lift.positionM);
  if (floor !== lift.floor) lift.floorsRun += 1;
  lift.floor = floor;
  if (nowMs >= lift.alarmUntilMs) releaseAlarm(lift);
  const isLively = lift.speedMs !== 0 || lift.doors.state !== 'closed';
  watchPresence(lift.presence, { people: peopleIn(lift), isLively, nowMs }, random);
  lift.wakeAtMs = Math.min(wakeAtMs, lift.presence.windowEndsMs, lift.alarmUntilMs);
  lift.revision += 1;
}

const STEPS: Record<Phase, Step> = {
  parked: (lift, nowMs, random) => {
    if (!lift.hasMains) return Infinity;
    if (nowMs < lift.readyAtMs) return lift.readyAtMs;
    if (lift.isInspectionWanted) return beginInspection(lift);
    lift.queue = lift.queue.filter((r) => r.isScripted || nowMs - r.calledAtMs < PATIENCE_MS);
    lift.ride = lift.queue.shift() ?? rideForFault(lift, nowMs, random);
    if (!lift.ride) return Infinity;
    if (lift.positionM !== heightOf(lift.ride.from)) lift.runs += 1;
    return enter(lift, 'to-call');
  },

  'to-call': (lift) => {
    if (!driveTowards(lift, heightOf(lift.ride!.from), RATED_SPEED_MS, TICK_S)) return 0;
    openDoors(lift.doors);
    lift.dwellUntilMs = 0;
    return enter(lift, 'boarding');
  },

  boarding: (lift, nowMs) => {
    const wanted = lift.ride!.passengers;
    if (lift.doors.state === 'closed') {
      lift.runs += 1;
      return enter(lift, 'travelling');
    }
    if (lift.doors.state !== 'open' || nowMs < lift.dwellUntilMs) return 0;
    if (lift.passengers < wanted) {
      lift.passengers += 1;
      lift.dwellUntilMs = nowMs + (lift.passengers < wanted ? STEP_MS : BOARDED_HOLD_MS);
    } else closeDoors(lift.doors);
    return 0;
  },

  travelling: (lift, nowMs) => {
    const { stopsBetweenFloors, overspeeds, runsPast } = lift.faults;
    const hasTripped = overspeeds && Math.abs(lift.speedMs) >= GOVERNOR_SPEED_MS;
    if ((stopsBetweenFloors || hasTripped) && wouldRestOffZone(lift)) return strike(lift);
    const limitMs = overspeeds ? RUNAWAY_SPEED_MS : RATED_SPEED_MS;
    const targetM = runsPast ? beyondM(lift, runsPast) : heightOf(lift.ride!.to);
    if (!driveTowards(lift, targetM, limitMs, TICK_S)) return 0;
    return runsPast ? strike(lift) : arrive(lift, nowMs);
  },

  alighting: (lift, nowMs) => {
    if (lift.doors.state === 'closed') {
      lift.isOnRescueDevice = false;
      return enter(lift, 'parked');
    }
    if (lift.doors.state !== 'open' || nowMs < lift.dwellUntilMs) return 0;
    if (letOneOut(lift, nowMs, STEP_MS)) return 0;
    closeDoors(lift.doors);
    return 0;
  },

  stranded: (lift, nowMs) => {
    if (!brake(lift, TICK_S)) return 0;
    lift.isInInspection = lift.isInspectionWanted;
    if (lift.doors.state !== 'closed' && isInDoorZone(lift.shaft, lift.positionM)) {
      if (nowMs < lift.dwellUntilMs || letOneOut(lift, nowMs, STEP_MS)) return 0;
    }
    if (!lift.hasMains && !lift.hasRescueDevice) return Infinity;
    if (lift.isStruck) return Infinity;
    if (nowMs < lift.readyAtMs) return lift.readyAtMs;
    lift.isOnRescueDevice = !lift.hasMains;
    if (lift.isInspectionWanted && lift.passengers === 0) return beginInspection(lift);
    return enter(lift, 'levelling');
  },

  levelling: (lift, nowMs) => {
    const limitMs = lift.isOnRescueDevice ? HAND_SPEED_MS : CRAWL_SPEED_MS;
    const landingM = heightOf(nearestFloor(lift.shaft, lift.positionM));
    if (!driveTowards(lift, landingM, limitMs, TICK_S)) return 0;
    lift.isInInspection = lift.isInspectionWanted;
    return arrive(lift, nowMs);
  },

  inspection: (lift) => {
    if (!lift.isInspectionWanted) return enter(lift, 'levelling');
    const isThere = driveTowards(lift, lift.inspectionTargetM, CRAWL_SPEED_MS, TICK_S);
    return isThere ? Infinity : 0;
  },

  winding: (lift, nowMs) => {
    const landingM = heightOf(nearestFloor(lift.shaft, lift.positionM));
    if (lift.doors.state === 'closed') {
      if (!driveTowards(lift, landingM, HAND_SPEED_MS, TICK_S)) return 0;
      lift.doors = { state: 'open', toGoMs: 0, cycles: lift.doors.cycles + 1 };
      lift.dwellUntilMs = nowMs + (peopleIn(lift) > 0 ? STEP_MS : LEFT_HOLD_MS);
      return 0;
    }
    if (nowMs < lift.dwellUntilMs || letOneOut(lift, nowMs, 2 * STEP_MS)) return 0;
    lift.doors = { ...lift.doors, state: 'closed', toGoMs: 0 };
    return enter(lift, lift.isStruck ? 'stranded' : 'parked');
  },
};

function enter(lift: Lift, phase: Phase): number {
  if (phase === 'parked') lift.ride = undefined;
  lift.phase = phase;
  return 0;
}

function strike(lift: Lift): number {
  lift.isStruck = true;
  return enter(lift, 'stranded');
}

/** At a landing: the doors open, unless they are stuck with people behind them. */
function arrive(lift: Lift, nowMs: number): number {
  if (lift.faults.doorsStuckClosed) return strike(lift);
  openDoors(lift.doors);
  lift.dwellUntilMs = nowMs + OPENING_MS + (peopleIn(lift) > 0 ? 0 : LEFT_HOLD_MS);
  return enter(lift, 'alighting');
}

/** Returns false once nobody is left. After the last one the doors are held open. */
function letOneOut(lift: Lift, nowMs: number, stepMs: number): boolean {
  if (peopleIn(lift) === 0) return false;
  if (lift.passengers > 0) lift.passengers -= 1;
  else lift.workers -= 1;
  lift.dwellUntilMs = nowMs + (peopleIn(lift) > 0 ? stepMs : LEFT_HOLD_MS);
  return true;
}

/** A fault that waits for a ride does not wait for the day's traffic: somebody calls the lift. */
function rideForFault(lift: Lift, nowMs: number, random: Random): Ride | undefined {
  if (!strikesOnARide(lift.faults)) return undefined;
  const others = lift.shaft.floors.filter((floor) => floor !== lift.floor);
  const to = random.pick(others);
  return { from: lift.floor, to, passengers: random.whole(1, 3), calledAtMs: nowMs };
}

/** On the buffer's side of the last landing. */
function beyondM({ shaft }: Lift, end: 'top' | 'bottom'): number {
  if (end === 'top') return heightOf(shaft.floors.at(-1)!) + BEYOND_M;
  return heightOf(shaft.floors[0]!) - BEYOND_M;
}

function wouldRestOffZone(lift: Lift): boolean {
  return offLevelM(lift.shaft, restingPointM(lift)) > DOOR_ZONE_M + CLEAR_OF_ZONE_M;
}

/** The technician drives between two floors, as for work on a landing door. */
function beginInspection(lift: Lift): number {
  if (lift.workers === 0) {
    const isTop = lift.floor === lift.shaft.floors.at(-1);
    lift.inspectionTargetM = heightOf(lift.floor) + (isTop ? -STOREY_M : STOREY_M) / 2;
    lift.workers = 1;
    lift.runs += 1;
  }
  lift.isInInspection = true;
  return enter(lift, 'inspection');
}

function releaseAlarm(lift: Lift): void {
  lift.alarmButton = false;
  lift.alarmUntilMs = Infinity;
}
