import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeviceError } from '../../src/core/error.ts';
import { createPayloadDecoder, type PayloadNews } from '../../src/devices/payload-decoder.ts';
import { mqttProfile } from './files.ts';

const topic = 'field/b17';

function decode(payload: string | Uint8Array, points: object, mqtt: object = {}): PayloadNews {
  const decoder = createPayloadDecoder(mqttProfile(mqtt, points), { name: 'b17' });
  const raw = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
  return decoder.decode(topic, raw)!;
}

/** One point, shown as `value`, `bad reason`, or `nothing`. */
function decodePoint(payload: string, point: object): string {
  // A second signal keeps a payload without the point's path from being one that says nothing.
  const points = { leak: { path: 'wet', type: 'bool' }, 'x.value': point };
  const news = decode(payload, point && 'path' in point ? points : { 'x.value': point });
  if (news.is !== 'samples') throw new Error('no samples');
  const sample = news.samples.find(({ signal }) => signal === 'x.value');
  if (!sample) return 'nothing';
  return sample.quality === 'good' ? `${sample.value}` : `${sample.quality} ${sample.reason}`;
}

describe('one value', () => {
  test.each<[string, object, string, string]>([
    ['{"wet":true,"v":true}', { type: 'bool' }, 'true', 'JSON true'],
    ['{"wet":true,"v":"true"}', { type: 'bool' }, 'true', 'true as text'],
    ['{"wet":true,"v":0}', { type: 'bool' }, 'false', '0'],
    ['{"wet":true,"v":1}', { type: 'bool', invert: true }, 'false', '1, turned round'],
    ['{"wet":true,"v":2}', { type: 'bool' }, 'bad range', 'neither'],
    ['{"wet":true,"v":"ON"}', { type: 'bool', enum: { ON: true, OFF: false } }, 'true', 'a word'],
    ['{"wet":true,"v":"on"}', { type: 'bool', enum: { ON: true, OFF: false } }, 'bad range', 'not'],
    ['{"wet":true,"v":false}', { type: 'enum', enum: { false: 'a', true: 'b' } }, 'a', 'a bool'],
    ['{"wet":true,"v":"100.00"}', { type: 'number' }, '100', 'a number as text'],
    ['{"wet":true,"v":"1e2"}', { type: 'number' }, '100', 'with an exponent'],
    ['{"wet":true,"v":""}', { type: 'number' }, 'bad not-a-number', 'empty text is not 0'],
    ['{"wet":true,"v":"0x10"}', { type: 'number' }, 'bad not-a-number', 'no hexadecimal'],
    ['{"wet":true,"v":true}', { type: 'number' }, 'bad not-a-number', 'true is not 1 here'],
    ['{"wet":true,"v":[1]}', { type: 'number' }, 'bad not-a-number', 'a list is no number'],
    ['{"wet":true,"v":null}', { type: 'number' }, 'bad sentinel', 'null: no value'],
    ['{"wet":true,"v":-1}', { type: 'number', invalid: [-1] }, 'bad sentinel', 'sentinel'],
    ['{"wet":true,"v":"-1"}', { type: 'number', invalid: [-1] }, 'bad sentinel', 'as text'],
    ['{"wet":true,"v":3045}', { type: 'number', scale: 0.001 }, '3.045', 'scaled'],
    ['{"wet":true,"v":101}', { type: 'number', range: [0, 100] }, 'bad range', 'out of range'],
    ['{"wet":true,"v":5}', { type: 'bit', bit: 2 }, 'true', '5 has bit 2'],
    ['{"wet":true,"v":5}', { type: 'bit', bit: 1 }, 'false', '5 has not bit 1'],
    ['{"wet":true,"v":"wet"}', { type: 'bit', bit: 1 }, 'bad not-a-number', 'no bits in a word'],
    ['{"wet":true}', { type: 'number' }, 'nothing', 'not said'],
    ['{"wet":true}', { type: 'number', default: 0 }, '0', 'protobuf-JSON left a 0 out'],
  ])('%s as %o is %s: %s', (payload, keys, expected, _why) => {
    expect(decodePoint(payload, { path: 'v', ...keys })).toBe(expected);
  });

  test('a default needs the object that leaves it out: no codec is not "dry"', () => {
    const point = { path: 'object.v', type: 'number', default: 0 };
    expect(decodePoint('{"wet":true,"object":{}}', point)).toBe('0');
    expect(decodePoint('{"wet":true}', point)).toBe('nothing');
  });

  test.each([
    ['true', { type: 'bool' }, 'true'],
    ['21.5', { type: 'number' }, '21.5'],
    ['Online', { type: 'string' }, 'Online'],
  ])('a payload that is the value itself: %s', (payload, keys, expected) => {
    expect(decodePoint(payload, keys)).toBe(expected);
  });

  test.each([
    // Dragino LWL02: byte 0 bit 6 is the leak, the low 14 bits of bytes 0-1 the battery in mV,
    // bytes 3-5 a count. 4B E4 02 000005 000003 00: leak, 0x0BE4 = 3044 mV.
    ['{"wet":1,"d":"4be40200000500000300"}', { type: 'bit', bit: 6, at: 0 }, 'hex', 'true'],
    ['{"wet":1,"d":"4be40200000500000300"}', { type: 'bits', bits: [0, 13] }, 'hex', '3044'],
    ['{"wet":1,"d":"4be40200000500000300"}', { type: 'uint8', at: 2 }, 'hex', '2'],
    // Milesight: 03 67 then the temperature × 10 as a little-endian int16: 34 01 = 0x0134 = 30.8.
    [
      '{"wet":1,"d":"AXVcA2c0AQ=="}',
      { type: 'int16', at: 5, order: 'DCBA', scale: 0.1 },
      'base64',
      '30.8',
    ],
    ['{"wet":1,"d":"AXVcA2c0AQ=="}', { type: 'int16', at: 6 }, 'base64', 'bad not-a-number'],
    ['{"wet":1,"d":"4b?4"}', { type: 'uint8', at: 0 }, 'hex', 'bad not-a-number'],
    ['{"wet":1,"d":75}', { type: 'uint8', at: 0 }, 'hex', 'bad not-a-number'],
  ])('bytes in text: %s as %o (%s) is %s', (payload, keys, encoding, expected) => {
    expect(decodePoint(payload, { path: 'd', decode: encoding, ...keys })).toBe(expected);
  });
});

