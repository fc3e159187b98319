/**
 * The store itself, as it runs in its thread: commits batches to the spool, keeps the open chunks,
 * files them, rolls them up, feeds InfluxDB and answers questions. It learns of time by the
 * readings and by `tick`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Archive } from './archive.ts';
import { BatchDecoder, type BatchHandler } from './batch-decoder.ts';
import { HistoryError } from './history-error.ts';
import { INFLUX_CONSUMER, InfluxSender, type InfluxStatus } from './influx/sender.ts';
import type { InfluxTarget } from './influx/target.ts';
import type { Log } from './log.ts';
import { OpenChunks } from './open-chunks.ts';
import { answerReadings, type ReadingStep, type ReadingsQuery } from './readings.ts';
import type { EncodedBatch } from './report-encoder.ts';
import { purge, rollNext } from './rollups.ts';
import type { HistorySettings } from './settings.ts';
import { Spool, type SpoolStatus } from './spool.ts';
import { SpoolReader } from './spool-reader.ts';

export const ARCHIVE_FILE = 'history.db';
const SPOOL_FILE = 'spool.db';
const ARCHIVE_CONSUMER = 'archive';

/** Open chunks are filed this often, ms, … */
const FILE_INTERVAL_MS = 10 * 60_000;
/** … or when they have grown to this. */
const FILE_BYTES = 4 * 1024 ** 2;
/** If they cannot be filed, batches are refused from here on: memory has an end too. */
const OPEN_LIMIT_BYTES = 16 * 1024 ** 2;
/** A tick spends at most about this on rollups and purging. */
const TICK_BUDGET_MS = 20;
/** How long a stopping gateway waits for InfluxDB to take the rest; the spool keeps it anyway. */
const LAST_DELIVERY_MS = 2_000;

export interface StoreOptions {
  folder: string;
  site: string;
  keep: HistorySettings['keep'];
  /** InfluxDB, where one is configured. */
  target?: InfluxTarget | undefined;
  log: Log;
}

export interface StoreStatus {
  spool: SpoolStatus & { droppedReports: number };
  /** Absent where none is configured. */
  influx?: InfluxStatus;
  /** Batches of the spool that could not be read back after a start. */
  damaged: number;
  /** Why open chunks cannot be filed at the moment. */
  filing?: string;
}

export class Store {
  readonly #options: StoreOptions;
  readonly #spool: Spool;
  readonly #archive: Archive;
  readonly #open: OpenChunks;
  readonly #sender: InfluxSender | undefined;
  readonly #decoder = new BatchDecoder();
  readonly #handler: BatchHandler;
  /** A batch was lost: those after it mean nothing until one begins anew. */
  #needsKey = true;
  /** Everything heard until then is filed, wall ms. */
  #filedTo: number;
  #fileDueMs: number | undefined;
  #droppedReports = 0;
  #damaged: number;
  #filing: string | undefined;

