import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Value } from '../../src/core/signals/reading.ts';
import { ByteReader } from '../../src/history/byte-reader.ts';
import { ByteWriter } from '../../src/history/byte-writer.ts';
import { HistoryError } from '../../src/history/history-error.ts';
import { readSample, writeSample } from '../../src/history/sample-codec.ts';
import { effort } from '../support/effort.ts';

function encode(value: Value): Uint8Array {
  const writer = new ByteWriter();
  writeSample(writer, 0, { signal: 's', value, quality: 'good' }, false);
  return writer.take();
}

const anyValue = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.float({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.integer({ min: -99_999, max: 99_999 }).map((n) => n / 10),
  fc.integer({ min: -99_999, max: 99_999 }).map((n) => n * 0.001),
  fc.boolean(),
  fc.string({ unit: 'grapheme' }),
);

const quality = fc.oneof(
  fc.constant({ quality: 'good' as const }),
  fc.record({
    quality: fc.constantFrom('uncertain' as const, 'bad' as const),
    reason: fc.constantFrom('silent' as const, 'sentinel' as const, 'not-heard-yet' as const),
  }),
  fc.constant({ quality: 'bad' as const }),
);

test('whatever a device says comes back exactly, to the last bit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(300), anyValue, quality, fc.boolean()), { minLength: 1 }),
      (samples) => {
        const writer = new ByteWriter();
        for (const [index, value, rest, changed] of samples) {
          writeSample(writer, index, { signal: 's', value, ...rest }, changed);
        }
        const reader = new ByteReader(writer.take());
        for (const [index, value, rest, qualityChanged] of samples) {
          const read = readSample(reader);
          expect(Object.is(read.value, value), `${read.value} for ${value}`).toBe(true);
          expect(read).toEqual({ index, value, ...rest, qualityChanged });
        }
        expect(reader.isAtEnd).toBe(true);
      },
    ),
    { numRuns: effort(300, 100_000) },
  );
});

test.each<[Value, number, string]>([
  [false, 2, 'a bool is its head alone'],
  [0, 3, 'a small whole number takes one byte more'],
  [-63, 3, 'of either sign'],
  [230.1, 4, 'a voltage in tenths is a whole number of tenths'],
  [49.98, 4, 'a frequency in hundredths'],
  [Math.fround(229.7612), 6, 'a float32 register stays four bytes'],
  [Math.PI, 10, 'anything else is a double'],
])('%s takes %i bytes: %s', (value, bytes) => {
  expect(encode(value)).toHaveLength(bytes);
});

test('bytes that end too early are corrupt, not a number', () => {
  const bytes = encode(Math.PI);
  for (let length = 0; length < bytes.length; length++) {
    const reader = new ByteReader(bytes.subarray(0, length));
    expect(() => readSample(reader)).toThrow(HistoryError);
  }
});
