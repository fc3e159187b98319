/**
 * A Grundfos booster set behind a CIM 200 or CIM 500 (functional profile for boosters, 9.6 to 9.8):
 * a register's address on the wire is its number less one; 0xFFFF is "not available".
 */
import { type Booster, isBoosterRunning } from '../models/booster.ts';
import { createModbusFace, type ModbusFace } from './modbus-face.ts';
import { put16, putUint32, type Table } from './register-table.ts';

const STATUS = 200;
const DATA = 300;
const PUMP_1 = 400;
const ROTATION = 1 << 6;
const NOT_AVAILABLE = 0xffff;
/** Grundfos alarm code: the drive has tripped. */
const ALARM_OVERLOAD = 48;
const PUMP_ON = 1 << 1;
const PUMP_FAULT = 1 << 2;

export function createGrundfosCimBooster(booster: Booster): ModbusFace {
  const status = tableOf(STATUS, 13);
  const data = tableOf(DATA, 41);
  const pump = tableOf(PUMP_1, 10);
  return createModbusFace({
    tables: { holdings: [status, data, pump], inputs: [status, data, pump] },
    revision: () => booster.revision,
    encode: () => {
      const isRunning = isBoosterRunning(booster);
      const hasTripped = booster.faults.runs === 'never';
      put16(status, 200, isRunning ? ROTATION : 0);
      put16(status, 203, 0);
      put16(status, 204, hasTripped ? ALARM_OVERLOAD : 0);
      put16(data, 301, booster.flowM3h * 10);
      put16(data, 340, booster.pressureKpa * 10);
      put16(pump, 400, (isRunning ? PUMP_ON : 0) | (hasTripped ? PUMP_FAULT : 0));
      putUint32(pump, 402, Math.floor(booster.runMs / 3_600_000));
      put16(pump, 404, booster.speedPercent * 100);
    },
  });
}

function tableOf(start: number, registers: number): Table {
  return { start, values: new Uint16Array(registers).fill(NOT_AVAILABLE) };
}
