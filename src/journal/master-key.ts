/**
 * The key that wraps the keys of personal data: 32 random bytes in `master.key`, for the owner's
 * eyes only. It belongs in the backup, kept apart from it; without it personal data is lost.
 */

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { JournalError } from './journal-error.ts';

const KEY_BYTES = 32;
const OTHERS = 0o077;

export function readMasterKey(folder: string): Buffer | undefined {
  const file = join(folder, 'master.key');
  if (!existsSync(file)) return undefined;
  const handle = openSync(file, 'r');
  try {
    const mode = fstatSync(handle).mode & 0o777;
    if (mode & OTHERS) {
      const found = `${file}: others may open it (mode ${mode.toString(8)})`;
      throw new JournalError('key', `${found}; run: chmod 600 ${file}`);
    }
    const key = Buffer.from(readFileSync(handle, 'utf8').trim(), 'hex');
    if (key.length === KEY_BYTES) return key;
    throw new JournalError('key', `${file}: not a key; put back the one from the backup.`);
  } finally {
    closeSync(handle);
  }
}

/** Fails where there is one already. */
export function createMasterKey(folder: string): Buffer {
  const key = randomBytes(KEY_BYTES);
  const handle = openSync(join(folder, 'master.key'), 'wx', 0o600);
  try {
    writeSync(handle, `${key.toString('hex')}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return key;
}
