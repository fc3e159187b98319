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
