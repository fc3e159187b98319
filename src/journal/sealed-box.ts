/** AES-256-GCM with a random nonce: `nonce | tag | ciphertext`, bound to what it belongs to. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { JournalError } from './journal-error.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/** `owner` is not secret; a box that was moved to another owner does not open. */
export function seal(key: Uint8Array, owner: string, content: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

export function unseal(key: Uint8Array, owner: string, box: Uint8Array): Buffer {
  const nonce = box.subarray(0, NONCE_BYTES);
  const tag = box.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(owner)).setAuthTag(tag);
  try {
    const content = decipher.update(box.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([content, decipher.final()]);
  } catch (cause) {
    const message = `personal data ${owner}: damaged, or sealed under another master key.`;
    throw new JournalError('corrupt', message, { cause });
  }
}
