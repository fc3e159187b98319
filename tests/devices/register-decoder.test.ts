import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sample } from '../../src/core/signals/reading.ts';
import { planReads } from '../../src/devices/read-plan.ts';
import { createRegisterDecoder, type RegisterDecoder } from '../../src/devices/register-decoder.ts';
import { modbusProfile } from './files.ts';

/** One decoder for all points, which must fit one block. */
function decoderFor(points: object, modbus: object = {}): RegisterDecoder {
  const profile = modbusProfile({ gap: 100, ...modbus }, points);
  const [block] = planReads(profile, 1_000);
  return createRegisterDecoder(profile, block!);
}

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
}

function decode(point: object, hex: string, modbus: object = {}): string {
  const [sample] = decoderFor({ 'x.value': { at: 0, ...point } }, modbus).decode(bytes(hex));
  return show(sample!);
}

function show({ value, quality, reason }: Sample): string {
  return quality === 'good' ? `${value}` : `${quality} ${reason}`;
}

describe('one value', () => {
  test.each<[string, object, string, string, string]>([
    ['uint16', {}, 'FFFE', '65534', 'unsigned'],
    ['int16', {}, 'FFFE', '-2', "two's complement"],
    ['uint32', {}, '0001 0000', '65536', 'high word first'],
    ['int32', {}, 'FFFF FFFF', '-1', "two's complement over two registers"],
    ['uint64', {}, '0000 0001 0000 0002', '4294967298', '2^32 + 2'],
    ['int64', {}, 'FFFF FFFF FFFF FFFF', '-1', "two's complement over four registers"],
    ['float32', {}, '4248 0000', '50', '1.5625 × 2^5'],
    ['float64', {}, '4049 0000 0000 0000', '50', 'the same as a double'],
    ['bool', {}, '0002', 'true', 'any bit set'],
    ['bool', { invert: true }, '0002', 'false', 'turned round'],
    ['bit', { bit: 15 }, '8000', 'true', 'the most significant'],
    ['bit', { bit: 0 }, '8000', 'false', 'the least significant'],
    ['bits', { bits: [8, 11] }, '0A00', '10', 'a nibble'],
    ['bits', { bits: [8, 11], signed: true }, '0A00', '-6', 'a signed nibble: 10 - 16'],
    ['bcd', {}, '1234', '1234', 'digits'],
    ['bcd', { length: 2 }, '0012 3456', '123456', 'over two registers'],
    ['bcd', {}, '12A4', 'bad not-a-number', 'A is no digit'],
    ['string', { length: 3 }, '4C44 3230 3000', 'LD200', 'ends at NUL'],
    ['string', { length: 2 }, '4142 2020', 'AB', 'padded with blanks'],
    ['string', { length: 1 }, 'C328', 'bad not-a-number', 'not UTF-8'],
    ['float32', {}, '7FC0 0000', 'bad not-a-number', 'quiet NaN'],
    ['float32', {}, '7F80 0000', 'bad not-a-number', 'infinity'],
    ['uint16', { scale: 0.1 }, '08FD', '230.1', '2301 / 10, without 230.10000000000002'],
    ['int16', { scale: 0.1, offset: -40 }, '0000', '-40', 'offset after scale'],
    ['uint16', { invalid: [0xffff] }, 'FFFF', 'bad sentinel', 'not available'],
    ['int16', { invalid: [0x8000] }, '8000', 'bad sentinel', 'the pattern as manuals print it'],
    ['int16', { invalid: [-32768] }, '8000', 'bad sentinel', 'the same as a number'],
    ['uint16', { scale: 0.1, range: [0, 100] }, '03E8', '100', 'the limit itself is inside'],
    ['uint16', { scale: 0.1, range: [0, 100] }, '03E9', 'bad range', '100.1'],
    ['uint16', { enum: { 0: 'closed', 1: 'open' } }, '0001', 'open', 'a word'],
    ['uint16', { enum: { 0: 'closed', 1: 'open' } }, '0007', 'bad range', 'a word nobody knows'],
    ['uint16', { enum: { 0: 'closed' }, invalid: [9] }, '0009', 'bad sentinel', 'not a word'],
    ['uint16', { codes: 'apc-transfer-cause' }, '0009', '9', 'a code stays as it is'],
  ])('%s %o reads %s as %s: %s', (type, keys, hex, expected, _why) => {
    expect(decode({ type, ...keys }, hex)).toBe(expected);
  });

  test.each([
    ['ABCD', '1122 3344', 0x11223344],
    ['CDAB', '3344 1122', 0x11223344],
    ['BADC', '2211 4433', 0x11223344],
    ['DCBA', '4433 2211', 0x11223344],
  ])('in byte order %s', (order, hex, expected) => {
    expect(decode({ type: 'uint32' }, hex, { order })).toBe(`${expected}`);
  });

  test.each([
    ['CDAB', '7788 5566 3344 1122'],
    ['BADC', '2211 4433 6655 8877'],
    ['DCBA', '8877 6655 4433 2211'],
  ])('of four registers in byte order %s', (order, hex) => {
    expect(decode({ type: 'uint64' }, hex, { order })).toBe(`${Number(0x1122334455667788n)}`);
  });

  test('a single register arrives as it is, whatever the order of several', () => {
    expect(decode({ type: 'uint16' }, '1122', { order: 'DCBA' })).toBe(`${0x1122}`);
  });

  test('text of a device that swaps the bytes of each register', () => {
    expect(decode({ type: 'string', length: 2 }, '4241 4443', { order: 'BADC' })).toBe('ABCD');
  });

  test('coils come packed from the least significant bit, from the first one asked for', () => {
    const coils = decoderFor(
      {
        'x.first': { at: 100, type: 'bool' },
        'x.ninth': { at: 108, type: 'bool' },
        'x.tenth': { at: 109, type: 'bool', invert: true },
      },
      { function: 'coil' },
    );
    expect(coils.decode(bytes('01 02')).map(show)).toEqual(['true', 'false', 'false']);
  });

  test('any number that a register can hold comes back', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const buffer = Buffer.alloc(4);
        buffer.writeFloatBE(value);
        expect(decode({ type: 'float32' }, buffer.toString('hex'))).toBe(`${value}`);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (value) => {
        const buffer = Buffer.alloc(4);
        buffer.writeInt32LE(value);
        const hex = buffer.toString('hex');
        expect(decode({ type: 'int32', order: 'DCBA' }, hex)).toBe(`${value}`);
      }),
    );
  });
});

