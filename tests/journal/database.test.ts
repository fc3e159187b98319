import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sqlite, withoutSync } from '../../src/journal/database.ts';
import { openJournal } from '../../src/journal/journal.ts';
import { JOURNAL_SCHEMA } from '../../src/journal/journal-schema.ts';
import { createTempFolder } from '../support/temp-folder.ts';

/** SQLite's words for `PRAGMA synchronous = FULL`. */
const FULL = 2;

function openShelf() {
  const schema = { applicationId: 1, version: 1, sql: 'CREATE TABLE shelf (item TEXT)' };
  return sqlite.open(join(createTempFolder('database'), 'shelf.sqlite'), schema);
}

test('every commit waits for the disk, but for what is asked not to, even if that fails', () => {
  const db = openShelf();
  const synchronous = () => db.prepare('PRAGMA synchronous').get()?.synchronous;
  expect(synchronous()).toBe(FULL);
  withoutSync(db, 'filling the shelf', () => {
    expect(synchronous()).not.toBe(FULL);
    db.exec("INSERT INTO shelf VALUES ('a')");
  });
  expect(db.prepare('SELECT item FROM shelf').all()).toEqual([{ item: 'a' }]);
  const fail = () => {
    throw new Error('no b');
  };
  expect(() => withoutSync(db, 'filling the shelf', fail)).toThrow('no b');
  expect(synchronous()).toBe(FULL);
  db.close();
});

test('what is deleted is overwritten, so that erased personal data is not in free space', () => {
  const db = openShelf();
  expect(db.prepare('PRAGMA secure_delete').get()).toEqual({ secure_delete: 1 });
  db.close();
});

test('a file that is no journal is refused and left alone', () => {
  const folder = createTempFolder('database');
  const file = join(folder, 'journal-live.sqlite');
  const other = { applicationId: 1, version: 1, sql: 'CREATE TABLE theirs (x)' };
  sqlite.open(file, other).close();
  expect(() => openJournal({ folder, realm: 'live' })).toThrow(/another program's file/);
  sqlite.open(file, other).close();
});

test('a journal of a newer program is refused', () => {
  const folder = createTempFolder('database');
  const file = join(folder, 'journal-live.sqlite');
  sqlite.open(file, { ...JOURNAL_SCHEMA, version: 2 }).close();
  expect(() => openJournal({ folder, realm: 'live' })).toThrow(
    expect.objectContaining({ kind: 'newer', message: expect.stringContaining('layout 2') }),
  );
});
