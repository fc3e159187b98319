/**
 * A car-top monitoring box: sensors of its own on a lift that it never touches, with a battery, so
 * it goes on speaking in a power cut. 19 holding registers from 0x10 (`lifts.md` 1.4 A). Its fault
 * bits come after its own timers and go as soon as the condition ends: it latches nothing.
 */
import type { Lift } from '../models/lift.ts';
import { isInDoorZone, nearestFloor, overTravel, STOREY_M } from '../models/shaft.ts';
import { createModbusFace, type ModbusFace } from './modbus-face.ts';
import { put16, putUint32, type Table } from './register-table.ts';

const START = 0x10;
const REGISTERS = 19;

/** Factory settings, as the box itself reports them in its last registers (`lifts.md` 1.4 A). */
const TRAPPED_AT_LANDING_S = 90;
const TRAPPED_OFF_LANDING_S = 15;
const STOPPED_OFF_LANDING_S = 15;
const OPEN_OFF_LANDING_S = 2;
const DOORS_HELD_MIN = 1;
const RUN_LIMIT_MIN = 1;
const DOORS_CYCLING_COUNT = 20;
/** 115 % of the rated 1.75 m/s (EN 81-20 governor), in tenths. */
const OVERSPEED_TENTHS = 20;

const FAULTS = {
  trappedAtLanding: 0x001,
  trappedOffLanding: 0x002,
  openOffLanding: 0x004,
  overTravelTop: 0x008,
  overTravelBottom: 0x010,
  stoppedOffLanding: 0x020,
  openWhileMoving: 0x040,
  overspeed: 0x080,
  runTimeout: 0x100,
  doorsHeld: 0x400,
  noMains: 0x800,
} as const;
type Fault = keyof typeof FAULTS;

const STATES = {
  up: 0x01,
  down: 0x02,
  level: 0x04,
  /** The source does not say which sense; 1 = open here, as the profile says too. */
  doorOpen: 0x08,
  person: 0x10,
  inspection: 0x20,
  alarmKey: 0x40,
} as const;

/** How long a condition must last before its bit is set, s. */
const DELAYS_S: Record<Fault, number> = {
  trappedAtLanding: TRAPPED_AT_LANDING_S,
  trappedOffLanding: TRAPPED_OFF_LANDING_S,
  openOffLanding: OPEN_OFF_LANDING_S,
  stoppedOffLanding: STOPPED_OFF_LANDING_S,
  openWhileMoving: 0,
  overTravelTop: 0,
  overTravelBottom: 0,
  overspeed: 0,
  runTimeout: RUN_LIMIT_MIN * 60,
  doorsHeld: DOORS_HELD_MIN * 60,
  noMains: 0,
};

export function createLiftCarTopBox(lift: Lift): ModbusFace {
  const table: Table = { start: START, values: new Uint16Array(REGISTERS) };
  const timers = createTimers(lift);
  encodeSettings(table, lift);
  return createModbusFace({
    tables: { holdings: [table] },
    revision: () => lift.revision + timers.revision(),
    encode: () => encode(table, lift, timers.faultBits()),
    tick: timers.tick,
  });
}

function encode(table: Table, lift: Lift, faultBits: number): void {
  const isMoving = lift.speedMs !== 0;
  put16(table, START, faultBits);
  put16(table, START + 1, stateBits(lift) << 8);
  const floor = nearestFloor(lift.shaft, lift.positionM);
  const speedTenths = Math.round(Math.abs(lift.speedMs) * 10);
  put16(table, START + 2, ((floor & 0xff) << 8) | speedTenths);
  putUint32(table, START + 3, lift.doors.cycles);
  putUint32(table, START + 5, lift.floorsRun);
  // Accelerations on three axes, vibration on two, noise: what they are while moving or at rest.
  const motion = isMoving ? [2, 2, 5, 8, 8, 58] : [0, 0, 0, 1, 1, 42];
  for (const [index, value] of motion.entries()) put16(table, START + 7 + index, value);
}

function stateBits(lift: Lift): number {
  let bits = 0;
  if (lift.speedMs > 0) bits |= STATES.up;
  if (lift.speedMs < 0) bits |= STATES.down;
  if (isInDoorZone(lift.shaft, lift.positionM)) bits |= STATES.level;
  if (lift.doors.state !== 'closed') bits |= STATES.doorOpen;
  if (lift.presence.sees) bits |= STATES.person;
  if (lift.isInInspection) bits |= STATES.inspection;
  if (lift.alarmButton) bits |= STATES.alarmKey;
  return bits;
}

function encodeSettings(table: Table, { shaft }: Lift): void {
  const above = shaft.floors.filter((floor) => floor > 0).length;
  const below = shaft.floors.length - above;
  put16(table, START + 13, (above << 8) | below);
  put16(table, START + 14, ((shaft.floors[0]! & 0xff) << 8) | (STOREY_M * 10));
  put16(table, START + 15, OVERSPEED_TENTHS);
  put16(table, START + 16, (TRAPPED_AT_LANDING_S << 8) | TRAPPED_OFF_LANDING_S);
  put16(table, START + 17, (STOPPED_OFF_LANDING_S << 8) | RUN_LIMIT_MIN);
  put16(table, START + 18, (DOORS_HELD_MIN << 8) | DOORS_CYCLING_COUNT);
}

/** The conditions as the box's firmware sees them, without their delays. */
function conditions(lift: Lift): Record<Fault, boolean> {
  const isMoving = lift.speedMs !== 0;
  const isLevel = isInDoorZone(lift.shaft, lift.positionM);
  const isOpen = lift.doors.state !== 'closed';
  const { activations } = lift.presence;
  // "Faults are evaluated only when not under repair" (`lifts.md` 1.4 B).
  const isInService = !lift.isInInspection;
  const past = overTravel(lift.shaft, lift.positionM);
  return {
    overTravelTop: isInService && past === 'top',
    overTravelBottom: isInService && past === 'bottom',
    overspeed: isInService && Math.abs(lift.speedMs) * 10 >= OVERSPEED_TENTHS,
    trappedAtLanding: isInService && !isMoving && isLevel && !isOpen && activations > 3,
    trappedOffLanding: isInService && !isMoving && !isLevel && activations > 1,
    openOffLanding: isInService && isOpen && !isLevel,
    stoppedOffLanding: isInService && !isMoving && !isLevel,
    openWhileMoving: isInService && isOpen && isMoving,
    runTimeout: isInService && isMoving,
    doorsHeld: isInService && isOpen,
    noMains: !lift.hasMains,
  };
}

function createTimers(lift: Lift) {
  const sinceMs = new Map<Fault, number>();
  let bits = 0;
  let revision = 0;
  let seenRevision = -1;
  let isWaiting = false;
  const evaluate = (nowMs: number) => {
    let next = 0;
    isWaiting = false;
    const now = conditions(lift);
    for (const fault of Object.keys(FAULTS) as Fault[]) {
      if (!now[fault]) sinceMs.delete(fault);
      else if (!sinceMs.has(fault)) sinceMs.set(fault, nowMs);
      const since = sinceMs.get(fault);
      if (since === undefined) continue;
      if (nowMs - since >= DELAYS_S[fault] * 1_000) next |= FAULTS[fault];
      else isWaiting = true;
    }
    if (next !== bits) revision += 1;
    bits = next;
  };
  return {
    faultBits: () => bits,
    revision: () => revision,
    tick(nowMs: number) {
      if (lift.revision === seenRevision && !isWaiting) return;
      seenRevision = lift.revision;
      evaluate(nowMs);
    },
  };
}
