/**
 * How a simulated device answers Modbus reads: function codes 1 to 4 over its own tables, and the
 * exceptions of the specification (MODBUS Application Protocol V1.1b3, 6.1-6.4 and 7). The image
 * is encoded only when the model has changed, and the same question gets the same answer.
 */

import type { Table } from './register-table.ts';

export interface ModbusFace {
  readonly protocol: 'modbus';
  /** Answers one request. The answer is shared: the caller does not write into it. */
  respond(pdu: Uint8Array): Uint8Array;
  /** For a device whose own electronics keep time; to be called once a second. */
  tick?(nowMs: number): void;
}

export interface Tables {
  coils?: readonly Table[];
  discretes?: readonly Table[];
  holdings?: readonly Table[];
  inputs?: readonly Table[];
}

export interface ModbusFaceOptions {
  tables: Tables;
  /** Grows when anything that `encode` looks at has changed. */
  revision(): number;
  /** Writes the model into the tables. */
  encode(): void;
  /** Largest read that the device accepts; the specification's 125 where it says nothing. */
  maxRegisters?: number;
  tick?(nowMs: number): void;
}

const FUNCTIONS = { 1: 'coils', 2: 'discretes', 3: 'holdings', 4: 'inputs' } as const;
const MAX_BITS = 2000;
const MAX_REGISTERS = 125;
/** Answers kept until the model changes; at the limit all are forgotten and encoded anew. */
const ANSWER_LIMIT = 32;

const ILLEGAL_FUNCTION = 1;
const ILLEGAL_ADDRESS = 2;
const ILLEGAL_VALUE = 3;
export const DEVICE_FAILURE = 4;

export function createModbusFace(options: ModbusFaceOptions): ModbusFace {
  const { tables, maxRegisters = MAX_REGISTERS } = options;
  const answers = new Map<number, Uint8Array>();
  let encodedRevision = -1;
  const refresh = () => {
    const revision = options.revision();
    if (revision === encodedRevision) return;
    encodedRevision = revision;
    options.encode();
    answers.clear();
  };
  return {
    protocol: 'modbus',
    ...(options.tick && { tick: options.tick }),
    respond(pdu) {
      refresh();
      const request = parseRead(pdu);
      const known = answers.get(request.key);
      if (known) return known;
      const answer = answerRead(request, tables, maxRegisters);
      if (answers.size >= ANSWER_LIMIT) answers.clear();
      answers.set(request.key, answer);
      return answer;
    },
  };
}

export function exception(functionCode: number, code: number): Uint8Array {
  return Uint8Array.of(functionCode | 0x80, code);
}

interface ReadRequest {
  code: number;
  start: number;
  count: number;
  /** Names the request; below 2^53. */
  key: number;
}

/** A request of another length than a read's has count 0, which is an illegal value. */
function parseRead(pdu: Uint8Array): ReadRequest {
  const [code = 0, startHigh = 0, startLow = 0, countHigh = 0, countLow = 0] = pdu;
  const start = startHigh * 256 + startLow;
  const count = pdu.length === 5 ? countHigh * 256 + countLow : 0;
  return { code, start, count, key: (code * 65_536 + start) * 65_536 + count };
}

function answerRead(request: ReadRequest, tables: Tables, maxRegisters: number): Uint8Array {
  const { code, start, count } = request;
  const kind = FUNCTIONS[code as keyof typeof FUNCTIONS];
  if (!kind || !tables[kind]) return exception(code, ILLEGAL_FUNCTION);
  const isBits = code <= 2;
  if (count < 1 || count > (isBits ? MAX_BITS : maxRegisters))
    return exception(code, ILLEGAL_VALUE);
  const end = start + count;
  const table = tables[kind].find((t) => t.start <= start && end <= t.start + t.values.length);
  if (!table) return exception(code, ILLEGAL_ADDRESS);
  const values = table.values.subarray(start - table.start, end - table.start);
  return isBits ? packBits(code, values) : packRegisters(code, values);
}

function packRegisters(code: number, values: Uint16Array): Uint8Array {
  const answer = new Uint8Array(2 + values.length * 2);
  answer[0] = code;
  answer[1] = values.length * 2;
  for (const [index, value] of values.entries()) {
    answer[2 + index * 2] = value >> 8;
    answer[3 + index * 2] = value & 0xff;
  }
  return answer;
}

/** First bit in the lowest place of the first byte; unused places are 0. */
function packBits(code: number, values: Uint16Array): Uint8Array {
  const bytes = Math.ceil(values.length / 8);
  const answer = new Uint8Array(2 + bytes);
  answer[0] = code;
  answer[1] = bytes;
  for (const [index, value] of values.entries()) {
    if (value !== 0) answer[2 + (index >> 3)]! |= 1 << (index & 7);
  }
  return answer;
}
