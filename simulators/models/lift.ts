/**
 * A lift: its car in the shaft, its doors, who is in it, and what holds it. This file is the state
 * and how it begins; `lift-operation.ts` moves it, `lift-commands.ts` is what the world does to it.
 */
import { createDoors, type Doors } from './doors.ts';
import type { Motion } from './drive.ts';
import { createPresence, type Presence } from './presence.ts';
import type { Random } from './random.ts';
import { heightOf, type Shaft } from './shaft.ts';

export interface Ride {
  from: number;
  to: number;
  passengers: number;
  calledAtMs: number;
  /** Asked for by a script: goes before the day's traffic and is never given up. */
  isScripted?: boolean;
}

/**
 * `winding`: a technician moves the car by hand; `stranded`: at rest until power, a reset or a
 * technician comes; `levelling`: crawling to the nearest landing to let people out.
 */
export type Phase =
  | 'parked'
  | 'to-call'
  | 'boarding'
  | 'travelling'
  | 'alighting'
  | 'stranded'
  | 'levelling'
  | 'inspection'
  | 'winding';

/** What a lift's controller says that it is doing. */
export const CONTROLLER_MODES = [
  'stopped',
  'normal',
  'inspection',
  'fire-return',
  'firefighter',
  'emergency-power',
  'earthquake',
  'unknown',
] as const;
export type ControllerMode = (typeof CONTROLLER_MODES)[number];

/** What a fault does to a lift, until it is ended. */
export interface LiftFaults {
  stopsBetweenFloors: boolean;
  doorsStuckClosed: boolean;
  /** Faster than rated until the governor trips. */
  overspeeds: boolean;
  /** Past its last landing at the end of the next ride. */
  runsPast: 'top' | 'bottom' | undefined;
  buttonSticks: boolean;
  /** What the controller says while the fault lasts. */
  mode: ControllerMode | undefined;
}

export const NO_LIFT_FAULTS: LiftFaults = {
  stopsBetweenFloors: false,
  doorsStuckClosed: false,
  overspeeds: false,
  runsPast: undefined,
  buttonSticks: false,
  mode: undefined,
};

/** Those that take hold of the car on a ride. */
export function strikesOnARide(faults: LiftFaults): boolean {
  const { stopsBetweenFloors, doorsStuckClosed, overspeeds, runsPast } = faults;
  return stopsBetweenFloors || doorsStuckClosed || overspeeds || runsPast !== undefined;
}

export interface Lift extends Motion {
  readonly id: string;
  readonly shaft: Shaft;
  /** Drives to a landing by itself on power loss (attribute `rescueFitted`). */
  readonly hasRescueDevice: boolean;
  phase: Phase;
  /** The painted floor whose landing is nearest. */
  floor: number;
  doors: Doors;
  presence: Presence;
  passengers: number;
  /** Technicians in the car. */
  workers: number;
  ride: Ride | undefined;
  /** Rides not yet served, at most `QUEUE_LIMIT` of the day's traffic. */
  queue: Ride[];
  hasMains: boolean;
  /** The rescue device drives the car now. */
  isOnRescueDevice: boolean;
  faults: LiftFaults;
  /** A fault has taken hold of the car; it stays so until every fault is ended. */
  isStruck: boolean;
  isInspectionWanted: boolean;
  isInInspection: boolean;
  alarmButton: boolean;
  alarmUntilMs: number;
  /** What the phase waits for: doors held, a passenger's step. */
  dwellUntilMs: number;
  /** The controller is ready again after a reset or the return of power. */
  readyAtMs: number;
  inspectionTargetM: number;
  runs: number;
  floorsRun: number;
  /** Nothing can change before this moment; a sleeping lift costs nothing. */
  wakeAtMs: number;
  /** Grows with every step; equal revisions mean that nothing at all has changed. */
  revision: number;
}

export interface LiftOptions {
  id: string;
  shaft: Shaft;
  hasRescueDevice: boolean;
}

/** An idle lift at a landing by chance, with counters as after some years of service. */
export function createLift({ id, shaft, hasRescueDevice }: LiftOptions, random: Random): Lift {
  const floor = random.pick(shaft.floors);
  const runs = random.whole(100_000, 400_000);
  return {
    id,
    shaft,
    hasRescueDevice,
    positionM: heightOf(floor),
    speedMs: 0,
    phase: 'parked',
    floor,
    doors: createDoors(runs + random.whole(0, 5_000)),
    presence: createPresence(),
    passengers: 0,
    workers: 0,
    ride: undefined,
    queue: [],
    hasMains: true,
    isOnRescueDevice: false,
    faults: NO_LIFT_FAULTS,
    isStruck: false,
    isInspectionWanted: false,
    isInInspection: false,
    alarmButton: false,
    alarmUntilMs: Infinity,
    dwellUntilMs: 0,
    readyAtMs: 0,
    inspectionTargetM: 0,
    runs,
    floorsRun: runs * 6,
    wakeAtMs: 0,
    revision: 0,
  };
}

export function peopleIn(lift: Lift): number {
  return lift.passengers + lift.workers;
}

/** What the lift takes from its feeder, W: drive, or light, fan and controller alone. */
export function liftPowerW(lift: Lift): number {
  if (!lift.hasMains) return 0;
  return lift.speedMs === 0 ? 400 : 8_000;
}
