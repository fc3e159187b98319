/**
 * How both SQLite files of this folder are opened and written: WAL, `synchronous=FULL`. A commit
 * that returned is on the disk, so a row may be removed from one file once the other has it.
 */
import { DatabaseSync } from 'node:sqlite';
import { HistoryError, sortError } from './history-error.ts';

/** How long to wait for another connection's lock, ms; then the call fails as `io`. */
const LOCK_WAIT_MS = 2_000;
/** A WAL that grew beyond this is cut back at the next checkpoint. */
const WAL_LIMIT_BYTES = 8 * 1024 * 1024;

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
      db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
      db.exec(`PRAGMA journal_size_limit = ${WAL_LIMIT_BYTES}`);
      if (readPragma(db, 'user_version') === 0) createTables(db, schema);
      checkSchema(db, file, schema);
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

function guard<T>(doing: string, work: () => T): T {
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
  if (readPragma(db, 'application_id') !== schema.applicationId) {
    throw new HistoryError('corrupt', `${file}: this is another program's file; move it away.`);
  }
  const version = readPragma(db, 'user_version');
  if (version > schema.version) {
    const found = `${file}: written by a newer Dutywatch (layout ${version})`;
    throw new HistoryError('newer', `${found}; start that version, or move the file away.`);
  }
}

function readPragma(db: DatabaseSync, name: string): number {
  return Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
}
