/**
 * One sample as bytes: the signal's index in its group, quality, and the value in the shortest
 * form that gives back exactly the same double. Most of what meters and lifts say fits in 3 bytes.
 */
import type { Quality, Reason, Sample, Value } from '../core/signals/reading.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { HistoryError } from './history-error.ts';

/** What a store needs of a sample: its signal is the index in the group's definition. */
export interface StoredSample {
  index: number;
  value: Value | null;
  quality: Quality;
  reason: Reason | undefined;
  /** Other than in the group's report before; InfluxDB is told of changes only. */
  qualityChanged: boolean;
}

// The order of these tables is the file format: append, never reorder.
const QUALITIES = ['good', 'uncertain', 'bad'] as const satisfies Quality[];
const REASONS = [
  'silent',
  'link',
  'sentinel',
  'range',
  'spike',
  'stuck',
  'contradiction',
  'clock',
  'exception',
  'not-a-number',
  'too-few',
  'not-heard-yet',
] as const satisfies Reason[];
const NO_REASON = 255;

const QUALITY_BITS = 0b11;
const QUALITY_CHANGED_BIT = 0b100;
const FORM_SHIFT = 3;

const FORM = { none: 0, no: 1, yes: 2, whole: 3, tenths: 4, float32: 7, float64: 8, text: 9 };
/** Forms `tenths` to `tenths + 2`: a whole number of tenths, hundredths, thousandths. */
const DECIMAL_FACTORS = [10, 100, 1_000] as const;
/** Beyond this a number is not tried as a whole or a decimal one. */
const LARGEST_WHOLE = 2 ** 40;

const QUALITY_CODE = new Map<Quality, number>(QUALITIES.map((quality, code) => [quality, code]));
const REASON_CODE = new Map<Reason, number>(REASONS.map((reason, code) => [reason, code]));

export function writeSample(
  writer: ByteWriter,
  index: number,
  sample: Omit<Sample, 'reason'> & { reason?: Reason | undefined },
  qualityChanged: boolean,
): void {
  writer.varint(index);
  const { value } = sample;
  const form = chooseForm(value);
  const changed = qualityChanged ? QUALITY_CHANGED_BIT : 0;
  writer.byte((form << FORM_SHIFT) | changed | QUALITY_CODE.get(sample.quality)!);
  if (sample.quality !== 'good') {
    writer.byte(sample.reason === undefined ? NO_REASON : REASON_CODE.get(sample.reason)!);
  }
  if (typeof value === 'string') writer.text(value);
  else if (typeof value === 'number') writeNumber(writer, form, value);
}

export function readSample(reader: ByteReader): StoredSample {
  const index = reader.varint();
  const head = reader.byte();
  const quality = QUALITIES[head & QUALITY_BITS];
  if (quality === undefined) throw new HistoryError('corrupt', 'stored readings: no such quality.');
  const reason = quality === 'good' ? undefined : REASONS[reader.byte()];
  const qualityChanged = (head & QUALITY_CHANGED_BIT) !== 0;
  const value = readValue(reader, head >> FORM_SHIFT);
  return { index, value, quality, reason, qualityChanged };
}

function chooseForm(value: Value | null): number {
  if (value === null) return FORM.none;
  if (typeof value === 'boolean') return value ? FORM.yes : FORM.no;
  if (typeof value === 'string') return FORM.text;
  if (Math.abs(value) <= LARGEST_WHOLE && !Object.is(value, -0)) {
    if (Number.isInteger(value)) return FORM.whole;
    for (let place = 0; place < DECIMAL_FACTORS.length; place++) {
      const factor = DECIMAL_FACTORS[place]!;
      if (Math.round(value * factor) / factor === value) return FORM.tenths + place;
    }
  }
  return Math.fround(value) === value ? FORM.float32 : FORM.float64;
}

function writeNumber(writer: ByteWriter, form: number, value: number): void {
  if (form === FORM.whole) writer.zigzag(value);
  else if (form === FORM.float32) writer.float32(value);
  else if (form === FORM.float64) writer.float64(value);
  else writer.zigzag(Math.round(value * DECIMAL_FACTORS[form - FORM.tenths]!));
}

function readValue(reader: ByteReader, form: number): Value | null {
  switch (form) {
    case FORM.none:
      return null;
    case FORM.no:
      return false;
    case FORM.yes:
      return true;
    case FORM.whole:
      return reader.zigzag();
    case FORM.float32:
      return reader.float32();
    case FORM.float64:
      return reader.float64();
    case FORM.text:
      return reader.text();
    default: {
      const factor = DECIMAL_FACTORS[form - FORM.tenths];
      if (factor !== undefined) return reader.zigzag() / factor;
      throw new HistoryError('corrupt', `stored readings: no such form of a value (${form}).`);
    }
  }
}
