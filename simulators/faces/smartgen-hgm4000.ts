/**
 * SmartGen HGM4000N standby-set controller (`power.md` 2.4): states as coils, values as holding
 * registers. It has a battery of its own.
 */
import { fuelOf, type Generator, isReady, rpmOf } from '../models/generator.ts';
import { createModbusFace, type ModbusFace } from './modbus-face.ts';
import { put16, type Table } from './register-table.ts';

const COILS = 0x55;
const REGISTERS = 0x52;
const COMMON_WARNING = 0x01;
const COMMON_SHUTDOWN = 0x02;
const GEN_ON_LOAD = 0x07;
const EMERGENCY_STOP = 0x08;
const CRANK_FAILURE = 0x11;
const LOW_FUEL_WARNING = 0x1c;
const AUTO_MODE = 0x29;
const MANUAL_MODE = 0x2a;
const MAINS_FAULT = 0x40;
const GEN_NORMAL = 0x48;
/** The controller warns below this, %. */
const LOW_FUEL_PERCENT = 20;
const RATED_V = 230;

export function createSmartgenHgm4000(set: Generator): ModbusFace {
  const coils: Table = { start: 0, values: new Uint16Array(COILS) };
  const registers: Table = { start: 0, values: new Uint16Array(REGISTERS) };
  return createModbusFace({
    tables: { coils: [coils], holdings: [registers] },
    revision: () => set.revision,
    encode: () => {
      encodeStates(coils.values, set);
      encodeValues(registers, set);
    },
  });
}

function encodeStates(coils: Uint16Array, set: Generator): void {
  const isManual = set.mode === 'manual';
  const isFuelLow = fuelOf(set) < LOW_FUEL_PERCENT;
  const hasFailed = set.phase === 'failed';
  const states: [number, boolean][] = [
    [COMMON_WARNING, isFuelLow],
    [COMMON_SHUTDOWN, hasFailed],
    [GEN_ON_LOAD, set.isOnLoad],
    [EMERGENCY_STOP, false],
    [CRANK_FAILURE, hasFailed],
    [LOW_FUEL_WARNING, isFuelLow],
    [AUTO_MODE, !isManual],
    [MANUAL_MODE, isManual],
    [MAINS_FAULT, set.isCalled],
    [GEN_NORMAL, isReady(set)],
  ];
  for (const [coil, isSet] of states) coils[coil] = isSet ? 1 : 0;
}

function encodeValues(registers: Table, set: Generator): void {
  const isRunning = isReady(set);
  for (const phase of [0, 1, 2]) put16(registers, 0x07 + phase, isRunning ? RATED_V : 0);
  put16(registers, 0x0d, isRunning ? 500 : 0);
  put16(registers, 0x11, isRunning ? 78 : 24);
  put16(registers, 0x13, isRunning ? 380 : 0);
  put16(registers, 0x15, fuelOf(set));
  put16(registers, 0x17, rpmOf(set));
  put16(registers, 0x18, isRunning ? 278 : 265);
  put16(registers, 0x1a, set.isOnLoad ? set.loadW / 100 : 0);
  const hours = Math.floor(set.runMs / 3_600_000);
  put16(registers, 0x2a, Math.floor(hours / 65_536));
  put16(registers, 0x2b, hours & 0xffff);
}
