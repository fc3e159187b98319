/**
 * Says when a snapshot is made: every `SNAPSHOT_EVERY` events and at a clean stop, one at a time,
 * in a worker. A snapshot that fails costs only time at the next start: it goes into the log and
 * the next is tried after as many events again.
 */
import { Worker } from 'node:worker_threads';
import type { JournalPlace } from './journal-schema.ts';
import type { SnapshotOrder } from './snapshot-worker.ts';
import type { StateModule } from './state-module.ts';

/** `decisions.md` 6: replaying this many takes well under a second. */
export const SNAPSHOT_EVERY = 20_000;
/** Longest run of the worker, ms; then it is ended and there is no snapshot. */
const RUN_LIMIT_MS = 20_000;

interface KeeperOptions {
  place: JournalPlace;
  log: (line: string) => void;
}

export class SnapshotKeeper {
  readonly #options: KeeperOptions;
  #module: StateModule | undefined;
  /** The event up to which the last snapshot was tried, and the one up to which one was made. */
  #triedSeq = 0;
  #savedSeq = 0;
  #running: Promise<number> | undefined;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** From here on snapshots are made; `savedSeq`: what the one just used holds. */
  start(module: StateModule, savedSeq: number): void {
    this.#module = module;
    this.#triedSeq = savedSeq;
    this.#savedSeq = savedSeq;
  }

  afterAppend(lastSeq: number): void {
    if (!this.#module || this.#running || lastSeq - this.#triedSeq < SNAPSHOT_EVERY) return;
    this.#triedSeq = lastSeq;
    this.save(this.#module).catch((error) => this.#report(error));
  }

  /** Resolves to the last event in the snapshot. A run under way is waited for first. */
  async save(module: StateModule): Promise<number> {
    while (this.#running) await this.#running.catch(() => undefined);
    this.#running = this.#run(module);
    try {
      this.#savedSeq = await this.#running;
      this.#triedSeq = this.#savedSeq;
      return this.#savedSeq;
    } finally {
      this.#running = undefined;
    }
  }

  async stop(lastSeq: number): Promise<void> {
    if (!this.#module || lastSeq === this.#savedSeq) return;
    await this.save(this.#module).catch((error) => this.#report(error));
  }

  async #run(module: StateModule): Promise<number> {
    const order: SnapshotOrder = { place: this.#options.place, module };
    const worker = new Worker(new URL('./snapshot-worker.ts', import.meta.url), {
      workerData: order,
      name: 'snapshot',
    });
    try {
      return await awaitResult(worker);
    } finally {
      await worker.terminate();
    }
  }

  #report(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#options.log(`No snapshot was made: ${reason}. The next start replays more events.`);
  }
}

function awaitResult(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    let seq: number | undefined;
    const timer = setTimeout(
      () => reject(new Error(`it took longer than ${RUN_LIMIT_MS} ms`)),
      RUN_LIMIT_MS,
    );
    worker.once('message', (message: number) => {
      seq = message;
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(timer);
      if (seq === undefined) reject(new Error('the worker ended early'));
      else resolve(seq);
    });
  });
}
