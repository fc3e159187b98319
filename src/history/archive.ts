/**
 * The SQLite history: chunks of raw readings and rollup blocks, group by group. It files and finds
 * rows; what they mean is the business of `chunk.ts` and `rollup-block.ts`. What it has of the
 * spool is noted in the same transaction as the chunks, so nothing is stored twice or lost.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { GroupDefinition } from './batch.ts';
import { CHUNK_SPAN_MS, type ReadChunk, readChunk } from './chunk.ts';
import { sqlite } from './database.ts';
import { type Block, LEVELS, type Level, packBlock, unpackBlock } from './rollup-block.ts';

const SCHEMA = {
  applicationId: 0x44574849, // "DWHI"
  version: 1,
  sql: `
    CREATE TABLE device_group (
      id INTEGER PRIMARY KEY,
      device TEXT NOT NULL,
      name TEXT NOT NULL,
      asset TEXT NOT NULL,
      kind TEXT NOT NULL,
      area TEXT NOT NULL,
      silence_ms REAL NOT NULL,
      rank INTEGER NOT NULL,
      signals TEXT NOT NULL,
      minutes_to REAL NOT NULL,
      hours_to REAL NOT NULL,
      UNIQUE (device, name, asset)
    );
    CREATE INDEX group_asset ON device_group (asset);
    CREATE TABLE chunk (
      id INTEGER PRIMARY KEY,
      device_group INTEGER NOT NULL,
      start REAL NOT NULL,
      upto REAL NOT NULL,
      body BLOB NOT NULL
    );
    CREATE INDEX chunk_start ON chunk (device_group, start);
    CREATE INDEX chunk_upto ON chunk (upto);
    CREATE TABLE rollup (
      level INTEGER NOT NULL,
      start REAL NOT NULL,
      device_group INTEGER NOT NULL,
      body BLOB NOT NULL,
      PRIMARY KEY (device_group, level, start)
    );
    CREATE INDEX rollup_start ON rollup (level, start);
    CREATE TABLE progress (seq INTEGER NOT NULL);
  `,
} as const;

export interface ArchivedGroup {
  id: number;
  device: string;
  name: string;
  asset: string;
  silenceMs: number;
  rank: number;
  signals: readonly string[];
  /** Minute blocks are made up to here, wall ms; hour blocks up to `hoursTo`. */
  minutesTo: number;
  hoursTo: number;
}

export interface SealedChunk {
  definition: GroupDefinition;
  from: number;
  upto: number;
  body: Uint8Array;
}

const GROUP_COLUMNS = `id, device, name, asset, silence_ms AS silenceMs, rank, signals,
  minutes_to AS minutesTo, hours_to AS hoursTo`;

export class Archive {
  readonly #db: DatabaseSync;

  private constructor(db: DatabaseSync) {
    this.#db = db;
  }

  static open(file: string): Archive {
    return new Archive(sqlite.open(file, SCHEMA));
  }

  /** For another process than the gateway; sees what was filed before. */
  static openReadOnly(file: string): Archive {
    return new Archive(sqlite.openReadOnly(file, SCHEMA));
  }

  /** The last batch of the spool that is filed here. */
  filedSeq(): number | undefined {
    const row = this.#db.prepare('SELECT seq FROM progress').get();
    return row && Number(row.seq);
  }

  /** Receipt of the newest reading filed, wall ms. */
  newestAt(): number {
    const row = this.#db.prepare('SELECT max(upto) AS at FROM chunk').get();
    return typeof row?.at === 'number' ? row.at : Number.NEGATIVE_INFINITY;
  }

