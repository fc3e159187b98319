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
