/**
 * What the readings' store throws when the machine, not the program, is at fault. Nothing of the
 * refused reports is stored; what is stored later is whole again.
 */

/**
 * `disk-full`; `io`: the disk refused; `corrupt`: a file does not hold what was written; `newer`:
 * written by a newer Dutywatch; `overloaded`: the disk is slower than the readings; `worker`: the
 * store's thread failed and is being started again; `refused`: a question that cannot be answered;
 * `closed`: after `close`.
 */
export type HistoryErrorKind =
  | 'disk-full'
  | 'io'
  | 'corrupt'
  | 'newer'
  | 'overloaded'
  | 'worker'
  | 'refused'
  | 'closed';

export class HistoryError extends Error {
  override readonly name = 'HistoryError';
  readonly kind: HistoryErrorKind;

  constructor(kind: HistoryErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** SQLite's primary result codes (sqlite.org/rescode.html) that are the machine's doing. */
const KIND_OF_CODE: Readonly<Record<number, HistoryErrorKind>> = {
  5: 'io', // SQLITE_BUSY
  8: 'io', // SQLITE_READONLY
  10: 'io', // SQLITE_IOERR
  11: 'corrupt', // SQLITE_CORRUPT
  13: 'disk-full', // SQLITE_FULL
  14: 'io', // SQLITE_CANTOPEN
  26: 'corrupt', // SQLITE_NOTADB
};

/** Names an error of SQLite by who must act; any other error (our own bug) comes back unchanged. */
export function sortError(doing: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error;
  // The low byte is the primary code; the rest says which of its kind.
  const kind = KIND_OF_CODE[Number(error.errcode) & 0xff];
  if (kind === undefined) return error;
  return new HistoryError(kind, `${doing}: ${error.message}`, { cause: error });
}
