/**
 * Eastron SDM630: input registers, float32, high word first, even addresses (`power.md` 2.3, mbmd
 * `sdm.go`). Its auxiliary supply comes from the UPS, so it goes on speaking about a dead line.
 */
import type { Meter } from '../models/meter.ts';
import { createModbusFace, type ModbusFace } from './modbus-face.ts';
import { putFloat32, type Table } from './register-table.ts';

/** The last parameter of the block, total kWh, stands at 0x0156. */
const REGISTERS = 0x0158;
/** Eastron SDM630 Modbus protocol: at most 40 parameters of two registers in one read. */
const MAX_REGISTERS = 80;

export function createEastronSdm630(meter: Meter): ModbusFace {
  const table: Table = { start: 0, values: new Uint16Array(REGISTERS) };
  return createModbusFace({
    tables: { inputs: [table] },
    maxRegisters: MAX_REGISTERS,
    revision: () => meter.revision,
    encode: () => {
      for (const phase of [0, 1, 2] as const) encodePhase(table, meter, phase);
      encodeTotals(table, meter);
    },
  });
}

function encodePhase(table: Table, meter: Meter, phase: 0 | 1 | 2): void {
  const apparentVa = meter.powers[phase] / meter.powerFactor;
  const at = phase * 2;
  putFloat32(table, 0x0000 + at, meter.voltages[phase]);
  putFloat32(table, 0x0006 + at, meter.currents[phase]);
  putFloat32(table, 0x000c + at, meter.powers[phase]);
  putFloat32(table, 0x0012 + at, apparentVa);
  putFloat32(table, 0x0018 + at, reactive(meter.powers[phase], apparentVa));
  putFloat32(table, 0x001e + at, meter.powerFactor);
  putFloat32(table, 0x00c8 + at, meter.lineVoltages[phase]);
}

function encodeTotals(table: Table, meter: Meter): void {
  const [p1, p2, p3] = meter.powers;
  const totalW = p1 + p2 + p3;
  const apparentVa = totalW / meter.powerFactor;
  const [i1, i2, i3] = meter.currents;
  const [u1, u2, u3] = meter.voltages;
  putFloat32(table, 0x002a, (u1 + u2 + u3) / 3);
  putFloat32(table, 0x002e, (i1 + i2 + i3) / 3);
  putFloat32(table, 0x0030, i1 + i2 + i3);
  putFloat32(table, 0x0034, totalW);
  putFloat32(table, 0x0038, apparentVa);
  putFloat32(table, 0x003c, reactive(totalW, apparentVa));
  putFloat32(table, 0x003e, meter.powerFactor);
  putFloat32(table, 0x0046, meter.frequencyHz);
  putFloat32(table, 0x0048, meter.energyKwh);
  putFloat32(table, 0x004a, 0);
  putFloat32(table, 0x00e0, neutral(i1, i2, i3));
  putFloat32(table, 0x0156, meter.energyKwh);
}

function reactive(activeW: number, apparentVa: number): number {
  return Math.sqrt(Math.max(0, apparentVa ** 2 - activeW ** 2));
}

/** Phasor sum of three currents 120° apart. */
function neutral(a: number, b: number, c: number): number {
  return Math.sqrt(Math.max(0, a ** 2 + b ** 2 + c ** 2 - a * b - b * c - c * a));
}
