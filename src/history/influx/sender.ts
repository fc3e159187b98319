/**
 * Carries the spool to InfluxDB: reads on from its cursor, delivers, and moves the cursor only when
 * the server has the points. While the server is away it tries again, ever more slowly; the spool
 * holds what waits.
 */
import type { BatchHandler } from '../batch-decoder.ts';
import { sqlite } from '../database.ts';
import { HistoryError } from '../history-error.ts';
import type { Log } from '../log.ts';
import type { Spool } from '../spool.ts';
import { SpoolReader } from '../spool-reader.ts';
import { Delivery, type Dropped } from './delivery.ts';
import { factPoint, type Point, toPoint } from './point.ts';
import type { InfluxTarget } from './target.ts';

/** Name of its cursor in the spool. */
export const INFLUX_CONSUMER = 'influx';

/** Points of one request, about: batches are not divided. Some 2 MB at 20 fields. */
const POINTS_LIMIT = 5_000;
/** What came in is delivered this often, ms; a full request goes at once. */
const INTERVAL_MS = 1_000;
/** The pause after a failure doubles from the first to the last, ms. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

export interface InfluxStatus {
  up: boolean;
  /** Why it is down, in words for an engineer. */
  reason?: string;
  /** Batches that wait. */
  behind: number;
  dropped: Dropped;
  /** Batches that could not be read from the spool. */
  damaged: number;
}

interface Load {
  points: readonly Point[];
  /** The last batch of them. */
  upto: number;
  isFull: boolean;
}

export interface SenderOptions {
  site: string;
  spool: Spool;
  target: InfluxTarget;
  log: Log;
}

export class InfluxSender {
  readonly #options: SenderOptions;
  readonly #delivery: Delivery;
  readonly #stop = new AbortController();
  readonly #reader: SpoolReader;
  #load: Load | undefined;
  #cursor: number;
  #up = false;
  #reason: string | undefined = 'not asked yet';
  #pauseMs = FIRST_PAUSE_MS;
  #running: Promise<void> | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#delivery = new Delivery(options.target);
    this.#cursor = options.spool.cursor(INFLUX_CONSUMER);
    this.#reader = new SpoolReader(options.spool, this.#cursor, options.log);
  }

  start(): void {
    this.#running = this.#run();
  }

  status(): InfluxStatus {
    const { dropped } = this.#delivery;
    const behind = this.#options.spool.lastSeq - this.#cursor;
    const reason = this.#reason;
    return {
      up: this.#up,
      ...(reason && { reason }),
      behind,
      dropped,
      damaged: this.#reader.damaged,
    };
  }

  /** Delivers what is there for as long as the server takes it, at most until the deadline. */
  async stop(withinMs: number): Promise<void> {
    const deadline = performance.now() + withinMs;
    this.#stop.abort();
    await Promise.race([this.#running, after(withinMs)]);
    while (this.#up && this.status().behind > 0 && performance.now() < deadline) await this.#step();
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const isFull = await this.#step();
      if (!this.#up) await this.#pause(this.#nextPauseMs());
      else if (!isFull) await this.#pause(INTERVAL_MS);
    }
  }

  /** One request; true: there is more at once. What was not taken stays loaded. */
  async #step(): Promise<boolean> {
    try {
      this.#load ??= this.#read();
      const { points, upto, isFull } = this.#load;
      if (points.length > 0) {
        const result = await this.#delivery.deliver(points);
        this.#note(result.ok ? undefined : result.reason);
        if (!result.ok) return false;
      }
      this.#load = undefined;
      if (upto > this.#cursor) {
        this.#options.spool.moveCursor(INFLUX_CONSUMER, upto);
        this.#cursor = upto;
        this.#options.spool.trim();
      }
      return isFull;
    } catch (error) {
      // The disk: the same points are delivered again, which is harmless.
      const sorted = sqlite.sortError('reading the spool', error);
      if (!(sorted instanceof HistoryError)) throw sorted;
      this.#note(sorted.message);
      return false;
    }
  }

  #note(reason: string | undefined): void {
    const isUp = reason === undefined;
    if (isUp) this.#pauseMs = FIRST_PAUSE_MS;
    if (isUp !== this.#up || reason !== this.#reason) {
      if (isUp) this.#options.log('info', 'InfluxDB: takes readings.');
      else this.#options.log('warn', `InfluxDB: ${reason}; readings wait in the spool.`);
    }
    this.#up = isUp;
    this.#reason = reason;
  }

  #read(): Load {
    const { site } = this.#options;
    const points: Point[] = [];
    const keep = (point: Point | undefined) => {
      if (point) points.push(point);
    };
    const handler: BatchHandler = {
      report: (group, heard) => keep(toPoint(site, group, heard)),
      fact: (fact) => keep(factPoint(site, fact)),
    };
    const isFull = this.#reader.read(handler, () => points.length < POINTS_LIMIT);
    return { points, upto: this.#reader.position, isFull };
  }

  #nextPauseMs(): number {
    const pauseMs = this.#pauseMs;
    this.#pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    return pauseMs;
  }

  #pause(ms: number): Promise<void> {
    const { signal } = this.#stop;
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done, { once: true });
      function done(): void {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
  }
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
