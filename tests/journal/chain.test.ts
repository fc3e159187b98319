import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openJournal } from '../../src/journal/journal.ts';
import { openJournalReader } from '../../src/journal/journal-reader.ts';
import { runChild } from '../support/child.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { acknowledged, START, sequence } from './events.ts';

const CHECK = new URL('./check-chain.py', import.meta.url).pathname;

async function closedJournal(last: number): Promise<{ folder: string; file: string }> {
  const folder = createTempFolder('chain');
  const journal = openJournal({ folder, realm: 'live' });
  journal.append(sequence(1, last));
  journal.storeConfig('c1', 'rules: []');
  await journal.close();
  return { folder, file: join(folder, 'journal-live.sqlite') };
}

function verify(folder: string, witness?: { seq: number; hash: string }) {
  using reader = openJournalReader({ folder, realm: 'live' });
  return reader.verify(witness);
}

/** As somebody would who wants to hide something: straight in the file. */
function tamper(file: string, sql: string): void {
  const db = new DatabaseSync(file);
  db.exec('DROP TRIGGER events_never_change; DROP TRIGGER events_never_go');
  db.exec(sql);
  db.close();
}

test('a second implementation, in Python, computes the same head', async () => {
  const folder = createTempFolder('chain');
  const journal = openJournal({ folder, realm: 'live' });
  journal.append([
    acknowledged(1),
    acknowledged(2, { cause: 1, at: START + 2_000.5 }),
    acknowledged(3, { actor: { person: '值班甲', via: 'radio' } }),
    { ...acknowledged(4), type: 'clock-adjusted', data: { offsetMs: -0.125 } },
  ]);
  const { hash } = journal.head();
  await journal.close();
  const checked = await runChild('python3', [CHECK, join(folder, 'journal-live.sqlite'), 'live']);
  expect(checked.output.trim()).toBe(hash);
});

test.each([
  ['a changed time', 'UPDATE events SET at = at + 1 WHERE seq = 7', 'event 7'],
  ['a changed person', `UPDATE events SET actor = '{"person":"x"}' WHERE seq = 7`, 'event 7'],
  ['a space in the data', `UPDATE events SET data = data || ' ' WHERE seq = 7`, 'event 7'],
  ['a removed event', 'DELETE FROM events WHERE seq = 7', 'event 7'],
  ['a changed hash', `UPDATE events SET hash = '${'0'.repeat(64)}' WHERE seq = 7`, 'event 7'],
  ['a changed configuration', `UPDATE configs SET content = 'none'`, 'configuration c1'],
])('%s is found and named', async (_, sql, record) => {
  const { folder, file } = await closedJournal(20);
  expect(verify(folder)).toMatchObject({ intact: true, head: { seq: 20 } });
  tamper(file, sql);
  expect(verify(folder)).toMatchObject({ intact: false, record });
});

test('a chain forged anew, or cut short, does not fit the head that a witness kept', async () => {
  const { folder, file } = await closedJournal(20);
  const forged = createTempFolder('chain');
  const forger = openJournal({ folder: forged, realm: 'live' });
  forger.append(sequence(1, 20).map((event) => ({ ...event, wallAt: 0 })));
  await forger.close();
  using reader = openJournalReader({ folder, realm: 'live' });
  const witness = reader.head();

  expect(verify(forged)).toMatchObject({ intact: true });
  expect(verify(forged, witness)).toMatchObject({ intact: false, record: 'event 20' });
  expect(verify(folder, witness)).toMatchObject({ intact: true });
  tamper(file, 'DELETE FROM events WHERE seq > 15');
  expect(verify(folder)).toMatchObject({ intact: true, head: { seq: 15 } });
  expect(verify(folder, witness)).toMatchObject({ intact: false, record: 'event 16' });
});

test('one flipped bit in any record is found, and that record is named', async () => {
  const { folder, file } = await closedJournal(200);
  const whole = readFileSync(file);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(7), fc.nat(25), (seq, bit, offset) => {
      const start = whole.indexOf(`{"alarm":"stopped-between-floors@A-L${seq}"}`);
      const bytes = Buffer.from(whole);
      bytes[start + offset] = bytes[start + offset]! ^ (1 << bit);
      writeFileSync(file, bytes);
      expect(verify(folder)).toMatchObject({ intact: false, record: `event ${seq}` });
    }),
    { numRuns: 60 },
  );
});

test('a page lost in the file is a break at the first event on it', async () => {
  const { folder, file } = await closedJournal(200);
  const bytes = readFileSync(file);
  const page = Math.floor(bytes.indexOf('@A-L100"') / 4_096);
  bytes.fill(0, page * 4_096, (page + 1) * 4_096);
  writeFileSync(file, bytes);
  const verdict = verify(folder);
  expect(verdict).toMatchObject({ intact: false, reason: /malformed|missing/ });
});

test('the journal itself refuses to change or drop an event', async () => {
  const { file } = await closedJournal(3);
  const db = new DatabaseSync(file);
  expect(() => db.exec('UPDATE events SET at = 0')).toThrow(/append-only/);
  expect(() => db.exec('DELETE FROM events')).toThrow(/append-only/);
  db.close();
});
