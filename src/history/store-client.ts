/**
 * The main thread's end of the store's thread: hands batches over, settles their promises, and
 * starts the thread again when it failed. It holds no readings: what a failed thread had not
 * committed is refused, and the caller's next batch must begin anew.
 */
import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';
import { HistoryError } from './history-error.ts';
import type { Log } from './log.ts';
import type { Failure, Reply, Request, ThreadOptions } from './messages.ts';
import type { ReadingStep, ReadingsQuery } from './readings.ts';
import type { EncodedBatch } from './report-encoder.ts';
import type { StoreStatus } from './store.ts';

/** Batches on their way to the disk; beyond it, further ones are refused as `overloaded`. */
const IN_FLIGHT_LIMIT_BYTES = 32 * 1024 ** 2;
/** Questions on their way; beyond it, further ones are refused as `overloaded`. */
const QUESTIONS_LIMIT = 64;
/** The pause before a failed thread is started again doubles from the first to the last, ms. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** The thread's own heap: its readings live in buffers outside it. */
const YOUNG_HEAP_MB = 8;

interface Waiting<T> {
  resolve(value: T): void;
  reject(error: HistoryError): void;
}

export class StoreClient {
  /** As the thread said last. */
  status: StoreStatus | undefined;
  /** Why the thread is not there; undefined while it is. */
  down: string | undefined = 'starting';
  readonly #options: ThreadOptions;
  readonly #log: Log;
  readonly #commits = new Map<number, Waiting<void> & { bytes: number }>();
  readonly #questions = new Map<number, Waiting<readonly ReadingStep[]>>();
  #worker: Worker | undefined;
  #nextId = 0;
  #inFlightBytes = 0;
  #pauseMs = FIRST_PAUSE_MS;
  #restart: NodeJS.Timeout | undefined;
  #isClosing = false;

  constructor(options: ThreadOptions, log: Log) {
    this.#options = options;
    this.#log = log;
  }

  /** Rejects where the files cannot be opened. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./store-thread.ts', import.meta.url), {
        name: 'history',
        workerData: this.#options,
        env: threadEnvironment(),
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
      });
      this.#worker = worker;
      let why = 'the thread ended';
      worker.on('message', (reply: Reply) => {
        if (reply.is === 'ready') {
          this.down = undefined;
          resolve();
        } else if (reply.is === 'unready') {
          why = reply.failure.message;
          reject(toError(reply.failure));
        } else this.#receive(reply);
      });
      worker.on('error', (error) => {
        why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      });
      worker.on('exit', () => {
        reject(new HistoryError('worker', why));
        this.#ended(why);
      });
    });
  }

  commit(batch: EncodedBatch): Promise<void> {
    if (this.down !== undefined) {
      return Promise.reject(new HistoryError('worker', `history: ${this.down}.`));
    }
    const bytes = batch.bytes.length;
    if (this.#inFlightBytes + bytes > IN_FLIGHT_LIMIT_BYTES) {
      const message = 'history: the disk is slower than the readings; some are refused.';
      return Promise.reject(new HistoryError('overloaded', message));
    }
    this.#inFlightBytes += bytes;
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#commits.set(id, { resolve, reject, bytes });
      this.#post({ do: 'commit', id, batch }, [batch.bytes.buffer]);
    });
  }

  ask(query: ReadingsQuery): Promise<readonly ReadingStep[]> {
    if (this.down !== undefined) {
      return Promise.reject(new HistoryError('worker', `history: ${this.down}.`));
    }
    if (this.#questions.size >= QUESTIONS_LIMIT) {
      const message = `history: ${QUESTIONS_LIMIT} questions wait already; ask again later.`;
      return Promise.reject(new HistoryError('overloaded', message));
    }
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#questions.set(id, { resolve, reject });
      this.#post({ do: 'readings', id, query });
    });
  }

  /** After everything handed over before is on the disk. */
  close(): Promise<void> {
    this.#isClosing = true;
    clearTimeout(this.#restart);
    const worker = this.#worker;
    if (!worker || this.down !== undefined) return Promise.resolve();
    return new Promise((resolve) => {
      worker.once('exit', () => resolve());
      this.#post({ do: 'close' });
    });
  }

  #post(request: Request, transfer: ArrayBuffer[] = []): void {
    this.#worker?.postMessage(request, transfer);
  }

  #receive(reply: Exclude<Reply, { is: 'ready' | 'unready' }>): void {
    switch (reply.is) {
      case 'committed':
        this.#pauseMs = FIRST_PAUSE_MS;
        for (let id = reply.first; id <= reply.last; id++) this.#settle(id, reply.failure);
        return;
      case 'readings': {
        const waiting = this.#questions.get(reply.id);
        this.#questions.delete(reply.id);
        if (reply.failure) waiting?.reject(toError(reply.failure));
        else waiting?.resolve(reply.steps);
        return;
      }
      case 'status':
        this.status = reply.status;
        return;
      case 'log':
        this.#log(reply.level, reply.message);
        return;
      case 'closed':
        // InfluxDB may leave a request unanswered that would keep the thread alive.
        void this.#worker?.terminate();
        return;
      default:
        reply satisfies never;
    }
  }

  #settle(id: number, failure: Failure | undefined): void {
    const waiting = this.#commits.get(id);
    if (!waiting) return;
    this.#commits.delete(id);
    this.#inFlightBytes -= waiting.bytes;
    if (failure) waiting.reject(toError(failure));
    else waiting.resolve();
  }

  #ended(why: string): void {
    const wasRunning = this.down === undefined;
    this.down = this.#isClosing ? 'closed' : why;
    const failure: Failure = { kind: this.#isClosing ? 'closed' : 'worker', message: why };
    for (const id of [...this.#commits.keys()]) this.#settle(id, failure);
    for (const waiting of this.#questions.values()) waiting.reject(toError(failure));
    this.#questions.clear();
    if (this.#isClosing) return;
    if (wasRunning) this.#log('error', `history: the thread failed and is started again: ${why}`);
    // The first start is the caller's to judge: its promise says so.
    if (wasRunning || this.#restart !== undefined) this.#startLater();
  }

  #startLater(): void {
    this.#restart = setTimeout(() => {
      this.start().then(
        () => this.#log('info', 'history: the thread runs again.'),
        (error: HistoryError) => {
          if (this.down !== error.message) this.#log('error', `history: ${error.message}`);
          this.down = error.message;
        },
      );
    }, this.#pauseMs);
    this.#pauseMs = Math.min(2 * this.#pauseMs, LONGEST_PAUSE_MS);
  }
}

/** With the program's compile cache the thread needs no TypeScript stripper: 28 MB less. */
function threadEnvironment(): NodeJS.ProcessEnv {
  const cache = getCompileCacheDir();
  return cache === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: cache };
}

function toError({ kind, message }: Failure): HistoryError {
  return new HistoryError(kind, message);
}
