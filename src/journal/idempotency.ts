/**
 * Answers to calls that carried an `Idempotency-Key`, so that a phone which repeats its queue does
 * nothing twice (IETF draft-ietf-httpapi-idempotency-key-header). In the journal's file: a key is
 * on the disk no later than the events that its call caused.
 */
import { randomUUID } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { withoutSync } from './database.ts';

/** How long a repeat is recognised, ms; afterwards it counts as a new call. */
export const KEPT_FOR_MS = 24 * 3_600_000;
/** Most keys kept; at it the oldest is forgotten, and its repeat would count as a new call. */
export const KEYS_LIMIT = 2_000;

/**
 * `new`: do it, then `finish` or `release`. `finished`: send the same answer. `running`: the first
 * call is still at work (409). `unknown`: the program ended during the first call; it may have
 * been done (409, look before repeating). `different`: the key came with another request (422).
 */
export type Claim =
  | { state: 'new' | 'running' | 'unknown' | 'different' }
  | { state: 'finished'; response: string };

export class Idempotency {
  readonly #db: DatabaseSync;
  /** This process; a claim of another one will never be finished. */
  readonly #run = randomUUID();
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #forgetOld: StatementSync;
  readonly #forgetMany: StatementSync;
  readonly #finish: StatementSync;
  readonly #release: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#find = db.prepare('SELECT request, run, response FROM idempotency WHERE key = ?');
    this.#insert = db.prepare(
      'INSERT INTO idempotency (key, request, run, at_wall) VALUES (?, ?, ?, ?)',
    );
    this.#forgetOld = db.prepare('DELETE FROM idempotency WHERE at_wall < ?');
    this.#forgetMany = db.prepare(`DELETE FROM idempotency WHERE key IN
      (SELECT key FROM idempotency ORDER BY at_wall DESC, rowid DESC LIMIT -1 OFFSET ?)`);
    this.#finish = db.prepare('UPDATE idempotency SET response = ? WHERE key = ?');
    this.#release = db.prepare('DELETE FROM idempotency WHERE key = ?');
  }

  /** `key`: caller and key, since two people may choose the same; `request`: a hash of the call. */
  begin(key: string, request: string, nowWall: number): Claim {
    return withoutSync(this.#db, 'claiming an idempotency key', () => {
      this.#forgetOld.run(nowWall - KEPT_FOR_MS);
      const found = this.#find.get(key);
      if (found) return this.#judge(found, request);
      this.#forgetMany.run(KEYS_LIMIT - 1);
      this.#insert.run(key, request, this.#run, nowWall);
      return { state: 'new' };
    });
  }

  finish(key: string, response: string): void {
    withoutSync(this.#db, 'keeping an answer', () => this.#finish.run(response, key));
  }

  /** The call had no effect (it was refused or failed): it may come again. */
  release(key: string): void {
    withoutSync(this.#db, 'releasing an idempotency key', () => this.#release.run(key));
  }

  #judge(found: Record<string, unknown>, request: string): Claim {
    if (found.request !== request) return { state: 'different' };
    if (found.response !== null) return { state: 'finished', response: String(found.response) };
    return { state: found.run === this.#run ? 'running' : 'unknown' };
  }
}
