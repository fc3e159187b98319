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
  /** What was last told of each point. */
  readonly #told: (Value | Flaw | undefined)[];
  /** The bytes of last time; the readers read from here. */
  readonly #last: Uint8Array;
  readonly #view: DataView;
  #hasLast = false;

  constructor(name: string, block: ReadBlock) {
    this.#name = name;
    this.#block = block;
    this.#points = compilePoints(block);
    this.#told = this.#points.map(() => undefined);
    const isBits = readsBits(block.function);
    this.#last = new Uint8Array(isBits ? Math.ceil(block.count / 8) : block.count * 2);
    this.#view = new DataView(this.#last.buffer);
  }

  decode(bytes: Uint8Array): readonly Sample[] {
    if (bytes.length !== this.#last.length) throw this.#wrongLength(bytes);
    if (this.#hasLast && sameBytes(bytes, this.#last)) return NOTHING_CHANGED;
    this.#last.set(bytes);
    this.#hasLast = true;
    return this.#collect((point) => point.convert(point.read(this.#view, point.at)));
  }

  fail(reason: Reason): readonly Sample[] {
    this.#hasLast = false;
    const flaw = { flaw: reason };
    return this.#collect(() => flaw);
  }

  reset(): void {
    this.#hasLast = false;
    this.#told.fill(undefined);
  }

  #collect(outcomeOf: (point: CompiledPoint) => Value | Flaw): readonly Sample[] {
    let samples: Sample[] | undefined;
    for (let index = 0; index < this.#points.length; index++) {
      const point = this.#points[index]!;
      const outcome = outcomeOf(point);
      if (isTold(this.#told[index], outcome, point.deadband)) continue;
      this.#told[index] = outcome;
      samples ??= [];
      samples.push(toSample(point.signal, outcome));
    }
    return samples ?? NOTHING_CHANGED;
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

/** One point of a block, ready to be read. */
interface CompiledPoint {
  signal: string;
  read: Reader;
  at: number;
  convert: Convert;
  deadband: number;
}

/** Devices that are read in the same way share one block, and all that was made of it. */
const compiledOf = new WeakMap<ReadBlock, readonly CompiledPoint[]>();

function compilePoints(block: ReadBlock): readonly CompiledPoint[] {
  const known = compiledOf.get(block);
  if (known) return known;
  const points = block.points.map((planned) => compilePoint(planned, block));
  compiledOf.set(block, points);
  return points;
}

function compilePoint({ name, point }: PlannedPoint, block: ReadBlock): CompiledPoint {
  const offset = point.at - block.start;
  const isBit = readsBits(block.function);
  return {
    signal: name,
    read: isBit ? coilReader(offset % 8) : compileReader(point.layout),
    at: isBit ? Math.floor(offset / 8) : offset * 2,
    convert: compileConversion(point.conversion),
    deadband: point.deadband ?? 0,
  };
}

function isTold(told: Value | Flaw | undefined, outcome: Value | Flaw, deadband: number): boolean {
  if (told === undefined) return false;
  if (isFlaw(told)) return isFlaw(outcome) && outcome.flaw === told.flaw;
  if (typeof told === 'number' && typeof outcome === 'number') {
    return Math.abs(outcome - told) <= deadband;
  }
  return outcome === told;
}

function toSample(signal: string, outcome: Value | Flaw): Sample {
  return isFlaw(outcome)
    ? { signal, value: null, quality: 'bad', reason: outcome.flaw }
    : { signal, value: outcome, quality: 'good' };
}

/** Bits come packed, the first in the least significant bit of the first byte. */
function coilReader(bit: number): Reader {
  return (view, at) => (view.getUint8(at) >> bit) & 1;
}
