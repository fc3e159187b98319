/** Does this building have what a fault or an action names? Answers in words for who wrote it. */
import type { Action } from './action.ts';
import type { Building } from './building.ts';
import type { WorldFault } from './fault.ts';

/** Undefined where all is well. */
export function checkWorldFault(building: Building, fault: WorldFault): string | undefined {
  if ('lift' in fault) return checkName('lift', fault.lift, building.lifts);
  if ('breaker' in fault) return checkName('breaker', fault.breaker, building.power.breakers);
  const { water } = building;
  if ('area' in fault) return checkName('area', fault.area, water.pools);
  if ('leak' in fault) return checkName('leak sensor', fault.leak, water.leakSensors);
  if ('sump' in fault) return checkName('sump', fault.sump, water.sumps);
  return undefined;
}

export function checkAction(building: Building, action: Action): string | undefined {
  if ('travel' in action) return checkTravel(building, action);
  if ('person' in action) return checkName('lift', action.person.in, building.lifts);
  if ('lift' in action) return checkName('lift', action.lift, building.lifts);
  if ('breaker' in action) return checkName('breaker', action.breaker, building.power.breakers);
  if ('area' in action) return checkName('area', action.area, building.water.pools);
  if ('valve' in action) return checkName('valve', action.valve, building.water.valves);
  return undefined;
}

function checkTravel(
  building: Building,
  { lift: id, travel }: Extract<Action, { travel: unknown }>,
): string | undefined {
  const lift = building.lifts.get(id);
  if (!lift) return checkName('lift', id, building.lifts);
  const { floors } = lift.shaft;
  const missing = [travel.from, travel.to].find((floor) => !floors.includes(floor));
  if (missing === undefined) return undefined;
  return `lift ${id}: no landing ${missing}; choose one of ${floors.join(', ')}`;
}

export function checkName(
  kind: string,
  name: string,
  known: ReadonlyMap<string, unknown>,
): string | undefined {
  if (known.has(name)) return undefined;
  const names = [...known.keys()];
  const choice = names.length > 0 ? `choose one of ${names.join(', ')}` : 'the site has none';
  return `${name}: no such ${kind}; ${choice}`;
}
