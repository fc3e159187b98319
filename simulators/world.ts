/**
 * How faults of the world and actions of people reach the building's physics. Ending a fault undoes
 * its cause: the technician resets the lift, the pipe is shut, the breaker is closed again.
 */
import type { Action } from './action.ts';
import type { Building } from './building.ts';
import type { WorldFault } from './fault.ts';
import {
  demandRide,
  isIdle,
  pressAlarm,
  releasePeople,
  setInspection,
  setLiftFaults,
  stageRide,
} from './models/lift-commands.ts';
import { setBreaker } from './models/power-tree.ts';

/** A button that is pressed, not held. Two polls of 1 s see it. */
const PRESS_MS = 2_000;

/** Brings the building into the state that these faults cause. `changed` has begun or ended. */
export function applyFaults(
  building: Building,
  active: readonly WorldFault[],
  changed: WorldFault,
): void {
  const isStill = active.some((fault) => causeOf(fault) === causeOf(changed));
  if ('mains' in changed) building.setUtility(!isStill);
  else if ('area' in changed) building.water.setBurst(changed.area, isStill);
  else if ('leak' in changed) applyToLeakSensor(building, active, changed.leak);
  else if ('sump' in changed) applyToSump(building, active, changed.sump);
  else if ('breaker' in changed) {
    throwBreaker(building, changed.breaker, isStill ? 'tripped' : 'closed');
  } else applyLiftFaults(building, active, changed.lift);
}

function applyLiftFaults(building: Building, active: readonly WorldFault[], id: string): void {
  const lift = building.lifts.get(id)!;
  const has = (verb: string) =>
    active.some((fault) => 'lift' in fault && fault.lift === id && verb in fault);
  const faults = { stopsBetweenFloors: has('stops'), doorsStuckClosed: has('doors') };
  setLiftFaults(lift, faults, building.nowMs);
  setInspection(lift, has('inspection'));
}

function applyToLeakSensor(building: Building, active: readonly WorldFault[], id: string): void {
  const sensor = building.water.leakSensors.get(id)!;
  const faults = active.filter((fault) => 'leak' in fault && fault.leak === id);
  sensor.faults = Object.assign({}, ...faults);
  sensor.revision += 1;
}

function applyToSump(building: Building, active: readonly WorldFault[], id: string): void {
  const sump = building.water.sumps.get(id)!;
  const faults = active.filter((fault) => 'sump' in fault && fault.sump === id);
  sump.faults = Object.assign({}, ...faults);
  sump.revision += 1;
}

/** Two mains faults are one dead supply: it returns when both are ended. */
function causeOf(fault: WorldFault): string {
  if ('mains' in fault) return 'mains';
  if ('area' in fault) return `area ${fault.area}`;
  if ('leak' in fault) return `leak ${fault.leak}`;
  if ('sump' in fault) return `sump ${fault.sump}`;
  return 'breaker' in fault ? `breaker ${fault.breaker}` : `lift ${fault.lift}`;
}

function throwBreaker(building: Building, id: string, to: 'open' | 'closed' | 'tripped'): void {
  setBreaker(building.power.breakers.get(id)!, to);
  building.settlePower();
}

/** The faults that an action ends by undoing their cause. */
export function endsFault(action: Action, fault: WorldFault): boolean {
  if ('mains' in action) return 'mains' in fault;
  if ('dried' in action) return 'area' in fault && fault.area === action.area;
  return (
    'breaker' in action &&
    'closes' in action &&
    'breaker' in fault &&
    fault.breaker === action.breaker
  );
}

export function act(building: Building, action: Action): void {
  if ('travel' in action) travel(building, action);
  else if ('person' in action) press(building, action);
  else if ('released' in action) releasePeople(building.lifts.get(action.lift)!);
  else if ('dried' in action) building.water.dry(action.area, building.nowMs);
  else if ('mopped' in action) building.water.mop(action.area, building.nowMs);
  else if ('valve' in action) {
    building.water.turnValve(action.valve, 'closes' in action, building.nowMs);
  } else if ('closes' in action) throwBreaker(building, action.breaker, 'closed');
  else if ('opens' in action) throwBreaker(building, action.breaker, 'open');
  // The supply is back once every mains fault is ended (`endsFault`).
  else action.mains satisfies 'returns';
}

function press(building: Building, { person }: Extract<Action, { person: unknown }>): void {
  pressAlarm(building.lifts.get(person.in)!, building.nowMs + (person.for ?? PRESS_MS));
}

/** An idle car is staged, so that a script's times hold; a busy one comes as soon as it can. */
function travel(building: Building, action: Extract<Action, { travel: unknown }>): void {
  const lift = building.lifts.get(action.lift)!;
  const { from, to } = action.travel;
  const ride = { from, to, passengers: action.passengers, calledAtMs: building.nowMs };
  if (isIdle(lift)) stageRide(lift, ride);
  else demandRide(lift, ride);
}
