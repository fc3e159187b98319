/**
 * How a store opens and writes its SQLite files: WAL, `synchronous=FULL`, so a commit that returned
 * is on the disk. It knows no store; each hands in its limits and its own error.
 */
import { DatabaseSync } from 'node:sqlite';
import { faultOf, type ToError } from './fault.ts';

export interface SqliteOptions {
  /** How long to wait for another connection's lock, ms; then the call fails as `in-use`. */
  lockWaitMs: number;
  /** A WAL that grew beyond this (a long reader held it) is cut back at the next checkpoint. */
  walLimitBytes: number;
  /** Whether deleted rows are overwritten with zeros. */
  secureDelete: boolean;
  toError: ToError;
}

export interface Schema {
  /** Marks the file as ours and as this store's (`PRAGMA application_id`). */
  applicationId: number;
  /** `PRAGMA user_version`; a file with a higher one is refused. */
  version: number;
  sql: string;
}

export class Sqlite {
  readonly #options: SqliteOptions;

  constructor(options: SqliteOptions) {
    this.#options = options;
  }

  /** Opens for writing, and makes the tables in a new file. */
  open(file: string, schema: Schema): DatabaseSync {
    const { walLimitBytes, secureDelete } = this.#options;
    return this.#openWith(file, { readOnly: false }, (db) => {
      const isNew = readPragma(db, 'user_version') === 0;
      if (!isNew) this.#checkSchema(db, file, schema);
      db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
      db.exec(`PRAGMA journal_size_limit = ${walLimitBytes}`);
      if (secureDelete) db.exec('PRAGMA secure_delete = ON');
      if (isNew) this.#createTables(db, schema);
    });
  }

  /** A second connection that can only read; it never holds up the writer. */
  openReadOnly(file: string, schema: Schema): DatabaseSync {
    return this.#openWith(file, { readOnly: true }, (db) => this.#checkSchema(db, file, schema));
  }

  /** All of `change` or nothing of it; on the disk when this returns. */
  inTransaction<T>(db: DatabaseSync, doing: string, change: () => T): T {
    return this.guard(doing, () => {
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

  /** Runs one piece of work on SQLite and sorts what it throws. */
  guard<T>(doing: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw this.sortError(doing, error);
    }
  }

  /** Names SQLite's error by who must act; any other error (our own bug) comes back unchanged. */
  sortError(doing: string, error: unknown): unknown {
    const fault = error instanceof Error ? faultOf(error) : undefined;
    if (!(error instanceof Error) || fault === undefined) return error;
    return this.#options.toError(fault, `${doing}: ${error.message}`, { cause: error });
  }

  #openWith(
    file: string,
    mode: { readOnly: boolean },
    prepare: (db: DatabaseSync) => void,
  ): DatabaseSync {
    return this.guard(`opening ${file}`, () => {
      const db = new DatabaseSync(file, { ...mode, timeout: this.#options.lockWaitMs });
      try {
        prepare(db);
        return db;
      } catch (error) {
        db.close();
        throw error;
      }
    });
  }

  #createTables(db: DatabaseSync, schema: Schema): void {
    this.inTransaction(db, 'creating the tables', () => {
      db.exec(schema.sql);
      db.exec(`PRAGMA application_id = ${schema.applicationId}`);
      db.exec(`PRAGMA user_version = ${schema.version}`);
    });
  }

  #checkSchema(db: DatabaseSync, file: string, schema: Schema): void {
    const { toError } = this.#options;
    if (readPragma(db, 'application_id') !== schema.applicationId) {
      throw toError('corrupt', `${file}: this is another program's file; move it away.`);
    }
    const version = readPragma(db, 'user_version');
    if (version > schema.version) {
      const found = `${file}: layout ${version} is newer than this program knows`;
      throw toError('newer', `${found}; start the newer Dutywatch that wrote it.`);
    }
  }
}

function readPragma(db: DatabaseSync, name: string): number {
  return Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
}
