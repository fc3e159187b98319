/**
 * Passwords as scrypt hashes that carry their own parameters, so that these can be raised later.
 * Hashing runs in the thread pool, a few at a time: the main loop and the disk are not held up.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { JournalError } from './journal-error.ts';

interface Parameters {
  N: number;
  r: number;
  p: number;
}

/** OWASP Password Storage Cheat Sheet, scrypt at 32 MiB: fits small boards; about 0.3 s. */
const PARAMETERS: Parameters = { N: 2 ** 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Hashes computed at once; the thread pool has four threads, and others need it too. */
const AT_ONCE = 2;
/** Callers that may wait for their turn; one more is refused with a `busy` error. */
const WAITING_LIMIT = 8;

/** Of no password: a person who does not exist takes as long to refuse as one who does. */
export const NOBODYS_HASH = encode(PARAMETERS, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));

export class PasswordHasher {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    return encode(PARAMETERS, salt, await this.#derive(password, salt, PARAMETERS));
  }

  async matches(password: string, stored: string): Promise<boolean> {
    const [N, r, p, salt, expected] = stored.split('$').slice(1);
    const parameters = { N: Number(N), r: Number(r), p: Number(p) };
    const derived = await this.#derive(password, Buffer.from(salt!, 'base64'), parameters);
    return timingSafeEqual(derived, Buffer.from(expected!, 'base64'));
  }

  async #derive(password: string, salt: Buffer, parameters: Parameters): Promise<Buffer> {
    await this.#takeTurn();
    try {
      return await deriveKey(password, salt, parameters);
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }

  async #takeTurn(): Promise<void> {
    if (this.#running >= AT_ONCE) {
      if (this.#waiting.length >= WAITING_LIMIT) {
        throw new JournalError('busy', 'too many sign-ins at once; try again in a few seconds.');
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#running++;
  }
}

/** NFKC: one password may be typed as different code points (NIST SP 800-63B, 5.1.1.2). */
function deriveKey(password: string, salt: Buffer, parameters: Parameters): Promise<Buffer> {
  // Node refuses more than 32 MiB by default; scrypt needs 128 * N * r bytes and a little.
  const maxmem = 256 * parameters.N * parameters.r;
  return new Promise((resolve, reject) => {
    const options = { ...parameters, maxmem };
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

function encode({ N, r, p }: Parameters, salt: Buffer, derived: Buffer): string {
  return ['scrypt', N, r, p, salt.toString('base64'), derived.toString('base64')].join('$');
}
