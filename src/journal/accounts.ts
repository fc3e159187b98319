/**
 * Who may sign in: passwords, PINs, sessions, tokens of programs, and the one-time set-up link. Of
 * every secret only a hash is kept. What somebody may do is not here: access is the people's
 * business.
 */
import { hash, timingSafeEqual } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type Access, accessSchema } from '../core/access.ts';
import type { Schema } from '../sqlite/sqlite.ts';
import { sqlite } from './database.ts';
import { NOBODYS_HASH, PasswordHasher } from './password.ts';
import { createSecret, csrfOf, hashSecret } from './secret.ts';
import { TERMINAL_TABLE, Terminals } from './terminals.ts';

/** Ended after so long unused; a duty terminal stays longer (`terminals.ts`). */
export const SESSION_IDLE_MS = 30 * 86_400_000;
/** The use of a session is noted no more often than this: reading a page does not write. */
const SESSION_NOTE_MS = 3_600_000;
/** Most sessions of one person; one more ends the one that was not used for longest. */
export const SESSIONS_LIMIT = 50;
const SCHEMA: Schema = {
  applicationId: 0x44_57_61_63, // "DWac"
  version: 1,
  sql: `
    CREATE TABLE users (user TEXT PRIMARY KEY, password TEXT NOT NULL);
    CREATE TABLE sessions
      (hash TEXT PRIMARY KEY, user TEXT NOT NULL, used_at_wall NUMERIC NOT NULL);
    CREATE TABLE tokens (hash TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, access TEXT NOT NULL);
    CREATE TABLE setup (only INTEGER PRIMARY KEY CHECK (only = 1), hash TEXT NOT NULL);
  `,
};
/** Made wherever they lack: they came after layout 1, which an older program goes on reading. */
const ADDED_TABLES = `
  CREATE TABLE IF NOT EXISTS pins (user TEXT PRIMARY KEY, pin TEXT NOT NULL);
  ${TERMINAL_TABLE}
`;

export interface Session {
  user: string;
  /** Goes out with the session and must come back as `X-CSRF-Token`. */
  csrf: string;
}

export function openAccounts(folder: string): Accounts {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const db = sqlite.open(join(folder, 'accounts.sqlite'), SCHEMA);
  sqlite.guard('preparing accounts', () => db.exec(ADDED_TABLES));
  return new Accounts(db);
}

class Accounts {
  readonly terminals: Terminals;
  readonly #db: DatabaseSync;
  readonly #hasher = new PasswordHasher();

  /** Made by `openAccounts`. */
  constructor(db: DatabaseSync) {
    this.#db = db;
    this.terminals = new Terminals(db);
  }

  hasUsers(): boolean {
    return this.#row('SELECT 1 FROM users LIMIT 1') !== undefined;
  }

  hasPassword(user: string): boolean {
    return this.#row('SELECT 1 FROM users WHERE user = ?', user) !== undefined;
  }

