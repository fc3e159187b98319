import { describe, expect, test } from 'vitest';
import { DeviceError } from '../../../src/core/error.ts';
import type { RegisterFunction } from '../../../src/devices/register-number.ts';
import { Codec, ExceptionAnswer } from '../../../src/drivers/modbus/codec.ts';
import { crc16 } from '../../../src/drivers/modbus/crc16.ts';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

test('the checksum is CRC-16/MODBUS, whose check value (of "123456789") is 0x4B37', () => {
  expect(crc16(Buffer.from('123456789'))).toBe(0x4b37);
});

// The examples of MODBUS Application Protocol V1.1b3, 6.1-6.4, sent to unit 17.
describe.each<[RegisterFunction, number, number, string, string, string]>([
  ['coil', 0x13, 19, '11 01 0013 0013', '11 01 03 cd6b05', 'cd6b05'],
  ['discrete', 0xc4, 22, '11 02 00c4 0016', '11 02 03 acdb35', 'acdb35'],
  ['holding', 0x6b, 3, '11 03 006b 0003', '11 03 06 022b 0000 0064', '022b00000064'],
  ['input', 8, 1, '11 04 0008 0001', '11 04 02 000a', '000a'],
])('reading %s registers', (table, start, count, question, answer, data) => {
  const asked = { unit: 17, function: table, start, count };

  test('the question and the answer are those of the specification', () => {
    const codec = new Codec();
    expect(codec.encode(0, asked)).toEqual(bytes(question));
    expect(codec.decode(0, bytes(answer))).toEqual(bytes(data));
  });

  test('an exception is named by its code', () => {
    const codec = new Codec();
    codec.encode(0, asked);
    const body = bytes(answer);
    const found = codec.decode(0, Buffer.from([17, body[1]! | 0x80, 2]));
    expect(found).toBeInstanceOf(ExceptionAnswer);
    expect((found as DeviceError).kind).toBe('exception');
    expect((found as DeviceError).message).toContain('Illegal data address');
  });
});

describe('what is not the answer is never data', () => {
  const asked = { unit: 5, function: 'holding', start: 0x10, count: 2 } as const;
  test.each([
    ['one register of two', '05 03 02 0001', 'short'],
    ['three registers for two', '05 03 06 0001 0002 0003', 'short'],
    ['a byte count smaller than what follows', '05 03 02 0001 0002', 'short'],
    ['a byte count larger than what follows', '05 03 06 0001 0002', 'short'],
    ['nothing but the function', '05 03', 'short'],
    ['an exception without its code', '05 83', 'wrong-transaction'],
    ['another unit', '06 03 04 0001 0002', 'wrong-unit'],
    ['an exception from another unit', '06 83 02', 'wrong-unit'],
    ['another function', '05 04 04 0001 0002', 'wrong-transaction'],
    ['an exception to another function', '05 84 02', 'wrong-transaction'],
  ])('%s', (_, hex, kind) => {
    const codec = new Codec();
    codec.encode(3, asked);
    const found = codec.decode(3, bytes(hex));
    expect(found).toBeInstanceOf(DeviceError);
    expect((found as DeviceError).kind).toBe(kind);
    expect((found as DeviceError).message).toContain('unit 5 holding 0x0010+2');
  });

  test.each([
    [0x02, false],
    [0x04, false],
    [0x0a, true],
    [0x0b, true],
  ])('exception %i comes from a gateway: %s', (code, isFromGateway) => {
    const codec = new Codec();
    codec.encode(0, asked);
    const found = codec.decode(0, Buffer.from([5, 0x83, code]));
    expect((found as ExceptionAnswer).isFromGateway).toBe(isFromGateway);
  });
});

test('slots do not mix: each answer is judged by its own question', () => {
  const codec = new Codec();
  codec.encode(0, { unit: 1, function: 'holding', start: 0, count: 1 });
  codec.encode(1, { unit: 2, function: 'input', start: 0, count: 2 });
  expect(codec.decode(1, bytes('02 04 04 0001 0002'))).toEqual(bytes('00010002'));
  expect(codec.decode(0, bytes('01 03 02 0007'))).toEqual(bytes('0007'));
});
