/** Reads what a `ByteWriter` wrote. Reading past the end says `corrupt`, never garbage. */
import { HistoryError } from './history-error.ts';

const decoder = new TextDecoder();

export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get offset(): number {
    return this.#offset;
  }

  get isAtEnd(): boolean {
    return this.#offset >= this.#bytes.length;
  }

  byte(): number {
    return this.#bytes[this.#advance(1)]!;
  }

  varint(): number {
    let value = 0;
    let factor = 1;
    for (;;) {
      const next = this.byte();
      value += (next & 127) * factor;
      if (next < 128) return value;
      factor *= 128;
    }
  }

  zigzag(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  float32(): number {
    return this.#view.getFloat32(this.#advance(4), true);
  }

  float64(): number {
    return this.#view.getFloat64(this.#advance(8), true);
  }

  text(): string {
    const length = this.varint();
    const start = this.#advance(length);
    return decoder.decode(this.#bytes.subarray(start, start + length));
  }

  /** Bytes that were read already, from `start` to here. */
  since(start: number): Uint8Array {
    return this.#bytes.subarray(start, this.#offset);
  }

  #advance(bytes: number): number {
    const start = this.#offset;
    if (start + bytes > this.#bytes.length) {
      const found = `ends at byte ${this.#bytes.length}, ${bytes} more wanted at ${start}`;
      throw new HistoryError('corrupt', `stored readings: ${found}.`);
    }
    this.#offset = start + bytes;
    return start;
  }
}
