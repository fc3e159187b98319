import { expect, test } from 'vitest';
import { historySchema } from '../../src/history/settings.ts';

const DAY_MS = 86_400_000;

test('without a word readings are kept 30 days, minutes a year, hours ten years', () => {
  expect(historySchema.parse({})).toEqual({
    keep: { raw: 30 * DAY_MS, minute: 365 * DAY_MS, hour: 3_650 * DAY_MS },
  });
});

test('the example of the formats document is read', () => {
  const settings = historySchema.parse({
    influx: { url: 'http://127.0.0.1:8086', database: 'dutywatch' },
    keep: { raw: '30d', minute: '1y', hour: '10y' },
  });
  expect(settings.influx).toEqual({ url: 'http://127.0.0.1:8086', database: 'dutywatch' });
});

test('InfluxDB 2.x is a bucket, an organisation and a token in a file', () => {
  const influx = { url: 'https://x', bucket: 'b', org: 'o', 'token-file': 'secrets/influx' };
  expect(historySchema.parse({ influx }).influx).toEqual(influx);
});

test.each([
  ['neither database nor bucket', { url: 'http://x' }, /expected database/],
  ['a database beside a bucket', { url: 'http://x', bucket: 'b', database: 'd' }, /with bucket/],
  ['a token without a bucket', { url: 'http://x', database: 'd', 'token-file': 't' }, /needs buc/],
  ['a user without a password', { url: 'http://x', database: 'd', username: 'u' }, /belong togeth/],
  ['another protocol', { url: 'udp://x', database: 'd' }, /expected http/],
  ['a password in the file itself', { url: 'http://x', database: 'd', password: 'p' }, /password/],
])('InfluxDB with %s is refused', (_, influx, message) => {
  expect(historySchema.safeParse({ influx }).error?.message).toMatch(message);
});

test('raw readings kept longer than minutes are refused', () => {
  const { error } = historySchema.safeParse({ keep: { raw: '2y' } });
  expect(error?.message).toMatch(/coarser readings are kept longer/);
});
