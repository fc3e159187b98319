/**
 * Secrets that a machine keeps: 256 random bits, of which only the hash is stored. So one is found
 * by its hash: the time that an index takes tells nothing of a secret whose hash nobody can steer.
 */
import { hash, randomBytes } from 'node:crypto';

export function createSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function hashSecret(secret: string): string {
  return hash('sha256', secret);
}

/** Derived, so that it need not be stored; the session id cannot be told from it. */
export function csrfOf(sessionId: string): string {
  return hash('sha256', `csrf ${sessionId}`, 'base64url');
}
