/** A lift controller's block of holding registers from 0xC800 (`lifts.md` 1.4 D). */
import { GOVERNOR_SPEED_MS } from '../models/drive.ts';
import type { Lift } from '../models/lift.ts';
import { isInDoorZone, nearestFloor } from '../models/shaft.ts';
import { createModbusFace, type ModbusFace } from './modbus-face.ts';
import { put16, type Table } from './register-table.ts';

const START = 0xc800;
const REGISTERS = 39;

/** It shows the gravest one, until it is reset. */
const CODES = { none: 0, overspeed: 32, safetyChain: 41, doorOpen: 48 } as const;

export function createLiftControllerBlock(lift: Lift): ModbusFace {
  const table: Table = { start: START, values: new Uint16Array(REGISTERS) };
  return createModbusFace({
    tables: { holdings: [table] },
    revision: () => lift.revision,
    encode: () => {
      const isMoving = lift.speedMs !== 0;
      const direction = isMoving ? (lift.speedMs > 0 ? 1 : 2) : 0;
      const zones = isInDoorZone(lift.shaft, lift.positionM) ? 3 : 0;
      put16(table, START, Math.abs(lift.speedMs) * 10);
      put16(table, START + 5, lift.doors.state === 'closed' ? 3 : 1);
      put16(table, START + 8, isMoving ? 1 : 0);
      put16(table, START + 10, (lift.isInInspection ? 1 : 0) | (zones << 4) | (direction << 8));
      put16(table, START + 11, faultCode(lift) * 100);
      put16(table, START + 12, nearestFloor(lift.shaft, lift.positionM));
      put16(table, START + 38, lift.presence.sees ? 0b10 : 0);
    },
  });
}

function faultCode(lift: Lift): number {
  if (Math.abs(lift.speedMs) >= GOVERNOR_SPEED_MS) return CODES.overspeed;
  if (!lift.isStruck) return CODES.none;
  if (lift.faults.overspeeds) return CODES.overspeed;
  return isInDoorZone(lift.shaft, lift.positionM) ? CODES.doorOpen : CODES.safetyChain;
}
