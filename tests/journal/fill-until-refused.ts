/**
 * Appends until the machine refuses, tells the kind of the error, and checks that nothing of the
 * refused batch is there. Started with a limit on the size of a file (`ulimit -f`).
 */
import { writeSync } from 'node:fs';
import { openJournal } from '../../src/journal/journal.ts';
import { JournalError } from '../../src/journal/journal-error.ts';
import { sequence } from './events.ts';

const BATCH = 50;
const journal = openJournal({ folder: process.argv[2]!, realm: 'live' });
try {
  while (true) journal.append(sequence(journal.lastSeq() + 1, journal.lastSeq() + BATCH));
} catch (error) {
  if (!(error instanceof JournalError)) throw error;
  const { intact } = journal.verify();
  const rows = [...journal.records(1)].length;
  const isWhole = rows === journal.lastSeq() && rows % BATCH === 0 && rows > 0;
  writeSync(1, JSON.stringify({ kind: error.kind, intact, isWhole, lastSeq: journal.lastSeq() }));
}
