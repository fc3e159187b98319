/**
 * What the stores of this folder throw when the machine, not the program, is at fault. Nothing is
 * half-applied when one is thrown: the same call may be made again once the cause is gone.
 */

/**
 * `full`: the disk. `io`: the disk refused. `corrupt`: the file does not hold what was written.
 * `newer`: written by a newer Dutywatch. `in-use`: another process has it. `key`: the master key
 * is missing or open to others. `busy`: too many passwords are being checked.
 */
export type JournalErrorKind = 'full' | 'io' | 'corrupt' | 'newer' | 'in-use' | 'key' | 'busy';

export class JournalError extends Error {
  override readonly name = 'JournalError';
  readonly kind: JournalErrorKind;

  constructor(kind: JournalErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** SQLite's primary result codes (sqlite.org/rescode.html) that are the machine's doing. */
const KIND_OF_CODE: Readonly<Record<number, JournalErrorKind>> = {
  5: 'in-use', // SQLITE_BUSY
  6: 'in-use', // SQLITE_LOCKED
  8: 'io', // SQLITE_READONLY
  10: 'io', // SQLITE_IOERR
  11: 'corrupt', // SQLITE_CORRUPT
  13: 'full', // SQLITE_FULL
  14: 'io', // SQLITE_CANTOPEN
  26: 'corrupt', // SQLITE_NOTADB
};

/** Names an error of SQLite by who must act; any other error (our own bug) comes back unchanged. */
export function sortError(doing: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error;
  // The low byte is the primary code; the rest says which of its kind.
  const kind = KIND_OF_CODE[Number(error.errcode) & 0xff];
  if (kind === undefined) return error;
  return new JournalError(kind, `${doing}: ${error.message}`, { cause: error });
}
