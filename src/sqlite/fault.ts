/** What SQLite says when the machine or the file, not the program, is at fault. */

/**
 * `full`: the disk. `io`: the disk refused. `corrupt`: the file does not hold what was written.
 * `newer`: written by a newer Dutywatch. `in-use`: another connection has it.
 */
export type SqliteFault = 'full' | 'io' | 'corrupt' | 'newer' | 'in-use';

/** The error by which a store tells its callers of a fault. */
export type ToError = (fault: SqliteFault, message: string, options?: ErrorOptions) => Error;

/** SQLite's primary result codes (sqlite.org/rescode.html) that are the machine's doing. */
const FAULT_OF_CODE: Readonly<Record<number, SqliteFault>> = {
  5: 'in-use', // SQLITE_BUSY
  6: 'in-use', // SQLITE_LOCKED
  8: 'io', // SQLITE_READONLY
  10: 'io', // SQLITE_IOERR
  11: 'corrupt', // SQLITE_CORRUPT
  13: 'full', // SQLITE_FULL
  14: 'io', // SQLITE_CANTOPEN
  26: 'corrupt', // SQLITE_NOTADB
};

/** Absent: no error of SQLite, or one that is our own bug. */
export function faultOf(error: Error): SqliteFault | undefined {
  if (!('errcode' in error)) return undefined;
  // The low byte is the primary code; the rest says which of its kind.
  return FAULT_OF_CODE[Number(error.errcode) & 0xff];
}
