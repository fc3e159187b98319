/**
 * Siemens 3KC ATC6300 transfer control device: its status as 32 bits in two registers from 0x2210,
 * high word first (manual L1V30535632002A-01, 11.6.4).
 */
import { hasFailed, type TransferSwitch } from '../models/transfer-switch.ts';
import { createModbusFace, type ModbusFace } from './modbus-face.ts';
import { putUint32, type Table } from './register-table.ts';

const STATUS = 0x2210;
const MANUAL = 1 << 1;
const AUTOMATIC = 1 << 2;
const LINE_1_OK = 1 << 4;
const LINE_2_OK = 1 << 5;
const LOAD_ON_LINE_1 = 1 << 8;
const LOAD_ON_LINE_2 = 1 << 9;
const GLOBAL_ALARM = 1 << 12;

export function createSiemensAtc6300(ats: TransferSwitch): ModbusFace {
  const table: Table = { start: STATUS, values: new Uint16Array(2) };
  return createModbusFace({
    tables: { holdings: [table], inputs: [table] },
    revision: () => ats.revision,
    encode: () => putUint32(table, STATUS, statusOf(ats)),
  });
}

function statusOf(ats: TransferSwitch): number {
  return (
    (ats.mode === 'manual' ? MANUAL : AUTOMATIC) |
    (ats.hasNormal ? LINE_1_OK : 0) |
    (ats.hasEmergency ? LINE_2_OK : 0) |
    (ats.source === 'normal' ? LOAD_ON_LINE_1 : LOAD_ON_LINE_2) |
    (hasFailed(ats) ? GLOBAL_ALARM : 0)
  );
}
