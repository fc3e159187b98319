/**
 * The readings' store, as the gateway sees it: hands reports to a thread of its own, which keeps
 * them durably, answers questions about them, and carries them to InfluxDB. It never holds up the
 * main loop: no disk is touched here, and no text is made of a number.
 */
import type { Reason, Report } from '../core/signals/reading.ts';
import type { Fact } from './batch.ts';
import { HistoryError } from './history-error.ts';
import type { Log } from './log.ts';
import type { Bindings, Place } from './place.ts';
import type { ReadingStep, ReadingsQuery } from './readings.ts';
import { type Misfits, ReportEncoder } from './report-encoder.ts';
import { readSecret } from './secret-file.ts';
import type { HistorySettings } from './settings.ts';
import type { StoreStatus } from './store.ts';
import { StoreClient } from './store-client.ts';

/** Reports that come within this are committed together, ms; `urgent` ones do not wait. */
const COMMIT_INTERVAL_MS = 50;
/** So many reports do not wait either. */
const COMMIT_REPORTS = 500;

export interface HistoryOptions extends Place {
  /** For this store's own files. */
  folder: string;
  /** Secret files are relative to it. */
  configFolder: string;
  settings: HistorySettings;
  /** What to add to core time for wall time, ms (`decisions.md` 1). */
  wallOffsetMs: () => number;
  log: Log;
}

export interface StoreManner {
  /** Somebody waits for the promise before he acknowledges a message. */
  urgent?: boolean;
}

export interface HistoryStatus extends Partial<StoreStatus> {
  /** Readings are being stored. */
  ok: boolean;
  /** Why not, in words for an engineer. */
  reason?: string;
  /** Reports whose promise was rejected. */
  refusedReports: number;
  misfits: Misfits;
}

export interface History {
  /** Resolves once the reports are durable; rejects with a `HistoryError`. */
  store(reports: readonly Report[], bindings: Bindings, manner?: StoreManner): Promise<void>;
  /** The device cannot be heard any more: its signals are bad until its next report. */
  storeLost(device: string, at: number, reason: Reason): Promise<void>;
  /** For InfluxDB only; without one it resolves and is forgotten. */
  storeFact(
    measurement: Fact['measurement'],
    tags: Fact['tags'],
    fields: Fact['fields'],
    wallMs: number,
  ): Promise<void>;
  readings(query: ReadingsQuery): Promise<readonly ReadingStep[]>;
  /** The site's files were read again: bindings, kinds and assets may be others. */
  changePlace(place: Place): void;
  status(): HistoryStatus;
  /** Everything that was handed over is on the disk, and filed, when it resolves. */
  close(): Promise<void>;
}

/** Rejects with a `ConfigError` (a secret) or a `HistoryError` (the files). */
export async function openHistory(options: HistoryOptions): Promise<History> {
  const { folder, site, settings, log } = options;
  const secret = readSecret(options.configFolder, settings.influx);
  const client = new StoreClient({ folder, site, settings, secret }, log);
  await client.start();
  return new ThreadedHistory(options, client);
}

interface PendingBatch {
  promise: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

class ThreadedHistory implements History {
  readonly #client: StoreClient;
  readonly #encoder: ReportEncoder;
  readonly #log: Log;
  readonly #hasInflux: boolean;
  #pending: PendingBatch | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isUrgent = false;
  #isClosed = false;
  #refusedReports = 0;
  #refusal: string | undefined;

  constructor(options: HistoryOptions, client: StoreClient) {
    this.#client = client;
    this.#encoder = new ReportEncoder(options, options.wallOffsetMs);
    this.#log = options.log;
    this.#hasInflux = options.settings.influx !== undefined;
  }

  store(reports: readonly Report[], bindings: Bindings, manner: StoreManner = {}): Promise<void> {
    for (const report of reports) this.#encoder.add(report, bindings);
    return this.#schedule(manner.urgent ?? false);
  }

  storeLost(device: string, at: number, reason: Reason): Promise<void> {
    this.#encoder.addLost(device, at, reason);
    return this.#schedule(false);
  }

  storeFact(
    measurement: Fact['measurement'],
    tags: Fact['tags'],
    fields: Fact['fields'],
    wallMs: number,
  ): Promise<void> {
    if (!this.#hasInflux) return Promise.resolve();
    this.#encoder.addFact({ measurement, tags, fields, wallMs });
    return this.#schedule(false);
  }

  readings(query: ReadingsQuery): Promise<readonly ReadingStep[]> {
    return this.#client.ask(query);
  }

  changePlace(place: Place): void {
    this.#encoder.changePlace(place);
  }

  status(): HistoryStatus {
    const { down, status } = this.#client;
    const reason = down ?? this.#refusal ?? status?.filing;
    return {
      ok: reason === undefined,
      ...(reason !== undefined && { reason }),
      refusedReports: this.#refusedReports,
      misfits: { ...this.#encoder.misfits },
      ...status,
    };
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#flush();
    this.#isClosed = true;
    await this.#client.close();
  }

  #schedule(urgent: boolean): Promise<void> {
    if (this.#isClosed) return refuse(new HistoryError('closed', 'history: closed.'));
    this.#pending ??= newPending();
    const { promise } = this.#pending;
    if (this.#encoder.reports >= COMMIT_REPORTS) this.#flush();
    else if (urgent && !this.#isUrgent) {
      this.#isUrgent = true;
      // What else comes in this turn of the loop goes along.
      setImmediate(() => this.#flush());
    } else this.#timer ??= setTimeout(() => this.#flush(), COMMIT_INTERVAL_MS);
    return promise;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isUrgent = false;
    const pending = this.#pending;
    this.#pending = undefined;
    if (!pending) return;
    if (this.#encoder.isEmpty) {
      pending.resolve();
      return;
    }
    const batch = this.#encoder.take();
    this.#client.commit(batch).then(
      () => {
        this.#noteRefusal(undefined);
        pending.resolve();
      },
      (error: HistoryError) => {
        // Later batches may not build on the lost one.
        this.#encoder.beginAnew();
        this.#refusedReports += batch.reports;
        this.#noteRefusal(error.message);
        pending.reject(error);
      },
    );
  }

  #noteRefusal(reason: string | undefined): void {
    if (reason !== undefined && this.#refusal === undefined) this.#log('error', reason);
    if (reason === undefined && this.#refusal !== undefined) {
      this.#log('info', 'history: readings are stored again.');
    }
    this.#refusal = reason;
  }
}

function newPending(): PendingBatch {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  return { promise: handled(promise), resolve, reject };
}

function refuse(error: HistoryError): Promise<void> {
  return handled(Promise.reject(error));
}

/** Not everybody waits for the disk; the refusal is counted, logged and in the status. */
function handled(promise: Promise<void>): Promise<void> {
  promise.catch(() => undefined);
  return promise;
}