  constructor(options: StoreOptions) {
    const { folder, site, target, log } = options;
    mkdirSync(folder, { recursive: true });
    this.#options = options;
    this.#spool = new Spool(join(folder, SPOOL_FILE));
    this.#archive = Archive.open(join(folder, ARCHIVE_FILE));
    this.#filedTo = this.#archive.newestAt();
    this.#open = new OpenChunks(this.#filedTo);
    this.#handler = {
      report: (group, heard) => this.#open.add(group, heard),
      // Incidents and alarms are in the journal; only InfluxDB wants them from here.
      fact: () => undefined,
    };
    this.#damaged = this.#replay();
    if (target) {
      this.#sender = new InfluxSender({ site, spool: this.#spool, target, log });
      this.#sender.start();
    } else {
      this.#spool.forget(INFLUX_CONSUMER);
    }
  }

  /** Durable on return. Throws `HistoryError`, and then until a key batch comes. */
  commit(batches: readonly EncodedBatch[], now: number): void {
    if (this.#needsKey && !batches[0]?.isKey) {
      throw new HistoryError('refused', 'readings: what they build on was lost; send them anew.');
    }
    this.#needsKey = true;
    if (this.#open.bytes > OPEN_LIMIT_BYTES && !this.file()) {
      throw new HistoryError('disk-full', this.#filing ?? 'the history cannot be written.');
    }
    this.#spool.append(batches, now);
    for (const batch of batches) this.#decoder.decode(batch.bytes, this.#handler);
    this.#needsKey = false;
    if (this.#open.bytes > FILE_BYTES) this.file();
  }

  /** Moves the open chunks to the archive; false: the disk refused, and they stay. */
  file(): boolean {
    const seq = this.#spool.lastSeq;
    try {
      this.#archive.file(this.#open.seal(), seq);
      this.#open.clear();
      this.#filedTo = this.#open.newestAt;
      this.#spool.moveCursor(ARCHIVE_CONSUMER, seq);
      this.#spool.trim();
      this.#noteFiling(undefined);
      return true;
    } catch (error) {
      if (!(error instanceof HistoryError)) throw error;
      this.#noteFiling(error.message);
      return false;
    }
  }

  /** What is due besides commits; `nowMs` is monotonic, `wallMs` the clock. */
  tick(nowMs: number, wallMs: number): void {
    this.#fileDueMs ??= nowMs + FILE_INTERVAL_MS;
    if (nowMs >= this.#fileDueMs) {
      this.#fileDueMs = nowMs + FILE_INTERVAL_MS;
      if (this.#open.bytes > 0) this.file();
    }
    try {
      this.#enforceLimits(wallMs);
      const until = performance.now() + TICK_BUDGET_MS;
      while (performance.now() < until && this.#tidyNext(wallMs)) {}
    } catch (error) {
      if (!(error instanceof HistoryError)) throw error;
      this.#noteFiling(error.message);
    }
  }

  readings(query: ReadingsQuery): ReadingStep[] {
    const keepRawMs = this.#options.keep.raw;
    return answerReadings({ archive: this.#archive, open: this.#open, keepRawMs }, query);
  }

  status(): StoreStatus {
    const influx = this.#sender?.status();
    return {
      spool: { ...this.#spool.status(), droppedReports: this.#droppedReports },
      ...(influx && { influx }),
      damaged: this.#damaged,
      ...(this.#filing !== undefined && { filing: this.#filing }),
    };
  }

  async close(): Promise<void> {
    await this.#sender?.stop(LAST_DELIVERY_MS);
    this.file();
    this.#archive.close();
    this.#spool.close();
  }

  /** Reads what was committed but not filed before the last stop; returns batches lost. */
  #replay(): number {
    const noted = this.#archive.filedSeq() ?? this.#spool.cursor(ARCHIVE_CONSUMER);
    // A spool that was removed counts from 1 again.
    const filed = Math.min(noted, this.#spool.lastSeq);
    this.#spool.moveCursor(ARCHIVE_CONSUMER, filed);
    const reader = new SpoolReader(this.#spool, filed, this.#options.log);
    while (reader.read(this.#handler, () => true)) {
      if (this.#open.bytes > FILE_BYTES) this.#fileReplayed(reader.position);
    }
    if (this.#open.bytes > 0) this.#fileReplayed(reader.position);
    return reader.damaged;
  }

  #fileReplayed(seq: number): void {
    this.#archive.file(this.#open.seal(), seq);
    this.#open.clear();
    this.#filedTo = this.#open.newestAt;
    this.#spool.moveCursor(ARCHIVE_CONSUMER, seq);
  }

  #tidyNext(wallMs: number): boolean {
    if (rollNext(this.#archive, this.#filedTo)) return true;
    // A clock that ran ahead must not empty the archive.
    const now = Math.min(wallMs, this.#open.newestAt);
    return purge(this.#archive, this.#options.keep, now);
  }

  #enforceLimits(wallMs: number): void {
    const dropped = this.#spool.enforceLimits(wallMs);
    if (dropped === 0) return;
    const first = this.#droppedReports === 0;
    this.#droppedReports += dropped;
    const message = 'spool: full; the oldest readings are dropped before InfluxDB has them.';
    if (first) this.#options.log('error', message);
  }

  #noteFiling(reason: string | undefined): void {
    if (reason !== undefined && reason !== this.#filing) {
      this.#options.log('error', `history: ${reason}; the readings wait in the spool.`);
    }
    this.#filing = reason;
  }
}