describe('one answer after another', () => {
  const points = {
    'x.level': { at: 0, type: 'uint16' },
    'x.pump': { at: 1, type: 'bool' },
  };

  test('tells everything the first time, then only what changed', () => {
    const decoder = decoderFor(points);
    for (const [hex, expected, why] of [
      ['0005 0001', ['x.level', 'x.pump'], 'first heard'],
      ['0005 0001', [], 'the same bytes'],
      ['0006 0001', ['x.level'], 'one value changed'],
      ['0006 0002', [], 'other bytes, the same meaning'],
    ] as const) {
      expect(
        decoder.decode(bytes(hex)).map(({ signal }) => signal),
        why,
      ).toEqual(expected);
    }
  });

  test('tells everything again after a lost link', () => {
    const decoder = decoderFor(points);
    decoder.decode(bytes('0005 0001'));
    decoder.reset();
    expect(decoder.decode(bytes('0005 0001'))).toHaveLength(2);
  });

  test('a refused read makes its points bad once, and the same bytes make them good again', () => {
    const decoder = decoderFor(points);
    decoder.decode(bytes('0005 0001'));
    expect(decoder.fail('exception').map(show)).toEqual(['bad exception', 'bad exception']);
    expect(decoder.fail('exception')).toEqual([]);
    expect(decoder.decode(bytes('0005 0001')).map(show)).toEqual(['5', 'true']);
  });

  test('a change within the deadband makes no sample, but a slow drift does', () => {
    const decoder = decoderFor({ 'x.volts': { at: 0, type: 'uint16', deadband: 2 } });
    const told = [100, 101, 102, 103, 104, 106].map((value) => {
      const hex = value.toString(16).padStart(4, '0');
      return decoder.decode(bytes(hex)).map(show).join();
    });
    // Measured from the last value told: 103 is 3 away from 100, 106 is 3 away from 103.
    expect(told).toEqual(['100', '', '', '103', '', '106']);
  });

  test('a deadband hides no change of quality', () => {
    const point = { at: 0, type: 'uint16', deadband: 9, invalid: [0xffff] };
    const decoder = decoderFor({ 'x.volts': point });
    const told = ['0064', 'FFFF', '0064'].map((hex) => decoder.decode(bytes(hex)).map(show).join());
    expect(told).toEqual(['100', 'bad sentinel', '100']);
  });

  test('an answer that is shorter or longer than asked for is refused', () => {
    for (const hex of ['0005', '0005 0001 0000']) {
      expect(() => decoderFor(points).decode(bytes(hex))).toThrowError(
        expect.objectContaining({ kind: 'short' }),
      );
    }
  });

  test('samples add up to the newest bytes, whatever came before', () => {
    const word = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, word, fc.constantFrom('ok', 'fail', 'reset'))),
        (steps) => {
          const decoder = decoderFor(points);
          const known = new Map<string, string>();
          for (const [level, pump, step] of steps) {
            if (step === 'reset') decoder.reset();
            if (step === 'fail') decoder.fail('exception');
            for (const sample of decoder.decode(bytes(`000${level}000${pump}`))) {
              known.set(sample.signal, show(sample));
            }
            expect([...known]).toEqual([
              ['x.level', `${level}`],
              ['x.pump', `${pump !== 0}`],
            ]);
          }
        },
      ),
    );
  });
});
