/**
 * The outbox as the deliverer sees it while the disk refuses: messages then go out before their
 * rows can be written. What became of them waits here and is noted as soon as the rows are there,
 * so that the next start does not tell everybody again. It delivers nothing itself.
 */
import type { Event } from './core/event.ts';
import { type OutboxRow, type OutboxSource, toRows } from './notify/outbox.ts';

export class EarlyOutbox implements OutboxSource {
  readonly #outbox: OutboxSource;
  /**
   * By key of a row that is not written yet. Needs no limit of its own: each entry belongs to an
   * event that the gateway holds in memory for the same reason.
   */
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(outbox: OutboxSource) {
    this.#outbox = outbox;
  }

  /** These go out now; their rows come with `catchUp`. */
  expect(events: readonly Event[]): void {
    for (const event of events) {
      if (event.type !== 'notification-requested') continue;
      for (const { key } of toRows(event)) this.#waiting.set(key, []);
    }
  }

  /** The rows of all that was expected are on the disk. A throw leaves the rest for the next. */
  catchUp(): void {
    for (const [key, changes] of this.#waiting) {
      while (changes.length > 0) {
        changes[0]!();
        changes.shift();
      }
      this.#waiting.delete(key);
    }
  }

  pending(limit: number): OutboxRow[] {
    return this.#outbox.pending(limit);
  }

  markHanded(key: string, wallMs: number): void {
    this.#change(key, () => this.#outbox.markHanded(key, wallMs));
  }

  settle(...[key, ...outcome]: Parameters<OutboxSource['settle']>): void {
    this.#change(key, () => this.#outbox.settle(key, ...outcome));
  }

  #change(key: string, change: () => void): void {
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) change();
    else waiting.push(change);
  }
}
