/**
 * From a block's bytes to samples. Compares with the bytes of last time first: the same bytes are
 * not decoded (`decisions.md` 32) and cost no allocation. Does no I/O and keeps no time.
 */
import { DeviceError } from '../core/error.ts';
import type { Reason, Sample, Value } from '../core/signals/reading.ts';
import { type Convert, compileConversion, type Flaw, isFlaw } from './conversion.ts';
import type { ModbusProfile } from './profile.ts';
import type { PlannedPoint, ReadBlock } from './read-plan.ts';
import { readsBits } from './register-point.ts';
import { compileReader, type Reader } from './value-type.ts';

export interface RegisterDecoder {
  /**
   * The data bytes of one answer, without its byte count. Only samples whose value or quality
   * changed; all of them the first time; empty where nothing did. Throws `DeviceError` (`short`)
   * where the answer has not the length that was asked for.
   */
  decode(bytes: Uint8Array): readonly Sample[];
  /** Every point of the block is bad for this reason, until bytes are decoded again. */
  fail(reason: Reason): readonly Sample[];
  /** Forgets: the next decode tells everything. For a link that was lost. */
  reset(): void;
}

const NOTHING_CHANGED: readonly Sample[] = Object.freeze([]);

export function createRegisterDecoder(profile: ModbusProfile, block: ReadBlock): RegisterDecoder {
  return new BlockDecoder(profile.profile, block);
}

class BlockDecoder implements RegisterDecoder {
  readonly #name: string;
  readonly #block: ReadBlock;
  readonly #points: readonly CompiledPoint[];
  /** The bytes of last time; the readers read from here. */
  readonly #last: Uint8Array;
  readonly #view: DataView;
  #hasLast = false;

  constructor(name: string, block: ReadBlock) {
    this.#name = name;
    this.#block = block;
    this.#points = block.points.map((planned) => new CompiledPoint(planned, block));
    const isBits = readsBits(block.function);
    this.#last = new Uint8Array(isBits ? Math.ceil(block.count / 8) : block.count * 2);
    this.#view = new DataView(this.#last.buffer);
  }

  decode(bytes: Uint8Array): readonly Sample[] {
    if (bytes.length !== this.#last.length) throw this.#wrongLength(bytes);
    if (this.#hasLast && sameBytes(bytes, this.#last)) return NOTHING_CHANGED;
    this.#last.set(bytes);
    this.#hasLast = true;
    return collect(this.#points, (point) => point.take(this.#view));
  }

  fail(reason: Reason): readonly Sample[] {
    this.#hasLast = false;
    const flaw = { flaw: reason };
    return collect(this.#points, (point) => point.tell(flaw));
  }

  reset(): void {
    this.#hasLast = false;
    for (const point of this.#points) point.forget();
  }

  #wrongLength(bytes: Uint8Array): DeviceError {
    const { function: fn, start, count } = this.#block;
    const found = `${bytes.length} bytes, expected ${this.#last.length}`;
    return new DeviceError('short', `${this.#name}: ${count} ${fn} from ${start}: ${found}`);
  }
}

/** A loop, not `Buffer.compare`: blocks are short, and a call into C++ costs more than they do. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function collect(
  points: readonly CompiledPoint[],
  tell: (point: CompiledPoint) => Sample | undefined,
): readonly Sample[] {
  let samples: Sample[] | undefined;
  for (const point of points) {
    const sample = tell(point);
    if (sample === undefined) continue;
    samples ??= [];
    samples.push(sample);
  }
  return samples ?? NOTHING_CHANGED;
}

/** One point of a block, and what was last told of it. */
class CompiledPoint {
  readonly #signal: string;
  readonly #read: Reader;
  readonly #at: number;
  readonly #convert: Convert;
  readonly #deadband: number;
  #told: Value | Flaw | undefined;

  constructor({ name, point }: PlannedPoint, block: ReadBlock) {
    const offset = point.at - block.start;
    this.#signal = name;
    this.#convert = compileConversion(point.conversion);
    this.#deadband = point.deadband ?? 0;
    const isBit = readsBits(block.function);
    this.#read = isBit ? coilReader(offset % 8) : compileReader(point.layout);
    this.#at = isBit ? Math.floor(offset / 8) : offset * 2;
  }

  take(view: DataView): Sample | undefined {
    return this.tell(this.#convert(this.#read(view, this.#at)));
  }

  tell(outcome: Value | Flaw): Sample | undefined {
    if (this.#isTold(outcome)) return undefined;
    this.#told = outcome;
    return isFlaw(outcome)
      ? { signal: this.#signal, value: null, quality: 'bad', reason: outcome.flaw }
      : { signal: this.#signal, value: outcome, quality: 'good' };
  }

  forget(): void {
    this.#told = undefined;
  }

  #isTold(outcome: Value | Flaw): boolean {
    const told = this.#told;
    if (told === undefined) return false;
    if (isFlaw(told)) return isFlaw(outcome) && outcome.flaw === told.flaw;
    if (typeof told === 'number' && typeof outcome === 'number') {
      return Math.abs(outcome - told) <= this.#deadband;
    }
    return outcome === told;
  }
}

/** Bits come packed, the first in the least significant bit of the first byte. */
function coilReader(bit: number): Reader {
  return (view, at) => (view.getUint8(at) >> bit) & 1;
}
