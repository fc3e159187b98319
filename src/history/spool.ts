/**
 * The durable queue between the gateway and the stores: a batch is here before its promise
 * resolves, and stays until every consumer (the SQLite history, InfluxDB) has it. It knows nothing
 * of what a batch says, but which ones begin anew (*key* batches).
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { pack } from './compression.ts';
import { sqlite } from './database.ts';
import type { EncodedBatch } from './report-encoder.ts';

const SCHEMA = {
  applicationId: 0x44575350, // "DWSP"
  version: 1,
  sql: `
    CREATE TABLE batch (
      seq INTEGER PRIMARY KEY,
      is_key INTEGER NOT NULL,
      written_at REAL NOT NULL,
      reports INTEGER NOT NULL,
      body BLOB NOT NULL
    );
    CREATE INDEX batch_key ON batch (seq) WHERE is_key = 1;
    CREATE TABLE consumer (name TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
  `,
} as const;

/** At either limit the oldest batches are dropped and counted, up to the next key batch. */
export interface SpoolLimits {
  bytes: number;
  ageMs: number;
}

/** With InfluxDB away: weeks of a usual compound, two days of 2,000 changed values a second. */
export const SPOOL_LIMITS: SpoolLimits = { bytes: 2 * 1024 ** 3, ageMs: 30 * 86_400_000 };

export interface SpoolRow {
  seq: number;
  isKey: boolean;
  body: Uint8Array;
}

export interface SpoolStatus {
  batches: number;
  bytes: number;
  /** When the oldest batch was written, wall ms. */
  oldestAt?: number;
}

export class Spool {
  readonly #db: DatabaseSync;
  readonly #limits: SpoolLimits;
  readonly #insert: StatementSync;
  readonly #select: StatementSync;
  readonly #oldest: StatementSync;
  #lastSeq: number;
  #batches: number;
  #bytes: number;

  constructor(file: string, limits: SpoolLimits = SPOOL_LIMITS) {
    this.#db = sqlite.open(file, SCHEMA);
    this.#limits = limits;
    this.#insert = this.#db.prepare('INSERT INTO batch VALUES (?, ?, ?, ?, ?)');
    this.#select = this.#db.prepare(
      `SELECT seq, is_key AS isKey, body FROM batch
       WHERE seq >= ? ORDER BY seq LIMIT ?`,
    );
    this.#oldest = this.#db.prepare('SELECT written_at AS at FROM batch ORDER BY seq LIMIT 1');
    const totals = this.#db
      .prepare('SELECT count(*) AS n, ifnull(sum(length(body)), 0) AS bytes FROM batch')
      .get() as { n: number; bytes: number };
    this.#batches = totals.n;
    this.#bytes = totals.bytes;
    this.#lastSeq = this.#firstNumber(`SELECT max(seq) FROM
      (SELECT max(seq) AS seq FROM batch UNION ALL SELECT max(seq) FROM consumer)`);
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** All of them durable on return, or none; returns the sequence number of the first. */
  append(batches: readonly EncodedBatch[], now: number): number {
    const packed = batches.map((batch) => ({ ...batch, body: pack(batch.bytes) }));
    const first = this.#lastSeq + 1;
    sqlite.inTransaction(this.#db, 'storing readings', () => {
      for (const [index, { isKey, reports, body }] of packed.entries()) {
        this.#insert.run(first + index, isKey ? 1 : 0, now, reports, body);
      }
    });
    this.#lastSeq += packed.length;
    this.#batches += packed.length;
    for (const { body } of packed) this.#bytes += body.length;
    return first;
  }

  read(fromSeq: number, limit: number): SpoolRow[] {
    return this.#select.all(fromSeq, limit).map((row) => ({
      seq: Number(row.seq),
      isKey: row.isKey === 1,
      body: row.body as Uint8Array,
    }));
  }

  /** The batch from which one must decode in order to know what `seq` says. */
  keyFor(seq: number): number {
    return this.#firstNumber('SELECT max(seq) FROM batch WHERE is_key = 1 AND seq <= ?', seq);
  }

  /** The next batch at or after `seq` that can be decoded without those before it. */
  keyFrom(seq: number): number | undefined {
    const sql = 'SELECT min(seq) FROM batch WHERE is_key = 1 AND seq >= ?';
    return this.#firstNumber(sql, seq) || undefined;
  }

  /** The last batch that the consumer has; a new consumer begins with the next one written. */
  cursor(consumer: string): number {
    const row = this.#db.prepare('SELECT seq FROM consumer WHERE name = ?').get(consumer);
    if (row) return Number(row.seq);
    this.moveCursor(consumer, this.#lastSeq);
    return this.#lastSeq;
  }

  moveCursor(consumer: string, seq: number): void {
    sqlite.inTransaction(this.#db, 'moving a cursor', () => {
      this.#db.prepare('INSERT OR REPLACE INTO consumer VALUES (?, ?)').run(consumer, seq);
    });
  }

  /** Nobody reads under this name any more: it holds nothing back. */
  forget(consumer: string): void {
    this.#db.prepare('DELETE FROM consumer WHERE name = ?').run(consumer);
  }

  /** Removes what every consumer has and nobody needs for decoding the rest. */
  trim(): void {
    const done = this.#firstNumber('SELECT min(seq) FROM consumer');
    const keep = this.keyFor(done + 1);
    if (keep > 0) this.#removeBefore(keep);
  }

  /**
   * Drops the oldest batches beyond the limits; returns the reports of those that some consumer
   * still wanted.
   */
  enforceLimits(now: number): number {
    const isOver = () => {
      const { oldestAt } = this.status();
      const isOld = oldestAt !== undefined && now - oldestAt > this.#limits.ageMs;
      return isOld || this.#bytes > this.#limits.bytes;
    };
    let dropped = 0;
    while (isOver()) {
      const oldest = this.#firstNumber('SELECT min(seq) FROM batch');
      const next = this.keyFrom(oldest + 1);
      // All of it hangs on one key batch: that is 5 minutes, and what is heard now.
      if (next === undefined) break;
      const wanted = 'seq > (SELECT min(seq) FROM consumer)';
      const sql = `SELECT ifnull(sum(reports), 0) FROM batch WHERE seq < ? AND ${wanted}`;
      dropped += this.#firstNumber(sql, next);
      this.#removeBefore(next);
    }
    return dropped;
  }

  status(): SpoolStatus {
    const oldest = this.#oldest.get();
    const oldestAt = oldest && { oldestAt: Number(oldest.at) };
    return { batches: this.#batches, bytes: this.#bytes, ...oldestAt };
  }

  close(): void {
    this.#db.close();
  }

  #removeBefore(seq: number): void {
    const sql =
      'SELECT count(*) AS n, ifnull(sum(length(body)), 0) AS bytes FROM batch WHERE seq < ?';
    const gone = this.#db.prepare(sql).get(seq) as { n: number; bytes: number };
    if (gone.n === 0) return;
    sqlite.inTransaction(this.#db, 'clearing the spool', () => {
      this.#db.prepare('DELETE FROM batch WHERE seq < ?').run(seq);
    });
    this.#batches -= gone.n;
    this.#bytes -= gone.bytes;
  }

  /** The one number that a query gives; 0 where it gives none. */
  #firstNumber(sql: string, ...parameters: number[]): number {
    const row = this.#db.prepare(sql).get(...parameters) ?? {};
    return Number(Object.values(row)[0] ?? 0);
  }
}
