/**
 * One writer per journal: two gateways on one data folder would both number the same events. The
 * lock is the operating system's, held through SQLite, and ends with the process however it ends.
 */
import { DatabaseSync } from 'node:sqlite';
import { sqlite } from './database.ts';
import { JournalError } from './journal-error.ts';

/** Held until disposed. */
export function lockForWriting(file: string): Disposable {
  const db = new DatabaseSync(`${file}.lock`, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    const cause = sqlite.sortError(`locking ${file}`, error);
    if (!(cause instanceof JournalError && cause.kind === 'in-use')) throw cause;
    const message = `${file}: another Dutywatch is running on it; stop that one first.`;
    throw new JournalError('in-use', message, { cause });
  }
  return { [Symbol.dispose]: () => db.close() };
}
