/**
 * Reads a journal and proves it; never writes. Rows are fetched in chunks, so that no long read
 * keeps the WAL from being cut back, and appends in between are seen.
 */
import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Event, EventType } from '../core/event.ts';
import { type Break, ChainWalker, GENESIS, type Head, type Verdict } from './chain.ts';
import { sqlite } from './database.ts';
import { JournalError } from './journal-error.ts';
import { JOURNAL_SCHEMA, type JournalPlace, journalFile } from './journal-schema.ts';
import { type StoredRecord, toEvent } from './record.ts';
import type { Upcasters } from './upcasters.ts';

/** Records fetched at once; more are fetched as they are wanted. */
const CHUNK = 1_000;
/** Most events in one answer of `events`; the rest is asked for with `after`. */
const EVENTS_LIMIT = 1_000;

const COLUMNS = 'seq, at, wall_at AS wallAt, type, v, cause, actor, data, hash';

export interface EventQuery {
  /** Core time, ms; both ends are included. */
  from: number;
  to: number;
  type?: EventType;
  /** Only events behind this `seq`: the next page. */
  after?: number;
  limit?: number;
}

export class JournalReader {
  readonly realm: string;
  protected readonly db: DatabaseSync;
  protected readonly upcasters: Upcasters;
  readonly #chunk: StatementSync;
  readonly #last: StatementSync;
  readonly #one: StatementSync;
  readonly #query: StatementSync;
  readonly #config: StatementSync;

  constructor(db: DatabaseSync, realm: string, upcasters: Upcasters = {}) {
    this.db = db;
    this.realm = realm;
    this.upcasters = upcasters;
    this.#chunk = db.prepare(`SELECT ${COLUMNS} FROM events WHERE seq >= ? ORDER BY seq LIMIT ?`);
    this.#last = db.prepare('SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1');
    this.#one = db.prepare(`SELECT ${COLUMNS} FROM events WHERE seq = ?`);
    this.#query = db.prepare(`SELECT ${COLUMNS} FROM events
      WHERE at BETWEEN :from AND :to AND (:type IS NULL OR type = :type) AND seq > :after
      ORDER BY at, seq LIMIT :limit`);
    this.#config = db.prepare('SELECT content FROM configs WHERE hash = ?');
  }

  /** Every event from `fromSeq` on, as this program understands it. */
  *read(fromSeq: number): Generator<Event> {
    for (const record of this.records(fromSeq)) yield this.toEvent(record);
  }

  /** The records as they are stored. */
  *records(fromSeq: number): Generator<StoredRecord> {
    let next = fromSeq;
    while (true) {
      const rows = this.#fetch(next);
      yield* rows;
      if (rows.length < CHUNK) return;
      next = rows.at(-1)!.seq + 1;
    }
  }

  toEvent(record: StoredRecord): Event {
    return toEvent(record, this.realm, this.upcasters);
  }

  /** A stretch of time, oldest first. */
  events({ from, to, type, after = 0, limit = EVENTS_LIMIT }: EventQuery): Event[] {
    const page = { from, to, type: type ?? null, after, limit: Math.min(limit, EVENTS_LIMIT) };
    const rows = sqlite.guard('reading events', () => this.#query.all(page));
    return rows.map((row) => this.toEvent(row as unknown as StoredRecord));
  }

  lastSeq(): number {
    return this.head().seq;
  }

  /** What proves everything so far: for the daily message, reports and a second party. */
  head(): Head {
    const row = sqlite.guard('reading the head', () => this.#last.get());
    return row ? (row as unknown as Head) : GENESIS;
  }

  /** One record as it is stored. */
  record(seq: number): StoredRecord | undefined {
    const row = sqlite.guard(`reading event ${seq}`, () => this.#one.get(seq));
    return row as unknown as StoredRecord | undefined;
  }

  /** A configuration by its hash, as it was stored. */
  config(configHash: string): string | undefined {
    const row = sqlite.guard('reading a configuration', () => this.#config.get(configHash));
    return row?.content as string | undefined;
  }

  /** Walks all of the chain. `witness`: a head that was kept elsewhere and must still be in it. */
  verify(witness: Head = GENESIS): Verdict {
    const walker = new ChainWalker(this.realm);
    const broken = this.#walk(walker, witness) ?? this.#checkConfigs();
    return broken ? { intact: false, ...broken } : { intact: true, head: walker.head };
  }

  #walk(walker: ChainWalker, witness: Head): Break | undefined {
    try {
      for (const record of this.records(1)) {
        const broken = walker.take(record);
        if (broken) return broken;
        if (record.seq === witness.seq && record.hash !== witness.hash) {
          return {
            record: `event ${record.seq}`,
            reason: 'not the one of the head kept elsewhere',
          };
        }
      }
    } catch (error) {
      if (!(error instanceof JournalError)) throw error;
      // SQLite itself cannot read on: the file is damaged behind the last record that fitted.
      return { record: `event ${walker.head.seq + 1}`, reason: error.message };
    }
    if (walker.head.seq >= witness.seq) return undefined;
    const reason = `missing; the head kept elsewhere is event ${witness.seq}`;
    return { record: `event ${walker.head.seq + 1}`, reason };
  }

  #checkConfigs(): Break | undefined {
    const rows = sqlite.guard('reading configurations', () =>
      this.db.prepare('SELECT hash, content, checksum FROM configs').all(),
    );
    const bad = rows.find((row) => hash('sha256', String(row.content)) !== row.checksum);
    return bad && { record: `configuration ${bad.hash}`, reason: 'not what was stored' };
  }

  #fetch(from: number): StoredRecord[] {
    const rows = sqlite.guard(`reading from event ${from}`, () => this.#chunk.all(from, CHUNK));
    return rows as unknown as StoredRecord[];
  }
}

/** For `verify`, reports and the snapshot worker: beside a running gateway, or without one. */
export function openJournalReader(
  place: JournalPlace & { upcasters?: Upcasters },
): JournalReader & Disposable {
  const db = sqlite.openReadOnly(journalFile(place), JOURNAL_SCHEMA);
  const reader = new JournalReader(db, place.realm, place.upcasters);
  return Object.assign(reader, { [Symbol.dispose]: () => db.close() });
}