  file(chunks: readonly SealedChunk[], seq: number): void {
    sqlite.inTransaction(this.#db, 'filing readings', () => {
      const insert = this.#db.prepare(
        'INSERT INTO chunk (device_group, start, upto, body) VALUES (?, ?, ?, ?)',
      );
      for (const chunk of chunks) {
        insert.run(this.#fileGroup(chunk), chunk.from, chunk.upto, chunk.body);
      }
      this.#db.exec('DELETE FROM progress');
      this.#db.prepare('INSERT INTO progress VALUES (?)').run(seq);
    });
  }

  groupsOf(asset: string): ArchivedGroup[] {
    const sql = `SELECT ${GROUP_COLUMNS} FROM device_group WHERE asset = ? ORDER BY rank, id`;
    return this.#db.prepare(sql).all(asset).map(toGroup);
  }

  groups(): ArchivedGroup[] {
    return this.#db
      .prepare(`SELECT ${GROUP_COLUMNS} FROM device_group ORDER BY id`)
      .all()
      .map(toGroup);
  }

  /** Some group whose minutes (or hours) are not rolled up to `upto`. */
  groupBehind(level: Level, upto: number): ArchivedGroup | undefined {
    const column = level === 'minute' ? 'minutes_to' : 'hours_to';
    const sql = `SELECT ${GROUP_COLUMNS} FROM device_group WHERE ${column} < ? LIMIT 1`;
    const row = this.#db.prepare(sql).get(upto);
    return row && toGroup(row);
  }

  /** Chunks with something to say between the two times, in order of their beginning. */
  *chunks(group: number, from: number, to: number): Generator<ReadChunk> {
    const sql = `SELECT body FROM chunk
      WHERE device_group = ? AND start >= ? AND start < ? AND upto >= ? ORDER BY start, id`;
    const rows = this.#db.prepare(sql).all(group, from - CHUNK_SPAN_MS, to, from);
    for (const row of rows) yield readChunk(row.body as Uint8Array);
  }

  /** The beginning of the group's first chunk that ends after `from`. */
  nextChunkStart(group: number, from: number): number | undefined {
    const sql = `SELECT min(start) AS start FROM chunk
      WHERE device_group = ? AND start >= ? AND upto >= ?`;
    const row = this.#db.prepare(sql).get(group, from - CHUNK_SPAN_MS, from);
    return typeof row?.start === 'number' ? row.start : undefined;
  }

  *blocks(group: number, level: Level, from: number, to: number): Generator<[number, Block]> {
    const sql = `SELECT start, body FROM rollup
      WHERE device_group = ? AND level = ? AND start > ? AND start < ? ORDER BY start`;
    const { code, spanMs } = LEVELS[level];
    const rows = this.#db.prepare(sql).all(group, code, from - spanMs, to);
    for (const row of rows) yield [Number(row.start), unpackBlock(row.body as Uint8Array)];
  }

  /** The first block of the group that ends after `from`. */
  nextBlockStart(group: number, level: Level, from: number): number | undefined {
    const sql = `SELECT min(start) AS start FROM rollup
      WHERE device_group = ? AND level = ? AND start > ?`;
    const { code, spanMs } = LEVELS[level];
    const row = this.#db.prepare(sql).get(group, code, from - spanMs);
    return typeof row?.start === 'number' ? row.start : undefined;
  }

  /** `block` absent: there was nothing to roll up; the group has come to `upto` all the same. */
  fileBlock(group: number, level: Level, upto: number, block?: Block): void {
    const { code, spanMs } = LEVELS[level];
    sqlite.inTransaction(this.#db, 'filing a rollup', () => {
      if (block) {
        this.#db
          .prepare('INSERT OR REPLACE INTO rollup VALUES (?, ?, ?, ?)')
          .run(code, upto - spanMs, group, packBlock(block));
      }
      const column = level === 'minute' ? 'minutes_to' : 'hours_to';
      this.#db.prepare(`UPDATE device_group SET ${column} = ? WHERE id = ?`).run(upto, group);
    });
  }

  /** Removes at most `limit` rows that ended before; returns how many. */
  purgeChunks(before: number, limit: number): number {
    const sql = 'DELETE FROM chunk WHERE id IN (SELECT id FROM chunk WHERE upto < ? LIMIT ?)';
    return Number(this.#db.prepare(sql).run(before, limit).changes);
  }

  purgeBlocks(level: Level, before: number, limit: number): number {
    const { code, spanMs } = LEVELS[level];
    const sql = `DELETE FROM rollup WHERE rowid IN
      (SELECT rowid FROM rollup WHERE level = ? AND start < ? LIMIT ?)`;
    return Number(this.#db.prepare(sql).run(code, before - spanMs, limit).changes);
  }

  close(): void {
    this.#db.close();
  }

  /** Files the group, or what has changed of it; a chunk of an hour past has it rolled again. */
  #fileGroup({ definition, from }: SealedChunk): number {
    const { device, group, asset, kind, area, silenceMs, rank, signals } = definition;
    const known = this.#db
      .prepare('SELECT signals FROM device_group WHERE device = ? AND name = ? AND asset = ?')
      .get(device, group, asset);
    const before = known ? (JSON.parse(String(known.signals)) as string[]) : [];
    const all = JSON.stringify([...new Set([...before, ...signals])]);
    const hour = floorTo(from, LEVELS.minute.spanMs);
    const day = floorTo(from, LEVELS.hour.spanMs);
    const row = this.#db
      .prepare(
        `INSERT INTO device_group
           (device, name, asset, kind, area, silence_ms, rank, signals, minutes_to, hours_to)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET kind = excluded.kind, area = excluded.area,
           silence_ms = excluded.silence_ms, rank = excluded.rank, signals = excluded.signals,
           minutes_to = min(minutes_to, excluded.minutes_to),
           hours_to = min(hours_to, excluded.hours_to)
         RETURNING id`,
      )
      .get(device, group, asset, kind, area, silenceMs, rank, all, hour, day);
    return Number(row!.id);
  }
}

export function floorTo(time: number, ms: number): number {
  return Math.floor(time / ms) * ms;
}

function toGroup(row: Record<string, unknown>): ArchivedGroup {
  const signals = JSON.parse(String(row.signals)) as string[];
  return { ...(row as unknown as ArchivedGroup), signals };
}
