import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createModbusFace } from '../../../simulators/faces/modbus-face.ts';
import { putFloat32, putUint32, type Table } from '../../../simulators/faces/register-table.ts';
import { readPdu } from '../small-site.ts';

function build() {
  const registers: Table = { start: 0x10, values: Uint16Array.of(0x1234, 0x8001, 7) };
  const bits: Table = { start: 0, values: Uint16Array.of(1, 0, 1, 1, 0, 0, 0, 0, 1, 1) };
  const model = { revision: 1, third: 7 };
  let encoded = 0;
  const face = createModbusFace({
    tables: { holdings: [registers], discretes: [bits], coils: [bits] },
    maxRegisters: 80,
    revision: () => model.revision,
    encode: () => {
      encoded += 1;
      registers.values[2] = model.third;
    },
  });
  return { face, model, encodings: () => encoded };
}

test('reads answer as the specification says', () => {
  const { face } = build();
  for (const [request, answer, why] of [
    [readPdu(3, 0x10, 2), [3, 4, 0x12, 0x34, 0x80, 0x01], 'registers, high byte first'],
    [readPdu(3, 0x12, 1), [3, 2, 0, 7], 'the last register alone'],
    [readPdu(2, 0, 10), [2, 2, 0b00001101, 0b11], 'bits, first one lowest'],
    [readPdu(1, 2, 3), [1, 1, 0b011], 'coils from the third'],
    [readPdu(4, 0x10, 1), [0x84, 1], 'no input registers: illegal function'],
    [readPdu(6, 0x10, 1), [0x86, 1], 'no writes: illegal function'],
    [readPdu(3, 0x0f, 2), [0x83, 2], 'begins before the table: illegal address'],
    [readPdu(3, 0x12, 2), [0x83, 2], 'ends behind the table: illegal address'],
    [readPdu(3, 0x10, 0), [0x83, 3], 'nothing asked for: illegal value'],
    [readPdu(3, 0x10, 81), [0x83, 3], 'more than the device accepts: illegal value'],
    [Uint8Array.of(3, 0, 0x10, 0), [0x83, 3], 'a request cut short: illegal value'],
  ] as const) {
    expect([...face.respond(request)], why).toEqual([...answer]);
  }
});

test('the model is encoded again only when it has changed', () => {
  const { face, model, encodings } = build();
  const first = face.respond(readPdu(3, 0x10, 3));
  for (let poll = 0; poll < 100; poll++) {
    expect(face.respond(readPdu(3, 0x10, 3))).toBe(first);
  }
  expect(encodings()).toBe(1);
  model.third = 8;
  model.revision += 1;
  expect([...face.respond(readPdu(3, 0x12, 1))]).toEqual([3, 2, 0, 8]);
  expect(encodings()).toBe(2);
});

test('no request whatever makes a face throw, and every answer echoes its function', () => {
  const { face } = build();
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 253 }), (pdu) => {
      expect(face.respond(pdu)[0]! & 0x7f).toBe(pdu[0]! & 0x7f);
    }),
  );
});

test('numbers lie in registers as the makers describe', () => {
  const table: Table = { start: 0, values: new Uint16Array(2) };
  putFloat32(table, 0, 230.5);
  // IEEE 754: 230.5 = 0x43668000.
  expect([...table.values]).toEqual([0x4366, 0x8000]);
  putUint32(table, 0, 305_419_896);
  expect([...table.values]).toEqual([0x1234, 0x5678]);
});
