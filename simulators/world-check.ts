/** Does this building have what a fault or an action names? Answers in words for who wrote it. */
import type { Action } from './action.ts';
import type { Building } from './building.ts';
import type { WorldFault } from './fault.ts';

/** Undefined where all is well. */
export function checkWorldFault(building: Building, fault: WorldFault): string | undefined {
  if ('mains' in fault) return undefined;
  const [name, parts] = PARTS.find(([key]) => key in fault)!;
  const id = (fault as unknown as Record<string, string>)[name]!;
  return checkName(WORDS[name] ?? name, id, parts(building));
}

/** Which parts of the building a fault's key names. */
const PARTS: readonly (readonly [string, (building: Building) => ReadonlyMap<string, unknown>])[] =
  [
    ['area', ({ water }) => water.pools],
    ['lift', ({ lifts }) => lifts],
    ['breaker', ({ power }) => power.breakers],
    ['leak', ({ water }) => water.leakSensors],
    ['sump', ({ water }) => water.sumps],
    ['tank', ({ water }) => water.tanks],
    ['pump', ({ water }) => water.boosters],
    ['contact', ({ contacts }) => contacts],
    ['room', ({ climates }) => climates],
    ['generator', ({ power }) => power.generators],
    ['transferSwitch', ({ power }) => power.transferSwitches],
    ['tie', ({ power }) => power.ties],
    ['incomer', ({ power }) => power.meters],
  ];
const WORDS: Record<string, string> = {
  leak: 'leak sensor',
  transferSwitch: 'transfer switch',
  tie: 'bus tie',
};

export function checkAction(building: Building, action: Action): string | undefined {
  if ('travel' in action) return checkTravel(building, action);
  if ('person' in action) return checkName('lift', action.person.in, building.lifts);
  if ('lift' in action) return checkName('lift', action.lift, building.lifts);
  if ('breaker' in action) return checkName('breaker', action.breaker, building.power.breakers);
  if ('area' in action) return checkName('area', action.area, building.water.pools);
  if ('valve' in action) return checkName('valve', action.valve, building.water.valves);
  const { generators, transferSwitches, ties } = building.power;
  if ('tie' in action) return checkName('bus tie', action.tie, ties);
  if ('generator' in action) return checkName('generator', action.generator, generators);
  if ('transferSwitch' in action) {
    return checkName('transfer switch', action.transferSwitch, transferSwitches);
  }
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
