/**
 * Errors that are the machine's doing (a port taken, a disk full), in one line for who runs the
 * program. Anything else is our own bug and keeps its stack.
 */
import { DeviceError } from '../core/error.ts';
import { HistoryError } from '../history/history-error.ts';
import { JournalError } from '../journal/journal-error.ts';

/** Undefined: not the machine's doing. */
export function describeMachineError(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const isSorted = [JournalError, HistoryError, DeviceError].some((kind) => error instanceof kind);
  if (isSorted) return error.message;
  const own = describeCode(error);
  if (own !== undefined) return own;
  // An adapter that named the place and what to do kept what the system said as the cause.
  return describeCode(error.cause) === undefined ? undefined : error.message;
}

const WORDS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is taken; end the other program or choose another port',
  EADDRNOTAVAIL: 'this machine has no such address; correct the host',
  EACCES: 'not allowed; give this user the right, or choose another place',
  EPERM: 'not allowed; give this user the right, or choose another place',
  ENOSPC: 'the disk is full; make room',
  EDQUOT: "this user's share of the disk is full; make room",
  EROFS: 'the disk is read-only; choose another data folder',
  EIO: 'the disk refuses to work; see to the machine',
  EMFILE: 'too many files are open; raise the limit (ulimit -n)',
  ENOTDIR: 'part of this path is a file; choose another folder',
  EEXIST: 'a file is in the way; choose another folder',
};

function describeCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, address, port, path } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
  };
  const words = WORDS[code ?? ''];
  if (words === undefined) return undefined;
  const where = port === undefined ? path : `${address}:${port}`;
  return where === undefined ? `${words} (${error.message})` : `${where}: ${words}`;
}
