/** A room's air: warm enough all year, until a window is left open in a frost. */

/** A pump room in winter, °C. */
const USUAL_C = 14;
/** Where a frosty night takes it, °C. */
const FROST_C = -3;
/** A room follows the air outside with this time constant, minutes. */
const FOLLOWS_IN_MIN = 40;

export interface Climate {
  readonly id: string;
  isFreezing: boolean;
  temperature: number;
  humidity: number;
  revision: number;
}

export function createClimate(id: string): Climate {
  return { id, isFreezing: false, temperature: USUAL_C, humidity: 55, revision: 0 };
}

/** A sensor reports at once when the room has moved by half a degree. */
export function advanceClimate(climate: Climate, elapsedMs: number): void {
  const target = climate.isFreezing ? FROST_C : USUAL_C;
  const share = elapsedMs / (FOLLOWS_IN_MIN * 60_000);
  const before = Math.round(climate.temperature * 2);
  climate.temperature += (target - climate.temperature) * share;
  if (Math.round(climate.temperature * 2) !== before) climate.revision += 1;
}
