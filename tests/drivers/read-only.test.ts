/** Shows: practice P-16. */
import { expect, test } from 'vitest';
import { readSources } from '../tidy/source/tree.ts';

/** modbus-serial's names of the functions that change something in a device. */
const WRITES = /\bwrite(FC(5|6|15|16|22|23)|Coils?|Registers?)\b|\bmaskWriteRegister\b/;

test('the gateway writes to no lift, breaker, generator or fire controller', () => {
  const drivers = readSources().filter(({ path }) => path.startsWith('src/'));
  expect(drivers.length).toBeGreaterThan(300);
  expect(drivers.filter(({ text }) => WRITES.test(text)).map(({ path }) => path)).toEqual([]);
});
