/** SQLite as every file of this folder uses it: one writing connection, on the main loop. */
import type { DatabaseSync } from 'node:sqlite';
import { Sqlite } from '../sqlite/sqlite.ts';
import { JournalError } from './journal-error.ts';

export const sqlite = new Sqlite({
  // The main loop waits with it.
  lockWaitMs: 1_000,
  walLimitBytes: 16 * 1024 * 1024,
  secureDelete: true,
  toError: (fault, message, options) => new JournalError(fault, message, options),
});

/**
 * A commit that outlives the process but perhaps not a power cut: only for what may be lost without
 * harm. It becomes durable with the next full commit, since both go through one WAL in order.
 */
export function withoutSync<T>(db: DatabaseSync, doing: string, change: () => T): T {
  return sqlite.guard(doing, () => {
    db.exec('PRAGMA synchronous = NORMAL');
    try {
      return change();
    } finally {
      db.exec('PRAGMA synchronous = FULL');
    }
  });
}
