/**
 * APC Smart-UPS by application note AN176, holding registers (`power.md` 2.4; bits as in apcupsd
 * `mapping.cpp` and NUT `apc_modbus.c`). Numbers are fixed point: value × 2^n.
 */
import { runtimeS, type Ups } from '../models/ups.ts';
import { createModbusFace, type ModbusFace } from './modbus-face.ts';
import { put16, putUint32, type Table } from './register-table.ts';

/** The status block 0-26 and the dynamic block 128-171; what lies between is not there. */
const STATUS_REGISTERS = 27;
const DYNAMIC = 128;
const DYNAMIC_REGISTERS = 44;

const STATUS = { online: 1 << 1, onBattery: 1 << 2, outputOff: 1 << 4, inputBad: 1 << 6 } as const;
const SIGNALLING = { powerFailure: 1 << 0, shutdownImminent: 1 << 1 } as const;
/** Register 2, why the state last changed. */
const CAUSE = { start: 0, lowInputVoltage: 2, acceptableInput: 8 } as const;
/** InputStatus: 0 acceptable, 2 voltage too low. */
const INPUT_ACCEPTABLE = 1 << 0;
const INPUT_TOO_LOW = 1 << 2;

export function createApcSmartUps(ups: Ups): ModbusFace {
  const status: Table = { start: 0, values: new Uint16Array(STATUS_REGISTERS) };
  const dynamic: Table = { start: DYNAMIC, values: new Uint16Array(DYNAMIC_REGISTERS) };
  put16(status, 2, CAUSE.start);
  return createModbusFace({
    tables: { holdings: [status, dynamic] },
    revision: () => ups.revision,
    encode: () => {
      encodeStatus(status, ups);
      encodeDynamic(dynamic, ups);
    },
  });
}

function encodeStatus(table: Table, ups: Ups): void {
  let bits = 0;
  if (ups.hasInput) bits |= STATUS.online;
  else bits |= STATUS.inputBad;
  if (ups.isOnBattery) bits |= STATUS.onBattery;
  if (ups.isOutputOff) bits |= STATUS.outputOff;
  putUint32(table, 0, bits);
  const lastCause = table.values[2];
  if (!ups.hasInput) put16(table, 2, CAUSE.lowInputVoltage);
  else if (lastCause === CAUSE.lowInputVoltage) put16(table, 2, CAUSE.acceptableInput);
  const failure = ups.hasInput ? 0 : SIGNALLING.powerFailure;
  const imminent = ups.isShutdownImminent ? SIGNALLING.shutdownImminent : 0;
  put16(table, 18, failure | imminent);
}

function encodeDynamic(table: Table, ups: Ups): void {
  const batteryV = 24 + (ups.charge / 100) * 3;
  const hasOutput = !ups.isOutputOff;
  putUint32(table, 128, runtimeS(ups));
  put16(table, 130, ups.charge * 2 ** 9);
  put16(table, 131, batteryV * 2 ** 5);
  put16(table, 135, 25 * 2 ** 7);
  put16(table, 136, ups.loadPercent * 2 ** 8);
  put16(table, 142, hasOutput ? 230 * 2 ** 6 : 0);
  put16(table, 144, hasOutput ? 50 * 2 ** 7 : 0);
  put16(table, 150, ups.hasInput ? INPUT_ACCEPTABLE : INPUT_TOO_LOW);
  put16(table, 151, ups.hasInput ? 226 * 2 ** 6 : 0);
}
