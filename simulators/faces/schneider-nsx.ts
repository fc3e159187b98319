/**
 * Schneider ComPacT NSX with a BSCM: the breaker's contacts in holding register 0x0232, its motor
 * mechanism (of a bus tie only) in 0x0233 (`power.md` 2.4, DOCA0091). The BSCM is fed from the UPS.
 */
import type { BusTie } from '../models/bus-tie.ts';
import type { Breaker } from '../models/power-tree.ts';
import { createModbusFace, type ModbusFace } from './modbus-face.ts';
import { put16, type Table } from './register-table.ts';

const STATUS = 0x0232;
const OF_CLOSED = 0b001;
const SD_TRIPPED = 0b010;
const SDE_FAULT_TRIPPED = 0b100;

const MOTOR_AUTO = 0b010;

/** `tie`: the automatics that work this breaker. */
export function createSchneiderNsx(breaker: Breaker, tie?: BusTie): ModbusFace {
  const table: Table = { start: STATUS, values: new Uint16Array(2) };
  return createModbusFace({
    tables: { holdings: [table] },
    revision: () => breaker.revision + (tie?.revision ?? 0),
    encode: () => {
      const closed = breaker.isClosed ? OF_CLOSED : 0;
      const tripped = breaker.isTripped ? SD_TRIPPED : 0;
      const faultTripped = breaker.isFaultTripped ? SDE_FAULT_TRIPPED : 0;
      put16(table, STATUS, closed | tripped | faultTripped);
      put16(table, STATUS + 1, tie?.mode === 'auto' ? MOTOR_AUTO : 0);
    },
  });
}
