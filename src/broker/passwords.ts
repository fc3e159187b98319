/**
 * Passwords of the broker's accounts, hashed as `scrypt:N:r:p:salt:hash` (salt and hash in
 * base64) or plain. Comparing takes the same time whatever is wrong with the password.
 */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

const HASHED =
  /^scrypt:(?<cost>\d{1,6}):(?<block>\d\d?):(?<lanes>\d\d?):(?<salt>[\w+/=]+):(?<hash>[\w+/=]+)$/;
/** OWASP's floor for interactive use; about 50 ms on a small board. */
const NEW_COST = { N: 16_384, r: 8, p: 1 };
const KEY_BYTES = 32;
/** A pasted hash may ask for this much memory, no more: it is needed at every sign-in. */
const MAX_MEMORY_BYTES = 128 * 1024 * 1024;

/** Whether text that starts like a hash also is one, and one that can be computed here. */
export function isPassword(text: string): boolean {
  if (!text.startsWith('scrypt:')) return text !== '';
  const parts = HASHED.exec(text)?.groups;
  if (parts === undefined) return false;
  const cost = Number(parts.cost);
  const isPowerOfTwo = cost > 1 && (cost & (cost - 1)) === 0;
  return isPowerOfTwo && 256 * cost * Number(parts.block) <= MAX_MEMORY_BYTES;
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, NEW_COST);
  const { N, r, p } = NEW_COST;
  return `scrypt:${N}:${r}:${p}:${salt.toString('base64')}:${key.toString('base64')}`;
}

/** `stored` is as the credentials file has it. */
export async function isPasswordRight(stored: string, password: Buffer): Promise<boolean> {
  const parts = HASHED.exec(stored)?.groups;
  if (parts === undefined) return areEqual(Buffer.from(stored), password);
  const expected = Buffer.from(parts.hash!, 'base64');
  const cost = {
    N: Number(parts.cost),
    r: Number(parts.block),
    p: Number(parts.lanes),
  };
  const salt = Buffer.from(parts.salt!, 'base64');
  return areEqual(expected, await derive(password, salt, cost, expected.length));
}

function areEqual(expected: Buffer, given: Buffer): boolean {
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function derive(
  password: string | Buffer,
  salt: Buffer,
  cost: ScryptOptions,
  bytes = KEY_BYTES,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, bytes, { ...cost, maxmem: 2 * MAX_MEMORY_BYTES }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
