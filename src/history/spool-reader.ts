/**
 * Reads the spool on from a place, decoding as it goes. A damaged batch is skipped, counted and
 * said, and so is all that hangs on it, until the next that begins anew.
 */
import type { Fact, HeardReport } from './batch.ts';
import { BatchDecoder, type BatchHandler, type GroupState } from './batch-decoder.ts';
import { unpack } from './compression.ts';
import { HistoryError } from './history-error.ts';
import type { Log } from './log.ts';
import type { Spool, SpoolRow } from './spool.ts';

/** Rows fetched at a time: 10 s of the gateway's batches. */
const ROWS_LIMIT = 200;

export class SpoolReader {
  /** Batches that could not be read. */
  damaged = 0;
  readonly #spool: Spool;
  readonly #log: Log;
  readonly #decoder = new BatchDecoder();
  /** What comes before is read for its values only. */
  readonly #silentTo: number;
  #position: number;
  #isAstray = false;

  /** Hands over what comes after batch `after`. */
  constructor(spool: Spool, after: number, log: Log) {
    this.#spool = spool;
    this.#log = log;
    this.#silentTo = after;
    this.#position = spool.keyFor(after + 1) - 1;
  }

  /** The last batch that was read. */
  get position(): number {
    return this.#position;
  }

  /** Reads batches while there are any and `wantsMore` says so; true: there may be more. */
  read(handler: BatchHandler, wantsMore: () => boolean): boolean {
    const rows = this.#spool.read(this.#position + 1, ROWS_LIMIT);
    for (const row of rows) {
      if (!wantsMore()) return true;
      this.#decode(row, row.seq > this.#silentTo ? handler : DEAF);
      this.#position = row.seq;
    }
    return rows.length === ROWS_LIMIT;
  }

  #decode(row: SpoolRow, handler: BatchHandler): void {
    if (row.isKey) this.#isAstray = false;
    if (this.#isAstray) {
      this.damaged += 1;
      return;
    }
    try {
      this.#decoder.decode(unpack(row.body), handler);
    } catch (error) {
      if (!(error instanceof HistoryError)) throw error;
      this.damaged += 1;
      this.#isAstray = true;
      this.#log('error', `spool: batch ${row.seq} is lost: ${error.message}`);
    }
  }
}

const DEAF: BatchHandler = {
  report: (_group: GroupState, _heard: HeardReport) => undefined,
  fact: (_fact: Fact) => undefined,
};
