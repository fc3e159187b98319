import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sqlite } from '../../src/journal/database.ts';
import { Journal, openJournal } from '../../src/journal/journal.ts';
import { JOURNAL_SCHEMA } from '../../src/journal/journal-schema.ts';
import { runChild } from '../support/child.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { notified, START, sequence } from './events.ts';

const SCRIPT = new URL('./fill-until-refused.ts', import.meta.url).pathname;
const hook = { person: 'duty-1', channel: 'duty-hook' };

test('a full disk refuses a batch whole; the same batch goes in once there is room', async () => {
  const folder = createTempFolder('full');
  const db = sqlite.open(join(folder, 'journal-live.sqlite'), JOURNAL_SCHEMA);
  const lock = { [Symbol.dispose]: () => undefined };
  const journal = new Journal(db, lock, { folder, realm: 'live' });
  journal.append(sequence(1, 10));
  const head = journal.head();

  const batch = [notified(11, [hook]), ...sequence(12, 1_000)];
  db.exec('PRAGMA max_page_count = 20');
  for (const attempt of ['first', 'second']) {
    expect(() => journal.append(batch), attempt).toThrow(
      expect.objectContaining({ name: 'JournalError', kind: 'full' }),
    );
    expect(journal.head()).toEqual(head);
    expect(journal.events({ from: START, to: Number.MAX_VALUE })).toHaveLength(10);
    expect(journal.outbox.pending(10)).toEqual([]);
  }

  db.exec('PRAGMA max_page_count = 100000');
  journal.append(batch);
  expect(journal.verify()).toMatchObject({ intact: true, head: { seq: 1_000 } });
  expect(journal.outbox.pending(10)).toHaveLength(1);
  await journal.close();
});

test('a file that may not grow refuses a batch whole, and the journal opens again', async () => {
  const folder = createTempFolder('full');
  // In units of 512 bytes: the WAL may reach 256 KiB.
  const limited = `ulimit -f 512; exec "${process.execPath}" "${SCRIPT}" "${folder}"`;
  const { stdout, output } = await runChild('sh', ['-c', limited]);
  expect(output).toMatch(/^{/);
  const { lastSeq, ...rest } = JSON.parse(stdout);
  expect(rest).toEqual({ kind: expect.stringMatching(/^(io|full)$/), intact: true, isWhole: true });

  const journal = openJournal({ folder, realm: 'live' });
  expect(journal.verify()).toMatchObject({ intact: true, head: { seq: lastSeq } });
  journal.append(sequence(lastSeq + 1, lastSeq + 50));
  await journal.close();
});
