/**
 * How every SQLite file of this folder is opened and written: WAL, `synchronous=FULL`, one writing
 * connection on the main loop. A commit that returned is on the disk.
 */
import { DatabaseSync } from 'node:sqlite';
import { JournalError, sortError } from './journal-error.ts';

/** How long to wait for another connection's lock, ms; then the call fails as `in-use`. */
const LOCK_WAIT_MS = 1_000;
/** A WAL that grew beyond this (a long reader held it) is cut back at the next checkpoint. */
const WAL_LIMIT_BYTES = 16 * 1024 * 1024;

export interface Schema {
  /** Marks the file as ours and as this store's (`PRAGMA application_id`). */
  applicationId: number;
  /** `PRAGMA user_version`; a file with a higher one is refused. */
  version: number;
  sql: string;
}

/** Opens for writing, and makes the tables in a new file. */
export function openDatabase(file: string, schema: Schema): DatabaseSync {
  return guard(`opening ${file}`, () => {
    const db = new DatabaseSync(file, { timeout: LOCK_WAIT_MS });
    try {
      const isNew = readPragma(db, 'user_version') === 0;
      if (!isNew) checkSchema(db, file, schema);
      db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON');
      db.exec(`PRAGMA journal_size_limit = ${WAL_LIMIT_BYTES}`);
      if (isNew) createTables(db, schema);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** A second connection that can only read; it never holds up the writer. */
export function openReadOnly(file: string, schema: Schema): DatabaseSync {
  return guard(`opening ${file}`, () => {
    const db = new DatabaseSync(file, { readOnly: true, timeout: LOCK_WAIT_MS });
    try {
      checkSchema(db, file, schema);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** All of `change` or nothing of it; on the disk when this returns. */
export function inTransaction<T>(db: DatabaseSync, doing: string, change: () => T): T {
  return guard(doing, () => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = change();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      // After some failures (a full disk) SQLite has rolled back by itself.
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  });
}

/**
 * A commit that outlives the process but perhaps not a power cut: only for what may be lost without
 * harm. It becomes durable with the next full commit, since both go through one WAL in order.
 */
export function withoutSync<T>(db: DatabaseSync, doing: string, change: () => T): T {
  return guard(doing, () => {
    db.exec('PRAGMA synchronous = NORMAL');
    try {
      return change();
    } finally {
      db.exec('PRAGMA synchronous = FULL');
    }
  });
}

/** Runs one piece of work on SQLite and sorts what it throws. */
export function guard<T>(doing: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw sortError(doing, error);
  }
}

function createTables(db: DatabaseSync, schema: Schema): void {
  inTransaction(db, 'creating the tables', () => {
    db.exec(schema.sql);
    db.exec(`PRAGMA application_id = ${schema.applicationId}`);
    db.exec(`PRAGMA user_version = ${schema.version}`);
  });
}

function checkSchema(db: DatabaseSync, file: string, schema: Schema): void {
  const version = readPragma(db, 'user_version');
  if (readPragma(db, 'application_id') !== schema.applicationId) {
    throw new JournalError('corrupt', `${file}: this is another program's file; move it away.`);
  }
  if (version > schema.version) {
    const found = `${file}: layout ${version} is newer than this program knows`;
    throw new JournalError('newer', `${found}; start the newer Dutywatch that wrote it.`);
  }
}

function readPragma(db: DatabaseSync, name: string): number {
  return Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
}
