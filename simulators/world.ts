/**
 * How faults of the world and actions of people reach the building's physics. Ending a fault undoes
 * its cause: the technician resets the lift, the pipe is shut, the breaker is closed again.
 */
import type { Action } from './action.ts';
import type { Building } from './building.ts';
import type { WorldFault } from './fault.ts';
import { callContact } from './models/contact.ts';
import {
  demandRide,
  isIdle,
  pressAlarm,
  releasePeople,
  setInspection,
  setLiftFaults,
  stageRide,
} from './models/lift-commands.ts';
import type { Utility } from './models/meter.ts';
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
  const { water, power } = building;
  if ('mains' in changed) building.setUtility(deliveredUnder(active));
  else if ('incomer' in changed) loseIncomers(building, active);
  else if ('tie' in changed) applyTo(power.ties, active, 'tie', changed.tie);
  else if ('area' in changed) water.setBurst(changed.area, isStill);
  else if ('breaker' in changed) {
    throwBreaker(building, changed.breaker, isStill ? 'tripped' : 'closed');
  } else if ('lift' in changed) applyLiftFaults(building, active, changed.lift);
  else if ('contact' in changed) callContact(building.contacts.get(changed.contact)!, isStill);
  else if ('room' in changed) building.climates.get(changed.room)!.isFreezing = isStill;
  else if ('leak' in changed) applyTo(water.leakSensors, active, 'leak', changed.leak);
  else if ('sump' in changed) applyTo(water.sumps, active, 'sump', changed.sump);
  else if ('tank' in changed) applyTo(water.tanks, active, 'tank', changed.tank);
  else if ('pump' in changed) applyTo(water.boosters, active, 'pump', changed.pump);
  else if ('generator' in changed) {
    applyTo(power.generators, active, 'generator', changed.generator);
  } else applyTo(power.transferSwitches, active, 'transferSwitch', changed.transferSwitch);
}

/** Of several faults of the utility the gravest counts. */
function deliveredUnder(active: readonly WorldFault[]): Utility {
  const has = (what: string) => active.some((fault) => 'mains' in fault && fault.mains === what);
  if (has('fails')) return 'dead';
  if (has('loses-phase')) return 'phase-lost';
  return has('loses-neutral') ? 'neutral-lost' : 'whole';
}

function loseIncomers(building: Building, active: readonly WorldFault[]): void {
  const lost = active.flatMap((fault) => ('incomer' in fault ? [fault.incomer] : []));
  building.power.loseIncomers(new Set(lost));
  building.settlePower();
}

function applyLiftFaults(building: Building, active: readonly WorldFault[], id: string): void {
  const lift = building.lifts.get(id)!;
  const own = Object.assign({}, ...active.filter((fault) => 'lift' in fault && fault.lift === id));
  const faults = {
    stopsBetweenFloors: 'stops' in own,
    doorsStuckClosed: 'doors' in own,
    overspeeds: 'overspeeds' in own,
    runsPast: own['runs-past'],
    buttonSticks: 'button' in own,
    mode: own.mode,
  };
  setLiftFaults(lift, faults, building.nowMs);
  setInspection(lift, 'inspection' in own);
}

/** Parts whose faults are the keys of the fault itself beside its name. */
function applyTo(
  parts: ReadonlyMap<string, { faults: object; revision: number }>,
  active: readonly WorldFault[],
  kind: string,
  id: string,
): void {
  const part = parts.get(id)!;
  const own = active.filter((fault) => (fault as Record<string, unknown>)[kind] === id);
  part.faults = Object.assign({}, ...own);
  part.revision += 1;
}

/** Two mains faults are one dead supply: it returns when both are ended. */
function causeOf(fault: WorldFault): string {
  if ('mains' in fault) return 'mains';
  if ('area' in fault) return `area ${fault.area}`;
  const [[kind, id]] = Object.entries(fault) as [[string, string]];
  return `${kind} ${id}`;
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
  else if ('mode' in action) turnSelector(building, action);
  // The supply is back once every mains fault is ended (`endsFault`).
  else action.mains satisfies 'returns';
}

function turnSelector({ power }: Building, action: Extract<Action, { mode: unknown }>): void {
  const part = selectorOf(power, action);
  part.mode = action.mode;
  part.revision += 1;
}

function selectorOf(
  { generators, transferSwitches, ties }: Building['power'],
  action: Extract<Action, { mode: unknown }>,
) {
  if ('generator' in action) return generators.get(action.generator)!;
  if ('tie' in action) return ties.get(action.tie)!;
  return transferSwitches.get(action.transferSwitch)!;
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
