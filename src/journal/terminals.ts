/**
 * Duty terminals (`practice.md` P-41): browsers on a desk that stay known for years, as a place and
 * not as a person. Whoever acts there shows a PIN with each call, which is the accounts' business.
 */
import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { sqlite } from './database.ts';
import { createSecret, csrfOf, hashSecret } from './secret.ts';

/** Ended after so long unused: a desk that was cleared away. */
export const TERMINAL_IDLE_MS = 365 * 86_400_000;
/** The use of a terminal is noted no more often than this: reading a page does not write. */
const USE_NOTE_MS = 3_600_000;

export const TERMINAL_TABLE = `
  CREATE TABLE IF NOT EXISTS terminals (id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE, since_wall NUMERIC NOT NULL, used_at_wall NUMERIC NOT NULL);
`;

/** What a browser that was made a terminal is known by. */
export interface TerminalSession {
  id: string;
  name: string;
  /** Goes out with the session and must come back as `X-CSRF-Token`. */
  csrf: string;
}

export interface TerminalEntry {
  id: string;
  name: string;
  sinceWall: number;
  /** To the hour. */
  usedAtWall: number;
}

export class Terminals {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** `secret` is for the browser alone, and shown once. Undefined where the name is taken. */
  create(name: string, nowWall: number): (TerminalSession & { secret: string }) | undefined {
    const secret = createSecret();
    const id = randomBytes(6).toString('hex');
    const isMade = sqlite.inTransaction(this.#db, 'making a terminal', () => {
      this.#run('DELETE FROM terminals WHERE used_at_wall < ?', nowWall - TERMINAL_IDLE_MS);
      const insert = 'INSERT OR IGNORE INTO terminals VALUES (?, ?, ?, ?, ?)';
      return this.#run(insert, id, hashSecret(secret), name, nowWall, nowWall).changes === 1;
    });
    return isMade ? { id, name, csrf: csrfOf(secret), secret } : undefined;
  }

  /** Undefined where it ended, was never, or was not used for too long. */
  session(secret: string, nowWall: number): TerminalSession | undefined {
    const find = 'SELECT id, name, used_at_wall FROM terminals WHERE hash = ?';
    const row = this.#all(find, hashSecret(secret))[0];
    if (row === undefined) return undefined;
    const { id, name, usedAtWall } = entryOf(row);
    const idleMs = nowWall - usedAtWall;
    if (idleMs > TERMINAL_IDLE_MS) return undefined;
    if (idleMs > USE_NOTE_MS) {
      this.#run('UPDATE terminals SET used_at_wall = ? WHERE id = ?', nowWall, id);
    }
    return { id, name, csrf: csrfOf(secret) };
  }

  /** The oldest first. */
  list(): TerminalEntry[] {
    return this.#all('SELECT * FROM terminals ORDER BY since_wall, name').map(entryOf);
  }

  /** False where there is no such terminal. */
  end(id: string): boolean {
    return this.#run('DELETE FROM terminals WHERE id = ?', id).changes === 1;
  }

  #all(sql: string, ...values: (string | number)[]): Record<string, unknown>[] {
    return sqlite.guard('reading terminals', () => this.#db.prepare(sql).all(...values));
  }

  #run(sql: string, ...values: (string | number)[]): { changes: number | bigint } {
    return sqlite.guard('writing terminals', () => this.#db.prepare(sql).run(...values));
  }
}

function entryOf(row: Record<string, unknown>): TerminalEntry {
  return {
    id: String(row.id),
    name: String(row.name),
    sinceWall: Number(row.since_wall),
    usedAtWall: Number(row.used_at_wall),
  };
}
