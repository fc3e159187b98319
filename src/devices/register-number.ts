/**
 * Register numbers as manuals print them, and addresses as they go over the wire. A manual that
 * counts from one calls address 0 register 1, or 30001 where the first digit names the table
 * (MODBUS Application Protocol V1.1b3 §4.4).
 */
import { z } from 'zod';
import { found } from './problem.ts';

export const REGISTER_FUNCTIONS = ['holding', 'input', 'coil', 'discrete'] as const;
export type RegisterFunction = (typeof REGISTER_FUNCTIONS)[number];

export const LAST_ADDRESS = 0xffff;

const notAnAddress = (issue: { input?: unknown }) =>
  `${found(issue.input)} is not a register address. ` +
  'Give the address on the wire (0-65535), for example 11.';

export const addressSchema = z
  .int({ error: notAnAddress })
  .min(0, { error: notAnAddress })
  .max(LAST_ADDRESS, { error: notAnAddress });

const notANumber = (issue: { input?: unknown }) =>
  `${found(issue.input)} is not a register number. ` +
  'Give the number that the manual prints, counted from one, for example 30001.';

export const registerNumberSchema = z.int({ error: notANumber }).min(1, { error: notANumber });

const TABLE_DIGIT: Readonly<Record<RegisterFunction, number>> = {
  coil: 0,
  discrete: 1,
  input: 3,
  holding: 4,
};

/**
 * 30001 with `input` → 0; 3204 → 3203. Undefined where the number names a table other than the
 * function's, or none of its registers. Five digits are read as table and register only if the
 * first is 1, 3 or 4; a plain number in such a range must be given as an address.
 */
export function addressOfNumber(number: number, fn: RegisterFunction): number | undefined {
  const tableSize = number >= 100_000 ? 100_000 : 10_000;
  const digit = Math.floor(number / tableSize);
  const namesTable = digit === 1 || digit === 3 || digit === 4;
  if (namesTable && digit !== TABLE_DIGIT[fn]) return undefined;
  const address = (namesTable ? number % tableSize : number) - 1;
  return address >= 0 && address <= LAST_ADDRESS ? address : undefined;
}
