/** The outbox in memory: what the journal's does, with a log of what was written in which order. */
import type { Event } from '../../src/core/event.ts';
import { type OutboxRow, type OutboxSource, toRows } from '../../src/notify/outbox.ts';

export class FakeOutbox implements OutboxSource {
  readonly rows = new Map<string, OutboxRow & { state: 'pending' | 'handed' }>();
  readonly log: string[] = [];
  /** The disk is full. */
  isBroken = false;

  add(...requests: Event<'notification-requested'>[]): this {
    for (const row of requests.flatMap(toRows))
      this.rows.set(row.key, { ...row, state: 'pending' });
    return this;
  }

  pending(limit: number): OutboxRow[] {
    const rows = [...this.rows.values()].filter(({ state }) => state === 'pending');
    return rows.slice(0, limit).map(({ state: _, ...row }) => row);
  }

  markHanded(key: string): void {
    const row = this.#write(key);
    if (row.state !== 'pending') throw new Error(`${key} is not pending`);
    row.state = 'handed';
    row.attempts++;
    this.log.push(`handed ${key}`);
  }

  settle(key: string, result: string, reason?: string, nextAtWall = 0): void {
    const row = this.#write(key);
    this.log.push([result, key, reason].filter(Boolean).join(' '));
    if (result === 'retry') Object.assign(row, { state: 'pending', nextAtWall });
    else this.rows.delete(key);
  }

  /** What the journal does when it opens after a crash. */
  reopen(): this {
    for (const row of this.rows.values()) {
      if (row.state === 'handed') Object.assign(row, { state: 'pending', possiblyRepeat: true });
    }
    return this;
  }

  #write(key: string): OutboxRow & { state: 'pending' | 'handed' } {
    if (this.isBroken) throw new Error('disk full');
    const row = this.rows.get(key);
    if (row === undefined) throw new Error(`${key} is settled already, or never was`);
    return row;
  }
}