  /** Ends the person's sessions: whoever knew the old password is out. */
  async setPassword(user: string, password: string): Promise<void> {
    const hashed = await this.#hasher.hash(password);
    sqlite.inTransaction(this.#db, 'setting a password', () => {
      this.#run('INSERT OR REPLACE INTO users VALUES (?, ?)', user, hashed);
      this.#run('DELETE FROM sessions WHERE user = ?', user);
    });
  }

  async checkPassword(user: string, password: string): Promise<boolean> {
    const row = this.#row('SELECT password FROM users WHERE user = ?', user);
    const matches = await this.#hasher.matches(password, String(row?.password ?? NOBODYS_HASH));
    return matches && row !== undefined;
  }

  hasPin(user: string): boolean {
    return this.#row('SELECT 1 FROM pins WHERE user = ?', user) !== undefined;
  }

  /** What a person types, or a badge reader for them, at a duty terminal. */
  async setPin(user: string, pin: string): Promise<void> {
    const hashed = await this.#hasher.hash(pin);
    this.#run('INSERT OR REPLACE INTO pins VALUES (?, ?)', user, hashed);
  }

  /** A badge was lost. */
  removePin(user: string): void {
    this.#run('DELETE FROM pins WHERE user = ?', user);
  }

  async checkPin(user: string, pin: string): Promise<boolean> {
    const row = this.#row('SELECT pin FROM pins WHERE user = ?', user);
    const matches = await this.#hasher.matches(pin, String(row?.pin ?? NOBODYS_HASH));
    return matches && row !== undefined;
  }

  createSession(user: string, nowWall: number): Session & { id: string } {
    const id = createSecret();
    sqlite.inTransaction(this.#db, 'signing in', () => {
      this.#run('DELETE FROM sessions WHERE used_at_wall < ?', nowWall - SESSION_IDLE_MS);
      this.#run('INSERT INTO sessions VALUES (?, ?, ?)', hashSecret(id), user, nowWall);
      this.#run(
        `DELETE FROM sessions WHERE hash IN (SELECT hash FROM sessions WHERE user = ?
          ORDER BY used_at_wall DESC, rowid DESC LIMIT -1 OFFSET ?)`,
        user,
        SESSIONS_LIMIT,
      );
    });
    return { id, user, csrf: csrfOf(id) };
  }

  /** Undefined where it ended, was never, or was not used for too long. */
  session(id: string, nowWall: number): Session | undefined {
    const hashed = hashSecret(id);
    const row = this.#row('SELECT user, used_at_wall FROM sessions WHERE hash = ?', hashed);
    if (!row) return undefined;
    const idleMs = nowWall - Number(row.used_at_wall);
    if (idleMs > SESSION_IDLE_MS) return undefined;
    if (idleMs > SESSION_NOTE_MS) {
      this.#run('UPDATE sessions SET used_at_wall = ? WHERE hash = ?', nowWall, hashed);
    }
    return { user: String(row.user), csrf: csrfOf(id) };
  }

  endSession(id: string): void {
    this.#run('DELETE FROM sessions WHERE hash = ?', hashSecret(id));
  }

  /** Shown once. Undefined where the name is taken: end that token first. */
  createToken(name: string, access: Access): string | undefined {
    const token = createSecret();
    const insert = 'INSERT OR IGNORE INTO tokens VALUES (?, ?, ?)';
    const { changes } = this.#run(insert, hashSecret(token), name, access);
    return changes === 1 ? token : undefined;
  }

  tokenAccess(token: string): { name: string; access: Access } | undefined {
    const row = this.#row('SELECT name, access FROM tokens WHERE hash = ?', hashSecret(token));
    return row && { name: String(row.name), access: accessSchema.parse(row.access) };
  }

  endToken(name: string): void {
    this.#run('DELETE FROM tokens WHERE name = ?', name);
  }

  /** For the one-time link of a first start; an earlier one stops working. */
  createSetupToken(): string {
    const token = createSecret();
    this.#run('INSERT OR REPLACE INTO setup VALUES (1, ?)', hashSecret(token));
    return token;
  }

  /** True once, and only while nobody has a password yet; the link is then used up. */
  useSetupToken(token: string): boolean {
    const remove = 'DELETE FROM setup WHERE hash = ? AND NOT EXISTS (SELECT 1 FROM users)';
    return this.#run(remove, hashSecret(token)).changes === 1;
  }

  close(): void {
    this.#db.close();
  }

  #row(sql: string, ...values: (string | number)[]): Record<string, unknown> | undefined {
    return sqlite.guard('reading accounts', () => this.#db.prepare(sql).get(...values));
  }

  #run(sql: string, ...values: (string | number)[]): { changes: number | bigint } {
    return sqlite.guard('writing accounts', () => this.#db.prepare(sql).run(...values));
  }
}

/** Takes as long for a near miss as for a far one. */
export function isCsrfOf(session: Session, given: string): boolean {
  const digest = (text: string) => hash('sha256', text, 'buffer');
  return timingSafeEqual(digest(session.csrf), digest(given));
}
