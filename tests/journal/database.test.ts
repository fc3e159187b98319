import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inTransaction, openDatabase, withoutSync } from '../../src/journal/database.ts';
import { openJournal } from '../../src/journal/journal.ts';
import { JOURNAL_SCHEMA } from '../../src/journal/journal-schema.ts';
import { createTempFolder } from '../support/temp-folder.ts';

/** SQLite's words for `PRAGMA synchronous = FULL`. */
const FULL = 2;

function openShelf() {
  const schema = { applicationId: 1, version: 1, sql: 'CREATE TABLE shelf (item TEXT)' };
  const db = openDatabase(join(createTempFolder('database'), 'shelf.sqlite'), schema);
  return {
    db,
    put: (item: string) => db.prepare('INSERT INTO shelf VALUES (?)').run(item),
    items: () =>
      db
        .prepare('SELECT item FROM shelf')
        .all()
        .map((row) => row.item),
    synchronous: () => db.prepare('PRAGMA synchronous').get()?.synchronous,
  };
}

test('a change that fails half-way leaves nothing, and the next one works', () => {
  const { db, put, items } = openShelf();
  const half = () => {
    put('a');
    throw new Error('no b');
  };
  expect(() => inTransaction(db, 'filling the shelf', half)).toThrow('no b');
  expect(items()).toEqual([]);
  inTransaction(db, 'filling the shelf', () => put('c'));
  expect(items()).toEqual(['c']);
  db.close();
});

test('every commit waits for the disk, but for what is asked not to, even if that fails', () => {
  const { db, put, items, synchronous } = openShelf();
  expect(synchronous()).toBe(FULL);
  withoutSync(db, 'filling the shelf', () => {
    expect(synchronous()).not.toBe(FULL);
    put('a');
  });
  expect(items()).toEqual(['a']);
  const fail = () => {
    throw new Error('no b');
  };
  expect(() => withoutSync(db, 'filling the shelf', fail)).toThrow('no b');
  expect(synchronous()).toBe(FULL);
  db.close();
});

test('a file that is no journal is refused and left alone', () => {
  const folder = createTempFolder('database');
  const file = join(folder, 'journal-live.sqlite');
  const other = { applicationId: 1, version: 1, sql: 'CREATE TABLE theirs (x)' };
  openDatabase(file, other).close();
  expect(() => openJournal({ folder, realm: 'live' })).toThrow(/another program's file/);
  openDatabase(file, other).close();
});

test('a journal of a newer program is refused', () => {
  const folder = createTempFolder('database');
  const file = join(folder, 'journal-live.sqlite');
  openDatabase(file, { ...JOURNAL_SCHEMA, version: 2 }).close();
  expect(() => openJournal({ folder, realm: 'live' })).toThrow(
    expect.objectContaining({ kind: 'newer', message: expect.stringContaining('layout 2') }),
  );
});
