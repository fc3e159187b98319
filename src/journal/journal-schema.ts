/** The tables of one realm's journal, and where its files lie. `README.md` explains each column. */
import { join } from 'node:path';
import { assert } from '../core/error.ts';
import type { Schema } from '../sqlite/sqlite.ts';

export interface JournalPlace {
  /** The data folder, shared by all realms. */
  folder: string;
  /** `live`, or a drill's id. */
  realm: string;
}

export function journalFile({ folder, realm }: JournalPlace): string {
  assert(/^[A-Za-z0-9-]+$/.test(realm), `realm ${realm} cannot name a file`);
  return join(folder, `journal-${realm}.sqlite`);
}

/** Times have numeric affinity: whole milliseconds are stored as integers, others as they are. */
export const JOURNAL_SCHEMA: Schema = {
  applicationId: 0x44_57_6a_6c, // "DWjl"
  version: 1,
  sql: `
    CREATE TABLE events (
      seq     INTEGER PRIMARY KEY,
      at      NUMERIC NOT NULL,
      wall_at NUMERIC NOT NULL,
      type    TEXT    NOT NULL,
      v       INTEGER NOT NULL,
      cause   INTEGER,
      actor   TEXT,
      data    TEXT    NOT NULL,
      hash    TEXT    NOT NULL
    );
    CREATE INDEX events_at ON events (at);
    CREATE TRIGGER events_never_change BEFORE UPDATE ON events
      BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
    CREATE TRIGGER events_never_go BEFORE DELETE ON events
      BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

    CREATE TABLE configs (hash TEXT PRIMARY KEY, content TEXT NOT NULL, checksum TEXT NOT NULL);

    CREATE TABLE last_alive (only INTEGER PRIMARY KEY CHECK (only = 1), at NUMERIC NOT NULL);

    CREATE TABLE outbox (
      key             TEXT    PRIMARY KEY,
      seq             INTEGER NOT NULL,
      recipient       TEXT    NOT NULL,
      rank            INTEGER NOT NULL,
      state           TEXT    NOT NULL CHECK (state IN ('pending', 'handed')),
      attempts        INTEGER NOT NULL DEFAULT 0,
      next_at_wall    NUMERIC NOT NULL DEFAULT 0,
      handed_at_wall  NUMERIC,
      possibly_repeat INTEGER NOT NULL DEFAULT 0,
      reason          TEXT
    );

    CREATE TABLE idempotency (
      key      TEXT    PRIMARY KEY,
      request  TEXT    NOT NULL,
      run      TEXT    NOT NULL,
      response TEXT,
      at_wall  NUMERIC NOT NULL
    );
    CREATE INDEX idempotency_at ON idempotency (at_wall);
  `,
};
