import { expect, test } from 'vitest';
import { brokerSchema, credentialsSchema } from '../../src/broker/settings.ts';

test('a broker without words listens on this machine only, on the port of MQTT', () => {
  expect(brokerSchema.parse({})).toEqual({ host: '127.0.0.1', port: 1883 });
});

test('a broker open to the network without accounts is refused', () => {
  expect(brokerSchema.safeParse({ host: '0.0.0.0' }).error?.issues[0]?.message).toMatch(/accounts/);
  expect(brokerSchema.safeParse({ host: '0.0.0.0', credentials: 'secrets/m' }).success).toBe(true);
});

test('a credentials file says who may do what', () => {
  const file = [{ username: 'z2m', password: 'plain', publish: ['zigbee2mqtt/#'] }];
  expect(credentialsSchema.parse(file)).toEqual([{ ...file[0], subscribe: [] }]);
});

test('slips in a credentials file are found', () => {
  const one = { username: 'a', password: 'b' };
  for (const [file, where] of [
    [[{ ...one, password: 1234 }], [0, 'password']],
    [[{ ...one, password: 'scrypt:1:2' }], [0, 'password']],
    [[{ ...one, publish: ['a/#/b'] }], [0, 'publish', 0]],
    [
      [one, one],
      [1, 'username'],
    ],
    [[], []],
  ] as const) {
    expect(credentialsSchema.safeParse(file).error?.issues[0]?.path).toEqual(where);
  }
});
