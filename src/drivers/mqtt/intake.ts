/**
 * Gathers what arrives in one turn of the event loop into one call of the gateway, so that a burst
 * of messages costs one commit, and keeps the order of reports and links. Its promises resolve
 * when a message's reports are durable.
 */
import type { Report } from '../../core/signals/reading.ts';
import type { DriverOutput } from '../driver.ts';

/**
 * What may wait for the store, in messages and in payload bytes. At either limit the embedded
 * broker refuses messages (their clients send them again) and outside brokers are not read on.
 */
const MAX_WAITING = 20_000;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

type Entry =
  | { is: 'reports'; reports: readonly Report[]; resolve(): void; reject(error: unknown): void }
  | { is: 'link'; device: string; up: boolean; reason?: string };

type Reports = Extract<Entry, { is: 'reports' }>;

export class Intake {
  readonly #output: DriverOutput;
  #entries: Entry[] = [];
  #waiting = 0;
  #waitingBytes = 0;
  #freed = Promise.withResolvers<void>();

  constructor(output: DriverOutput) {
    this.#output = output;
  }

  get isFull(): boolean {
    return this.#waiting >= MAX_WAITING || this.#waitingBytes >= MAX_WAITING_BYTES;
  }

  /** Resolves once `isFull` may have changed. */
  freed(): Promise<void> {
    return this.#freed.promise;
  }

  /** Resolves when nothing waits any more, stored or not. */
  async settled(): Promise<void> {
    while (this.#waiting > 0) await this.#freed.promise;
  }

  /** One message's reports; `bytes` is what it holds in memory until it is stored. */
  take(reports: readonly Report[], bytes: number): Promise<void> {
    this.#waiting++;
    this.#waitingBytes += bytes;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#add({ is: 'reports', reports, resolve, reject });
    return promise.finally(() => {
      this.#waiting--;
      this.#waitingBytes -= bytes;
      this.#freed.resolve();
      this.#freed = Promise.withResolvers<void>();
    });
  }

  link(device: string, up: boolean, reason?: string): void {
    this.#add({ is: 'link', device, up, ...(reason !== undefined && { reason }) });
  }

  #add(entry: Entry): void {
    if (this.#entries.length === 0) setImmediate(() => this.#handOn());
    this.#entries.push(entry);
  }

  #handOn(): void {
    const entries = this.#entries;
    this.#entries = [];
    let gathered: Reports[] = [];
    for (const entry of entries) {
      if (entry.is === 'reports') {
        gathered.push(entry);
        continue;
      }
      this.#report(gathered);
      gathered = [];
      this.#output.link(entry.device, entry.up, entry.reason);
    }
    this.#report(gathered);
  }

  #report(gathered: readonly Reports[]): void {
    if (gathered.length === 0) return;
    const { stored } = this.#output.report(gathered.flatMap(({ reports }) => reports));
    stored.then(
      () => {
        for (const { resolve } of gathered) resolve();
      },
      (error: unknown) => {
        for (const { reject } of gathered) reject(error);
      },
    );
  }
}
