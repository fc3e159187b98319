import { expect, test } from 'vitest';
import { z } from 'zod';
import { mqttConnectionSchema } from '../../../src/drivers/mqtt/settings.ts';

test('a connection is to the embedded broker or to one elsewhere', () => {
  expect(mqttConnectionSchema.parse({ mqtt: 'embedded' })).toEqual({ broker: 'embedded' });
  expect(
    mqttConnectionSchema.parse({
      mqtt: 'mqtts://broker.example:8883',
      username: 'gw',
      'password-file': 'secrets/city',
    }),
  ).toEqual({
    broker: 'outside',
    url: 'mqtts://broker.example:8883',
    version: 5,
    username: 'gw',
    passwordFile: 'secrets/city',
  });
});

test('slips are found at their key, with what was expected', () => {
  const url = 'mqtt://broker.example';
  for (const [entry, key, message] of [
    [{ mqtt: 'embeded' }, 'mqtt', /no address; expected embedded, mqtt:\/\//],
    [{ mqtt: 'http://broker.example' }, 'mqtt', /neither mqtt:\/\/ nor mqtts:\/\//],
    [{ mqtt: 'mqtt://' }, 'mqtt', /no host/],
    [{ mqtt: 'mqtt://gw:pw@broker.example' }, 'mqtt', /password-file/],
    [{ mqtt: `${url}/topic` }, 'mqtt', /more than host and port/],
    [{ mqtt: url, version: 3 }, 'version', /expected 4 \(MQTT 3.1.1\) or 5/],
    [{ mqtt: url, 'password-file': 'p' }, 'password-file', /needs a username/],
    [{ mqtt: 'embedded', version: 4 }, 'version', /outside broker/],
  ] as const) {
    const issue = mqttConnectionSchema.safeParse(entry).error?.issues[0];
    expect(issue?.path).toEqual([key]);
    expect(issue?.message).toMatch(message);
  }
});

test('editors can complete it', () => {
  const schema = z.toJSONSchema(mqttConnectionSchema, { io: 'input' });
  expect(schema.required).toEqual(['mqtt']);
});
