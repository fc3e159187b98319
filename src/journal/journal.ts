/**
 * The journal of one realm: events in a hash chain, and beside them what must share their fate
 * (outbox, configurations, idempotency keys). It decides nothing and calls nobody. It works in
 * sync on the main loop, so that what `append` returned from is on the disk.
 */
import { hash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { assert } from '../core/error.ts';
import type { Event } from '../core/event.ts';
import { readBootId } from './boot.ts';
import { GENESIS, type Head } from './chain.ts';
import { sqlite, withoutSync } from './database.ts';
import { Idempotency } from './idempotency.ts';
import { JournalReader } from './journal-reader.ts';
import { JOURNAL_SCHEMA, type JournalPlace, journalFile } from './journal-schema.ts';
import { Outbox } from './outbox.ts';
import { type StoredRecord, toRecord } from './record.ts';
import { type Recovery, recoverState } from './recovery.ts';
import { listSnapshots, snapshotFolder } from './snapshot-file.ts';
import { SnapshotKeeper } from './snapshot-keeper.ts';
import { loadStateModule, type StateModule } from './state-module.ts';
import type { Upcasters } from './upcasters.ts';
import { lockForWriting } from './writer-lock.ts';

export interface JournalOptions extends JournalPlace {
  /** The same as the state module exports. */
  upcasters?: Upcasters;
  /** Wall ms; says which outbox rows are due. Default `Date.now`. */
  clock?: () => number;
  /** Of the machine's present run. Default: what the system says. */
  bootId?: string;
  /** What a person should read in the log. Default: standard error. */
  log?: (line: string) => void;
}

export function openJournal(options: JournalOptions): Journal {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const file = journalFile(options);
  const lock = lockForWriting(file);
  try {
    return new Journal(sqlite.open(file, JOURNAL_SCHEMA), lock, options);
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

export class Journal extends JournalReader {
  readonly outbox: Outbox;
  readonly idempotency: Idempotency;
  readonly #place: JournalPlace;
  readonly #lock: Disposable;
  readonly #log: (line: string) => void;
  readonly #snapshots: SnapshotKeeper;
  readonly #insert: StatementSync;
  readonly #alive: StatementSync;
  #head: Head;
  /** Core time of the newest event; time never goes back behind it. */
  #lastAt: number;
  #module: StateModule | undefined;

  /** Made by `openJournal`. */
  constructor(db: DatabaseSync, lock: Disposable, options: JournalOptions) {
    super(db, options.realm, options.upcasters);
    this.#place = { folder: options.folder, realm: options.realm };
    this.#lock = lock;
    this.#log = options.log ?? console.error;
    this.#snapshots = new SnapshotKeeper({ place: this.#place, log: this.#log });
    this.#insert = db.prepare(`INSERT INTO events
      VALUES (:seq, :at, :wallAt, :type, :v, :cause, :actor, :data, :hash)`);
    this.#alive = db.prepare('INSERT OR REPLACE INTO last_alive VALUES (1, ?)');
    this.outbox = new Outbox(db, {
      readRequest: (seq) => this.#readRequest(seq),
      wallClock: options.clock ?? Date.now,
      bootId: options.bootId ?? readBootId(),
    });
    this.idempotency = new Idempotency(db);
    this.#head = super.head();
    this.#lastAt = this.#readLastAt();
  }

  /** All of them, with their outbox rows, or none; on the disk when this returns. */
  append(events: readonly Event[]): void {
    if (events.length === 0) return;
    const records = this.#chain(events);
    sqlite.inTransaction(this.db, `appending from event ${this.#head.seq + 1}`, () => {
      for (const record of records) this.#insert.run({ ...record });
      for (const event of events) this.outbox.enqueue(event);
    });
    const last = records.at(-1)!;
    this.#head = { seq: last.seq, hash: last.hash };
    this.#lastAt = last.at;
    this.#snapshots.afterAppend(last.seq);
  }

  override head(): Head {
    return this.#head;
  }

  /** The content that the events' hashes stand for; stored before the first event that names it. */
  storeConfig(configHash: string, content: string): void {
    const known = this.config(configHash);
    assert(known === undefined || known === content, `configuration ${configHash} has changed`);
    if (known === content) return;
    sqlite.inTransaction(this.db, `storing configuration ${configHash}`, () => {
      const insert = this.db.prepare('INSERT INTO configs VALUES (?, ?, ?)');
      insert.run(configHash, content, hash('sha256', content));
    });
  }

  /**
   * "Somebody was looking at this core time": called each second. A power cut may lose the last
   * seconds of it, and the time unwatched looks longer than it was: so it may skip the disk.
   */
  alive(at: number): void {
    withoutSync(this.db, 'writing the last-alive row', () => this.#alive.run(at));
  }

  /** Core time up to which the gateway is known to have been at work. */
  lastAlive(): number | undefined {
    const row = sqlite.guard('reading the last-alive row', () =>
      this.db.prepare('SELECT at FROM last_alive').get(),
    );
    if (row === undefined && this.#head.seq === GENESIS.seq) return undefined;
    return Math.max(Number(row?.at ?? 0), this.#lastAt);
  }

  /** The state after the last event. From here on snapshots are made of the same module. */
  async recover<State>(module: StateModule): Promise<Recovery<State>> {
    const loaded = await loadStateModule<State>(module);
    const isSame = describe(loaded.upcasters) === describe(this.upcasters);
    assert(isSame, `${module.url} and the journal have different upcasters`);
    const recovery = recoverState(this, snapshotFolder(this.#place), loaded);
    if (recovery.note) this.#log(recovery.note);
    this.#module = module;
    this.#snapshots.start(module, recovery.usedSnapshot ? recovery.fromSeq - 1 : 0);
    return recovery;
  }

  /** Made in a worker; resolves to the last event in it. */
  async saveSnapshot(): Promise<number> {
    assert(this.#module, 'a snapshot needs the module that recover was given');
    return this.#snapshots.save(this.#module);
  }

  latestSnapshot(): { seq: number; file: string } | undefined {
    return listSnapshots(snapshotFolder(this.#place))[0];
  }

  /** A clean stop: with a snapshot, so that the next start replays nothing. */
  async close(): Promise<void> {
    await this.#snapshots.stop(this.#head.seq);
    this.db.close();
    this.#lock[Symbol.dispose]();
  }

  #chain(events: readonly Event[]): StoredRecord[] {
    const records: StoredRecord[] = [];
    let { seq, hash: prevHash } = this.#head;
    let at = this.#lastAt;
    for (const event of events) {
      assert(event.seq === seq + 1, `event ${event.seq} does not follow event ${seq}`);
      assert(event.at >= at, `event ${event.seq} is earlier than the one before`);
      assert(event.realm === this.realm, `event ${event.seq} is of realm ${event.realm}`);
      const record = toRecord(prevHash, event, this.upcasters);
      records.push(record);
      ({ seq, at, hash: prevHash } = record);
    }
    return records;
  }

  #readLastAt(): number {
    return this.record(this.#head.seq)?.at ?? Number.NEGATIVE_INFINITY;
  }

  #readRequest(seq: number): Event<'notification-requested'> {
    const record = this.record(seq);
    const event = record && this.toEvent(record);
    assert(event?.type === 'notification-requested', `event ${seq} asks for no notification`);
    return event;
  }
}

function describe(upcasters: Upcasters): string {
  return JSON.stringify(Object.entries(upcasters).map(([type, lifts]) => [type, lifts.length]));
}
