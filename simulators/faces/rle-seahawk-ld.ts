/**
 * RLE SeaHawk LD2000/LD2100: a rope leak controller, input registers from 0 (30001), settings in
 * holding registers (`water.md` 3.1). It gives a distance only while the rope is wet, and a broken
 * rope cannot say that it is.
 */
import { DIRTY_MICRO_A, type LeakSensor, leakAtM, leakageMicroA } from '../models/leak-sensor.ts';
import { createModbusFace, type ModbusFace } from './modbus-face.ts';
import { put16, type Table } from './register-table.ts';

/** 30001 to 30040. */
const INPUTS = 40;
/** 40001 to 40017. */
const HOLDINGS = 17;
const LEAK = 0b0001;
const CABLE_BREAK = 0b0010;
const CONTAMINATION = 0b0100;
const SUMMARY_ALARM = 0b1000;
/** Resistance of a rope, Ω per foot × 1000 as register 30008 has it. */
const MILLIOHM_PER_FOOT = 2_800;
const OHM_PER_M = 9.19;
const VERSION = 103;
/** 40016, 40017: factory delays, s. */
const LEAK_DELAY_S = 10;
const CONTAMINATION_DELAY_S = 120;

export function createRleSeahawkLd(sensor: LeakSensor): ModbusFace {
  const inputs: Table = { start: 0, values: new Uint16Array(INPUTS) };
  const holdings: Table = { start: 0, values: new Uint16Array(HOLDINGS) };
  put16(holdings, 15, LEAK_DELAY_S);
  put16(holdings, 16, CONTAMINATION_DELAY_S);
  return createModbusFace({
    tables: { inputs: [inputs], holdings: [holdings] },
    revision: () => sensor.revision,
    encode: () => encode(inputs, sensor),
  });
}

function encode(inputs: Table, sensor: LeakSensor): void {
  const isBroken = sensor.faults.cable === 'breaks';
  const loopOhm = isBroken ? 0 : sensor.ropeM * OHM_PER_M;
  const isLeak = sensor.isWet && !isBroken;
  const status = statusOf(sensor, isLeak);
  put16(inputs, 0, status === 0 ? 0 : status | SUMMARY_ALARM);
  put16(inputs, 1, isLeak ? leakAtM(sensor) : 0);
  put16(inputs, 2, 0); // 0: metres
  put16(inputs, 3, isBroken ? 0 : leakageMicroA(sensor));
  put16(inputs, 4, sensor.ropeM);
  put16(inputs, 5, loopOhm);
  put16(inputs, 6, loopOhm);
  put16(inputs, 7, MILLIOHM_PER_FOOT);
  put16(inputs, 8, VERSION);
  put16(inputs, 9, isLeak ? 1 : 0);
  put16(inputs, 10, 1);
  put16(inputs, 11, status);
}

function statusOf({ dirtMicroA, faults }: LeakSensor, isLeak: boolean): number {
  const isDirty = dirtMicroA >= DIRTY_MICRO_A;
  return (
    (isLeak ? LEAK : 0) |
    (faults.cable === 'breaks' ? CABLE_BREAK : 0) |
    (isDirty ? CONTAMINATION : 0)
  );
}
