/**
 * The generic input block of a sump's panel, with a battery of its own. Its table is stated in
 * `devices/sump-level-controller.yaml`: floats and pump contacts as discrete inputs 0-14, level and
 * counters as input registers 0-9.
 */
import type { Pump, Sump } from '../models/sump.ts';
import { createModbusFace, type ModbusFace } from './modbus-face.ts';
import { put16, putUint32, type Table } from './register-table.ts';

/** Span of the level transmitter, m. */
const SPAN_M = 3;
/** Heights of the floats that no level of the site states, m. */
const LOW_FLOAT_M = 0.3;
const SECOND_START_ABOVE_M = 0.4;

export function createSumpLevelController(sump: Sump): ModbusFace {
  const discretes: Table = { start: 0, values: new Uint16Array(16) };
  const inputs: Table = { start: 0, values: new Uint16Array(10) };
  return createModbusFace({
    tables: { discretes: [discretes], inputs: [inputs] },
    revision: () => sump.revision,
    encode: () => {
      encodeContacts(discretes.values, sump);
      encodeNumbers(inputs, sump);
    },
  });
}

function encodeContacts(contacts: Uint16Array, sump: Sump): void {
  const { startM, highM, overflowM } = sump.levels;
  const highHighM = (highM + overflowM) / 2;
  const floats = [LOW_FLOAT_M, startM, startM + SECOND_START_ABOVE_M, highM, highHighM];
  for (const [index, floatM] of floats.entries()) contacts[index] = sump.levelM >= floatM ? 1 : 0;
  if (sump.faults.float === 'high-stuck') contacts[3] = 1;
  if (sump.faults.float === 'high-high-stuck') contacts[4] = 1;
  contacts[5] = sump.hasSupply ? 1 : 0;
  contacts[6] = 0; // dry-run protection: the pumps stop well above their inlets
  for (const [index, pump] of sump.pumps.entries()) {
    const first = 8 + index * 4;
    contacts[first] = pump.isRunning ? 1 : 0;
    contacts[first + 1] = 0; // thermal relay
    contacts[first + 2] = sump.faults.pumps === 'in-manual' ? 0 : 1; // in automatic
  }
}

function encodeNumbers(inputs: Table, { levelM, pumps }: Sump): void {
  put16(inputs, 0, levelM * 1_000);
  put16(inputs, 1, Math.min(1_000, (levelM / SPAN_M) * 1_000));
  encodePump(inputs, 2, pumps[0]);
  encodePump(inputs, 6, pumps[1]);
}

function encodePump(inputs: Table, first: number, pump: Pump): void {
  putUint32(inputs, first, pump.starts);
  putUint32(inputs, first + 2, Math.floor(pump.runMs / 60_000));
}
