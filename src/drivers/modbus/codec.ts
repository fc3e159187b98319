/**
 * Questions to bytes and bytes to answers, by `modbus-serial`, reached through a port of our own.
 * The library's own TCP port counts transactions to 256 only and keeps the answered ones: at 500
 * questions a second a late answer could be taken for a newer question's. Here the library sees a
 * small slot number, and only answers that the line has matched to that slot.
 */
import { EventEmitter } from 'node:events';
import modbusSerial from 'modbus-serial';
import { DeviceError } from '../../core/error.ts';
import { readsBits } from '../../devices/register-point.ts';
import { crc16 } from './crc16.ts';
import type { Answer, Question } from './line.ts';

const CRC_BYTES = 2;
const FUNCTION_CODE = { coil: 1, discrete: 2, holding: 3, input: 4 } as const;
/** A gateway answers these for a device it cannot reach (Application Protocol V1.1b3, 7). */
const GATEWAY_CODES = new Set([0x0a, 0x0b]);

/** The device understood and said no; or a gateway said that the device is away. */
export class ExceptionAnswer extends DeviceError {
  /** A gateway spoke, not the device. */
  readonly isFromGateway: boolean;

  constructor(code: number, message: string, options?: ErrorOptions) {
    super('exception', message, options);
    this.isFromGateway = GATEWAY_CODES.has(code);
  }
}

export class Codec {
  readonly #port = new SlotPort();
  readonly #client = new modbusSerial.default(this.#port);
  readonly #questions: Question[] = [];
  #outcome: Outcome = {};

  constructor() {
    this.#client.open();
  }

  /** Unit and PDU of the question, which takes the place of the one before in this slot. */
  encode(slot: number, question: Question): Buffer {
    const { unit, start, count } = question;
    this.#questions[slot] = question;
    this.#port._transactionIdWrite = slot;
    // Notes only: the library would catch what is thrown here, and call again with it.
    const next = (error: unknown, result?: { buffer: Buffer }): void => {
      this.#outcome = { error, bytes: result?.buffer };
    };
    switch (question.function) {
      case 'coil':
        this.#client.writeFC1(unit, start, count, next);
        break;
      case 'discrete':
        this.#client.writeFC2(unit, start, count, next);
        break;
      case 'holding':
        this.#client.writeFC3(unit, start, count, next);
        break;
      case 'input':
        this.#client.writeFC4(unit, start, count, next);
        break;
      default:
        question.function satisfies never;
    }
    return this.#port.written;
  }

  /** `body` is unit and PDU of what came for the slot's question. */
  decode(slot: number, body: Uint8Array): Answer {
    const question = this.#questions[slot]!;
    // Here and not in the library, which takes an exception from any unit.
    if (body[0] !== question.unit) {
      return fault('wrong-unit', question, `unit ${body[0]} answered`);
    }
    const { error, bytes } = this.#check(slot, body);
    if (bytes === undefined) return nameRefusal(question, body, error);
    // The library trusts the byte count inside the answer.
    if (bytes.length === bytesAsked(question)) return bytes;
    return fault('short', question, `${bytes.length} bytes, expected ${bytesAsked(question)}`);
  }

  /** The library answers within the call. */
  #check(slot: number, body: Uint8Array): Outcome {
    this.#outcome = {};
    this.#port._transactionIdRead = slot;
    this.#port.emit('data', withCrc(body));
    return this.#outcome;
  }
}

interface Outcome {
  error?: unknown;
  bytes?: Buffer | undefined;
}

/** What `modbus-serial` asks of a port, with nothing behind it. The names are the library's. */
class SlotPort extends EventEmitter {
  readonly isOpen = true;
  _transactionIdRead = 0;
  _transactionIdWrite = 0;
  written: Buffer = Buffer.alloc(0);

  open(opened: () => void): void {
    opened();
  }

  write(frame: Buffer): void {
    this.written = frame.subarray(0, -CRC_BYTES);
  }
}

/** The library refused the answer; the kind is read from the answer, not from its words. */
function nameRefusal(question: Question, body: Uint8Array, cause: unknown): DeviceError {
  const code = FUNCTION_CODE[question.function];
  const detail = cause instanceof Error ? cause.message : 'no data';
  if (body[1] === (code | 0x80) && body.length > 2) {
    return new ExceptionAnswer(body[2]!, `${describeQuestion(question)}: ${detail}`, { cause });
  }
  if (body[1] !== code) {
    return fault('wrong-transaction', question, `function ${body[1]} answered`, { cause });
  }
  return fault('short', question, detail, { cause });
}

function fault(
  kind: 'wrong-unit' | 'wrong-transaction' | 'short',
  question: Question,
  found: string,
  options?: ErrorOptions,
): DeviceError {
  return new DeviceError(kind, `${describeQuestion(question)}: ${found}`, options);
}

/** `unit 5 holding 0x0010+16` */
export function describeQuestion({ unit, function: fn, start, count }: Question): string {
  return `unit ${unit} ${fn} 0x${start.toString(16).padStart(4, '0')}+${count}`;
}

function bytesAsked({ function: fn, count }: Question): number {
  return readsBits(fn) ? Math.ceil(count / 8) : count * 2;
}

function withCrc(body: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(body.length + CRC_BYTES);
  frame.set(body, 0);
  frame.writeUInt16LE(crc16(body), body.length);
  return frame;
}
