/**
 * What is still to be told: one row per recipient and channel of a `notification-requested`, in
 * the same transaction as the event, until the message is delivered or refused. It delivers
 * nothing itself, and keeps nothing of what is settled: that is the receipt event's business.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Recipient } from '../core/duty/events.ts';
import { assert } from '../core/error.ts';
import type { Event } from '../core/event.ts';
import type { DeliveryResult } from '../core/input.ts';
import { PRIORITIES } from '../core/priority.ts';
import { plainJson } from './canonical-json.ts';
import { sqlite, withoutSync } from './database.ts';

export interface OutboxRow {
  /** The idempotency key, `seq/person/channel`. */
  key: string;
  request: Event<'notification-requested'>;
  recipient: Recipient;
  /** How often it was handed to its channel. */
  attempts: number;
  /** Wall ms before which it should not be tried again; 0: at once. */
  nextAtWall: number;
  /** It was handed out before a restart: nobody knows for sure that it did not arrive. */
  possiblyRepeat: boolean;
  /** Why the last attempt did not succeed. */
  reason?: string;
}

interface StoredRow {
  key: string;
  seq: number;
  recipient: string;
  attempts: number;
  nextAtWall: number;
  possiblyRepeat: number;
  reason: string | null;
}

interface OutboxOptions {
  readRequest: (seq: number) => Event<'notification-requested'>;
  wallClock: () => number;
  /** Of the machine's present run; undefined where the system does not say. */
  bootId: string | undefined;
}

export class Outbox {
  readonly #db: DatabaseSync;
  readonly #options: OutboxOptions;
  readonly #insert: StatementSync;
  readonly #pending: StatementSync;
  readonly #hand: StatementSync;
  readonly #retry: StatementSync;
  readonly #remove: StatementSync;

  constructor(db: DatabaseSync, options: OutboxOptions) {
    this.#db = db;
    this.#options = options;
    // A person named twice on one channel is one message: the key says what it is.
    this.#insert = db.prepare(
      `INSERT OR IGNORE INTO outbox (key, seq, recipient, rank, state)
        VALUES (?, ?, ?, ?, 'pending')`,
    );
    this.#pending = db.prepare(`
      SELECT key, seq, recipient, attempts, next_at_wall AS nextAtWall,
        possibly_repeat AS possiblyRepeat, reason
      FROM outbox WHERE state = 'pending'
      ORDER BY max(next_at_wall, :now), rank, seq LIMIT :limit`);
    this.#hand = db.prepare(`UPDATE outbox SET state = 'handed', attempts = attempts + 1,
      handed_at_wall = ? WHERE key = ? AND state = 'pending'`);
    this.#retry = db.prepare(`UPDATE outbox SET state = 'pending', reason = ?, next_at_wall = ?
      WHERE key = ?`);
    this.#remove = db.prepare('DELETE FROM outbox WHERE key = ?');
    this.#markUnanswered();
  }

  /** Part of the journal's own transaction. */
  enqueue(event: Event): void {
    if (event.type !== 'notification-requested') return;
    for (const recipient of event.data.recipients) {
      const key = `${event.seq}/${recipient.person}/${recipient.channel}`;
      const rank = PRIORITIES.indexOf(event.data.priority);
      this.#insert.run(key, event.seq, plainJson(recipient), rank);
    }
  }

  /** What nobody has in hand: first what is due, by priority and age, then what waits, by time. */
  pending(limit: number): OutboxRow[] {
    const now = this.#options.wallClock();
    const rows = sqlite.guard('reading the outbox', () => this.#pending.all({ now, limit }));
    return rows.map((row) => this.#toRow(row as unknown as StoredRow));
  }

  /**
   * Before the channel is asked, so that the end of the process cannot hide a possible repeat. It
   * does not wait for the disk, which would delay every alarm: after a power cut all is in doubt.
   */
  markHanded(key: string, atWall: number): void {
    const { changes } = withoutSync(this.#db, `handing out ${key}`, () =>
      this.#hand.run(atWall, key),
    );
    assert(changes === 1, `outbox row ${key} is not pending`);
  }

  /**
   * What became of it. Losing this in a power cut only makes a message "possibly a repeat", so it
   * does not wait for the disk.
   */
  settle(key: string, result: DeliveryResult, reason?: string, nextAtWall = 0): void {
    const { changes } = withoutSync(this.#db, `settling ${key}`, () =>
      result === 'retry' ? this.#retry.run(reason ?? null, nextAtWall, key) : this.#remove.run(key),
    );
    assert(changes === 1, `outbox row ${key} is settled already, or never was`);
  }

  /**
   * What the channels knew of their attempts went with the process that made them. Where the
   * machine started anew too, the note of an attempt may be lost: then any row may be a repeat.
   */
  #markUnanswered(): void {
    const { bootId } = this.#options;
    sqlite.inTransaction(this.#db, 'opening the outbox', () => {
      this.#db.exec(
        'CREATE TABLE IF NOT EXISTS boot (only INTEGER PRIMARY KEY CHECK (only = 1), id TEXT)',
      );
      const last = this.#db.prepare('SELECT id FROM boot').get()?.id;
      const isSameRun = bootId !== undefined && last === bootId;
      const inDoubt = isSameRun ? 'attempts > 0' : 'true';
      this.#db.exec(`UPDATE outbox SET state = 'pending', possibly_repeat = 1 WHERE ${inDoubt}`);
      this.#db.prepare('INSERT OR REPLACE INTO boot VALUES (1, ?)').run(bootId ?? null);
    });
  }

  #toRow(row: StoredRow): OutboxRow {
    return {
      key: row.key,
      request: this.#options.readRequest(row.seq),
      recipient: JSON.parse(row.recipient),
      attempts: row.attempts,
      nextAtWall: row.nextAtWall,
      possiblyRepeat: row.possiblyRepeat === 1,
      ...(row.reason !== null && { reason: row.reason }),
    };
  }
}
