import { expect, test } from 'vitest';
import { z } from 'zod';
import { modbusConnectionSchema } from '../../../src/drivers/modbus/settings.ts';

test('a connection needs only its host', () => {
  expect(modbusConnectionSchema.parse({ modbus: 'tcp', host: 'lift-gw' })).toEqual({
    framing: 'tcp',
    host: 'lift-gw',
    port: 502,
    timeoutMs: 1_000,
    maxInFlight: 4,
  });
});

test('what it says counts', () => {
  const entry = { modbus: 'tcp', host: '10.0.0.9', port: 5020, timeout: '300ms', 'in-flight': 1 };
  expect(modbusConnectionSchema.parse(entry)).toEqual({
    framing: 'tcp',
    host: '10.0.0.9',
    port: 5020,
    timeoutMs: 300,
    maxInFlight: 1,
  });
});

test.each([
  ['no host', { modbus: 'tcp' }],
  ['an empty host', { modbus: 'tcp', host: '' }],
  ['a port that is none', { modbus: 'tcp', host: 'a', port: 70_000 }],
  ['a timeout without unit', { modbus: 'tcp', host: 'a', timeout: 1 }],
  ['a timeout of nothing', { modbus: 'tcp', host: 'a', timeout: '0s' }],
  ['a timeout of a minute', { modbus: 'tcp', host: 'a', timeout: '1m' }],
  ['an unknown key', { modbus: 'tcp', host: 'a', baud: 9600 }],
  ['a framing that is not spoken', { modbus: 'ascii', host: 'a' }],
])('%s is refused', (_, entry) => {
  expect(modbusConnectionSchema.safeParse(entry).success).toBe(false);
});

test('an editor can complete it: the schema is convertible to JSON Schema', () => {
  const schema = z.toJSONSchema(modbusConnectionSchema, { io: 'input' });
  expect(schema).toMatchObject({ type: 'object', required: ['modbus', 'host'] });
});
