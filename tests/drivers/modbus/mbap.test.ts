import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeMbap, MbapReader } from '../../../src/drivers/modbus/mbap.ts';
import { effort } from '../../support/effort.ts';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

test('a frame is transaction, protocol 0, length, unit and PDU', () => {
  // Messaging on TCP/IP V1.0b, 3.1.3: the length counts from the unit on.
  expect(encodeMbap(0x1501, bytes('ff 03 0004 0001'))).toEqual(
    bytes('1501 0000 0006 ff 03 0004 0001'),
  );
});

test('frames come out whole and in order, however the stream is cut', () => {
  const frame = fc.record({
    transaction: fc.integer({ min: 0, max: 0xffff }),
    body: fc.uint8Array({ minLength: 2, maxLength: 254 }),
  });
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 30 }),
      (frames, cuts) => {
        const stream = Buffer.concat(
          frames.map(({ transaction, body }) => encodeMbap(transaction, Buffer.from(body))),
        );
        const reader = new MbapReader();
        const seen: { transaction: number; body: Uint8Array }[] = [];
        for (let at = 0, i = 0; at < stream.length; i++) {
          const end = at + cuts[i % cuts.length]!;
          const { frames: found, fault } = reader.read(stream.subarray(at, end));
          expect(fault).toBeUndefined();
          seen.push(
            ...found.map(({ transaction, body }) => ({ transaction, body: Uint8Array.from(body) })),
          );
          at = end;
        }
        expect(seen).toEqual(
          frames.map(({ transaction, body }) => ({ transaction, body: Uint8Array.from(body) })),
        );
        expect(reader.isMidFrame).toBe(false);
      },
    ),
    { numRuns: effort(200, 20_000) },
  );
});

test.each([
  ['another protocol', '0001 4854 0006 01 03 02 0000', 'protocol 18516, expected 0'],
  ['no function code', '0001 0000 0001 01', 'length 1, expected 2-254'],
  ['more than a PDU holds', '0001 0000 00ff 01', 'length 255, expected 2-254'],
])('a header with %s ends the stream', (_, hex, fault) => {
  expect(new MbapReader().read(bytes(hex))).toEqual({ frames: [], fault });
});

test('what came before a broken header still counts', () => {
  const { frames, fault } = new MbapReader().read(
    bytes('0007 0000 0005 01 03 02 002a 0008 ffff 0005'),
  );
  expect(frames).toEqual([{ transaction: 7, body: bytes('01 03 02 002a') }]);
  expect(fault).toBe('protocol 65535, expected 0');
});
