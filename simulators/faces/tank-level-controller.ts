/**
 * The generic input block of a tank, with a supply of its own. Its table is stated in
 * `devices/tank-level-controller.yaml`: contacts as discrete inputs 0-3, level and temperature as
 * input registers 0-2.
 */
import { isHighHigh, isLow, type Tank } from '../models/tank.ts';
import { createModbusFace, type ModbusFace } from './modbus-face.ts';
import { put16, type Table } from './register-table.ts';

/** Span of the level transmitter, m. */
const SPAN_M = 3;
const WATER_C = 15;

export function createTankLevelController(tank: Tank): ModbusFace {
  const discretes: Table = { start: 0, values: new Uint16Array(4) };
  const inputs: Table = { start: 0, values: new Uint16Array(3) };
  return createModbusFace({
    tables: { discretes: [discretes], inputs: [inputs] },
    revision: () => tank.revision,
    encode: () => {
      const contacts = [isLow(tank), isHighHigh(tank), tank.isOverflowing, tank.isInletOpen];
      for (const [index, isMade] of contacts.entries()) discretes.values[index] = isMade ? 1 : 0;
      put16(inputs, 0, tank.levelM * 1_000);
      put16(inputs, 1, Math.min(1_000, (tank.levelM / SPAN_M) * 1_000));
      put16(inputs, 2, WATER_C * 10);
    },
  });
}
