/**
 * Stands between a socket and the MQTT parser, which would collect a packet of 256 MB before
 * looking at it. Reads packet lengths as they arrive (MQTT 3.1.1 §2.2) and hangs up on a packet
 * that is too long; it changes no byte.
 */
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

const MAX_PAYLOAD_BYTES = 256 * 1024;
/** Topic, its length and the packet id, at their longest; the rest of a packet is payload. */
const MAX_HEADER_BYTES = 64 * 1024 + 4;
export const MAX_PACKET_BYTES = MAX_PAYLOAD_BYTES + MAX_HEADER_BYTES;
/** The length field has four bytes at most; a fifth is no MQTT. */
const MAX_LENGTH_SHIFT = 21;

/** Follows packet boundaries through any chopping of the stream. */
export class PacketLengths {
  #state: 'type' | 'length' | 'body' = 'type';
  #length = 0;
  #shift = 0;

  /** False from the first packet on that is too long or has no valid length. */
  accept(chunk: Uint8Array): boolean {
    let i = 0;
    while (i < chunk.length) {
      if (this.#state === 'body') {
        const skipped = Math.min(this.#length, chunk.length - i);
        this.#length -= skipped;
        i += skipped;
        if (this.#length === 0) this.#state = 'type';
      } else if (this.#state === 'type') {
        i++;
        this.#state = 'length';
        this.#length = 0;
        this.#shift = 0;
      } else if (!this.#takeLengthByte(chunk[i++]!)) return false;
    }
    return true;
  }

  #takeLengthByte(byte: number): boolean {
    if (this.#shift > MAX_LENGTH_SHIFT) return false;
    this.#length += (byte & 0x7f) * 2 ** this.#shift;
    this.#shift += 7;
    if (byte & 0x80) return true;
    this.#state = this.#length === 0 ? 'type' : 'body';
    return this.#length <= MAX_PACKET_BYTES;
  }
}

export class GuardedSocket extends Duplex {
  readonly #socket: Socket;
  readonly #lengths = new PacketLengths();

  /** `tooLong` is told once, just before the connection is cut. */
  constructor(socket: Socket, tooLong: () => void) {
    super();
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      if (!this.#lengths.accept(chunk)) {
        tooLong();
        this.destroy();
      } else if (!this.push(chunk)) socket.pause();
    });
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, done);
  }

  /** A packet is written in pieces; corked, they leave as one segment. */
  override _writev(
    pieces: readonly { chunk: Buffer }[],
    done: (error?: Error | null) => void,
  ): void {
    this.#socket.write(Buffer.concat(pieces.map((piece) => Buffer.from(piece.chunk))), done);
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
