import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_PACKET_BYTES, PacketLengths } from '../../src/broker/packet-guard.ts';
import { connectPacket, publishPacket } from './raw-client.ts';

const PINGREQ = Buffer.from([0xc0, 0x00]);

test('packets pass whole, however the network chops them', () => {
  const stream = Buffer.concat([
    connectPacket({}),
    PINGREQ,
    publishPacket('a', Buffer.alloc(20_000)),
    PINGREQ,
  ]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 7_000 }), { minLength: 1 }), (sizes) => {
      const lengths = new PacketLengths();
      for (let at = 0, i = 0; at < stream.length; i++) {
        const size = sizes[i % sizes.length]!;
        expect(lengths.accept(stream.subarray(at, at + size))).toBe(true);
        at += size;
      }
    }),
  );
});

test('a packet that announces more than the limit is refused at its length, not at its end', () => {
  const head = (bytes: number) =>
    Buffer.from([0x30, (bytes & 0x7f) | 0x80, ((bytes >> 7) & 0x7f) | 0x80, bytes >> 14]);
  expect(new PacketLengths().accept(head(MAX_PACKET_BYTES))).toBe(true);
  expect(new PacketLengths().accept(head(MAX_PACKET_BYTES + 1))).toBe(false);
});

test('a length of five bytes is no MQTT', () => {
  expect(new PacketLengths().accept(Buffer.from([0x30, 0x80, 0x80, 0x80, 0x80, 0x01]))).toBe(false);
});
