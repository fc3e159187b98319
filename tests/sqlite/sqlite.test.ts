import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { Sqlite } from '../../src/sqlite/sqlite.ts';
import { createTempFolder } from '../support/temp-folder.ts';

class ShelfError extends Error {
  override readonly name = 'ShelfError';
}

const SHELF = { applicationId: 1, version: 1, sql: 'CREATE TABLE shelf (item TEXT UNIQUE)' };

const sqlite = new Sqlite({
  lockWaitMs: 0,
  walLimitBytes: 1024 * 1024,
  secureDelete: false,
  toError: (fault, message, options) => new ShelfError(`${fault}: ${message}`, options),
});

function openShelf() {
  const file = join(createTempFolder('sqlite'), 'shelf.sqlite');
  const db = sqlite.open(file, SHELF);
  return {
    db,
    file,
    put: (item: string) => db.prepare('INSERT INTO shelf VALUES (?)').run(item),
    items: () =>
      db
        .prepare('SELECT item FROM shelf')
        .all()
        .map((row) => row.item),
  };
}

test('a change that fails half-way leaves nothing, and the next one works', () => {
  const { db, put, items } = openShelf();
  const half = () => {
    put('a');
    throw new Error('no b');
  };
  expect(() => sqlite.inTransaction(db, 'filling the shelf', half)).toThrow('no b');
  expect(items()).toEqual([]);
  sqlite.inTransaction(db, 'filling the shelf', () => put('c'));
  expect(items()).toEqual(['c']);
  db.close();
});

test('a reader sees what is committed and cannot write', () => {
  const { db, file, put } = openShelf();
  put('a');
  const reader = sqlite.openReadOnly(file, SHELF);
  expect(reader.prepare('SELECT item FROM shelf').all()).toEqual([{ item: 'a' }]);
  const write = () => sqlite.guard('filling the shelf', () => reader.exec('DELETE FROM shelf'));
  // SQLITE_READONLY.
  expect(write).toThrow(/^io: filling the shelf: /);
  reader.close();
  db.close();
});

test("a fault of the machine is the store's error, with what was being done and the cause", () => {
  const { db, file, put, items } = openShelf();
  const other = new DatabaseSync(file, { timeout: 0 });
  other.exec('BEGIN IMMEDIATE');
  const fill = () => sqlite.inTransaction(db, 'filling the shelf', () => put('a'));
  expect(fill).toThrow(
    expect.objectContaining({
      name: 'ShelfError',
      message: expect.stringMatching(/^in-use: filling the shelf: /),
      cause: expect.objectContaining({ errcode: 5 }),
    }),
  );
  other.close();
  fill();
  expect(items()).toEqual(['a']);
  db.close();
});

test('our own bug keeps its own error', () => {
  const { db, put } = openShelf();
  put('a');
  const twice = () => sqlite.inTransaction(db, 'filling the shelf', () => put('a'));
  expect(twice).toThrow(expect.objectContaining({ name: 'Error', code: 'ERR_SQLITE_ERROR' }));
  db.close();
});

test("another program's file, or one of a newer layout, is refused and not written to", () => {
  for (const [pragma, message] of [
    ['application_id = 2', /^corrupt: .*shelf\.sqlite: this is another program's file/],
    ['user_version = 2', /^newer: .*shelf\.sqlite: layout 2 is newer/],
  ] as const) {
    const file = join(createTempFolder('sqlite'), 'shelf.sqlite');
    const theirs = new DatabaseSync(file);
    theirs.exec('PRAGMA application_id = 1; PRAGMA user_version = 1');
    theirs.exec(`PRAGMA ${pragma}`);
    expect(() => sqlite.open(file, SHELF)).toThrow(message);
    expect(() => sqlite.openReadOnly(file, SHELF)).toThrow(message);
    const mode = theirs.prepare('PRAGMA journal_mode').get()?.journal_mode;
    expect(mode, 'SQLite makes new files with a rollback journal').toBe('delete');
    theirs.close();
  }
});