describe('a whole message', () => {
  const points = { leak: { path: 'params.flood:0.alarm', type: 'bool' } };

  test.each([
    ['{"params":', 'JSON', 'cut short'],
    ['wet!', 'JSON', 'no JSON'],
    ['[]', 'one of params.flood:0.alarm', 'a list'],
    ['17', 'a JSON object', 'a number'],
    ['{"other":1}', 'one of params.flood:0.alarm', 'nothing that we know'],
    ['', 'a value', 'empty'],
  ])('that is broken is refused, saying what was expected: %s', (payload, expected) => {
    expect(errorOf(payload, points)).toMatchObject({
      kind: 'payload',
      message: expect.stringContaining(`${topic}: found `),
    });
    expect(errorOf(payload, points).message).toContain(`expected ${expected}`);
  });

  test('that is not text is refused', () => {
    expect(errorOf(Uint8Array.of(0xff, 0xfe), points).message).toContain('expected UTF-8');
  });

  test('with only further points counts as not heard', () => {
    const both = { ...points, 'x.rssi': { path: 'rssi', type: 'number' } };
    expect(errorOf('{"rssi":-70}', both).kind).toBe('payload');
  });

  test('shows only the beginning of a long payload', () => {
    expect(errorOf('x'.repeat(100_000), points).message.length).toBeLessThan(200);
  });

  test('any bytes are either understood or a payload error', () => {
    const anyPayload = fc.oneof(
      fc.uint8Array(),
      fc.json().map((json) => Buffer.from(json)),
    );
    fc.assert(
      fc.property(anyPayload, (payload) => {
        try {
          expect(decode(payload, points).is).toBe('samples');
        } catch (error) {
          expect(error).toMatchObject({ kind: 'payload' });
        }
      }),
    );
  });

  test('brings its own time and identity', () => {
    const mqtt = { time: 'ts', id: 'uuid' };
    const leak = { leak: { path: 'wet', type: 'bool' } };
    for (const [time, deviceAt, why] of [
      ['"2026-11-23T10:15:30.5+08:00"', Date.UTC(2026, 10, 23, 2, 15, 30, 500), 'ISO with a zone'],
      ['"2026-11-23T02:15:30Z"', Date.UTC(2026, 10, 23, 2, 15, 30), 'in UTC'],
      ['1700000000.12', 1_700_000_000_120, 'seconds with a fraction'],
      ['1700000000123', 1_700_000_000_123, 'milliseconds'],
      ['"1700000000"', 1_700_000_000_000, 'seconds as text'],
    ] as const) {
      const news = decode(`{"wet":true,"ts":${time},"uuid":"a1"}`, leak, mqtt);
      expect(news, why).toMatchObject({ deviceAt, id: 'a1', samples: [{ quality: 'good' }] });
    }
  });

  test('with a time that nobody can read is shown but does not detect', () => {
    const leak = { leak: { path: 'wet', type: 'bool' } };
    for (const time of ['"2026-11-23T10:15:30"', '"yesterday"', '-5', '{}']) {
      const news = decode(`{"wet":true,"ts":${time}}`, leak, { time: 'ts' });
      expect(news).not.toHaveProperty('deviceAt');
      expect(news).toMatchObject({
        samples: [{ value: true, quality: 'uncertain', reason: 'clock' }],
      });
    }
  });
});

