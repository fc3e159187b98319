import { expect, test } from 'vitest';
import { Repeats } from '../../../src/drivers/mqtt/repeats.ts';

test('a repeat is found until twenty thousand others came after it', () => {
  const repeats = new Repeats();
  const stored = Promise.resolve();
  for (let i = 0; i <= 20_000; i++) repeats.remember(`uplink ${i}`, stored);
  expect(repeats.find('uplink 0')).toBeUndefined();
  expect(repeats.find('uplink 1')).toBe(stored);
});

test('an id whose message was not stored is forgotten', async () => {
  const repeats = new Repeats();
  repeats.remember('a', Promise.reject(new Error('disk full')));
  expect(repeats.find('a')).toBeDefined();
  await expect.poll(() => repeats.find('a')).toBeUndefined();
});
