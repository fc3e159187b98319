/**
 * SQLite as both files of this folder use it. A commit that returned is on the disk, so a row may
 * be removed from one file once the other has it.
 */
import type { ToError } from '../sqlite/fault.ts';
import { Sqlite } from '../sqlite/sqlite.ts';
import { HistoryError } from './history-error.ts';

/** Nobody else writes these files, so one that is in use is a disk that refuses. */
const toError: ToError = (fault, message, options) => {
  switch (fault) {
    case 'full':
      return new HistoryError('disk-full', message, options);
    case 'in-use':
      return new HistoryError('io', message, options);
    default:
      return new HistoryError(fault, message, options);
  }
};

export const sqlite = new Sqlite({
  lockWaitMs: 2_000,
  walLimitBytes: 8 * 1024 * 1024,
  secureDelete: false,
  toError,
});
