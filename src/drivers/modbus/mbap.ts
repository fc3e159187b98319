/**
 * The frame of Modbus TCP (Messaging on TCP/IP Implementation Guide V1.0b, 3.1.3): transaction,
 * protocol 0, length, unit. Splits a byte stream into frames and never guesses: a header that
 * cannot be one ends the stream.
 */

const HEADER_BYTES = 6;
/** Unit and function code. */
const MIN_BODY_BYTES = 2;
/** Unit and the largest PDU of 253 bytes. */
const MAX_BODY_BYTES = 254;

export interface MbapFrame {
  transaction: number;
  /** Unit and PDU. */
  body: Buffer;
}

export function encodeMbap(transaction: number, body: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(HEADER_BYTES + body.length);
  frame.writeUInt16BE(transaction, 0);
  frame.writeUInt16BE(0, 2);
  frame.writeUInt16BE(body.length, 4);
  body.copy(frame, HEADER_BYTES);
  return frame;
}

export class MbapReader {
  /** The start of a frame whose end has not come; never longer than one frame. */
  #rest: Buffer = Buffer.alloc(0);

  get isMidFrame(): boolean {
    return this.#rest.length > 0;
  }

  /** The frames completed by this chunk, or what is wrong with the stream from here on. */
  read(chunk: Buffer): { frames: MbapFrame[]; fault?: string } {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const frames: MbapFrame[] = [];
    while (bytes.length >= HEADER_BYTES) {
      const protocol = bytes.readUInt16BE(2);
      const length = bytes.readUInt16BE(4);
      if (protocol !== 0) return { frames, fault: `protocol ${protocol}, expected 0` };
      if (length < MIN_BODY_BYTES || length > MAX_BODY_BYTES) {
        return { frames, fault: `length ${length}, expected ${MIN_BODY_BYTES}-${MAX_BODY_BYTES}` };
      }
      const end = HEADER_BYTES + length;
      if (bytes.length < end) break;
      frames.push({
        transaction: bytes.readUInt16BE(0),
        body: bytes.subarray(HEADER_BYTES, end),
      });
      bytes = bytes.subarray(end);
    }
    this.#rest = bytes;
    return { frames };
  }
}