describe('topics', () => {
  const profile = mqttProfile(
    {
      topic: 'application/+/device/<dev-eui>/event/up',
      availability: { topic: 'tele/<name>/LWT', online: 'Online', offline: 'Offline' },
    },
    {
      leak: { path: 'wet', type: 'bool' },
      battery: { topic: 'tele/<name>/battery', type: 'number', unit: '%' },
    },
  );
  const decoder = createPayloadDecoder(profile, { 'dev-eui': '24e1', name: 'cellar/north' });
  const news = (topicName: string, payload: string) =>
    decoder.decode(topicName, new TextEncoder().encode(payload));

  test('are subscribed with their placeholders filled in', () => {
    expect(decoder.subscriptions).toEqual([
      'application/+/device/24e1/event/up',
      'tele/cellar/north/battery',
      'tele/cellar/north/LWT',
    ]);
  });

  test('lead each message to its points; a foreign one is nobody’s', () => {
    expect(news('application/7/device/24e1/event/up', '{"wet":true}')).toMatchObject({
      group: 'application/+/device/<dev-eui>/event/up',
      samples: [{ signal: 'leak', value: true }],
    });
    expect(news('tele/cellar/north/battery', '88')).toMatchObject({
      samples: [{ signal: 'battery', value: 88 }],
    });
    expect(news('application/7/device/24e2/event/up', '{"wet":true}')).toBeUndefined();
    expect(news('application/7/8/device/24e1/event/up', '{"wet":true}')).toBeUndefined();
  });

  test('of availability say whether the device is there', () => {
    expect(news('tele/cellar/north/LWT', 'Online')).toEqual({ is: 'availability', online: true });
    expect(news('tele/cellar/north/LWT', 'Offline')).toEqual({ is: 'availability', online: false });
    expect(() => news('tele/cellar/north/LWT', 'perhaps')).toThrow('Online or Offline');
  });
});

function errorOf(payload: string | Uint8Array, points: object): DeviceError {
  try {
    decode(payload, points);
  } catch (error) {
    return error as DeviceError;
  }
  throw new Error('the payload was accepted');
}
