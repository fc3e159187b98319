/**
 * A gateway that only journals, until it is killed: batches of five events, one of them a
 * notification to two people, each acknowledged on standard output once `append` has returned.
 */
import { writeSync } from 'node:fs';
import { openJournal } from '../../src/journal/journal.ts';
import { acknowledged, notified } from './events.ts';
import { TALLY } from './tally-state.ts';

const [folder, mode] = process.argv.slice(2);
const journal = openJournal({ folder: folder!, realm: 'live' });
await journal.recover(TALLY);
if (mode === 'snapshots') void saveSnapshots();
appendOne();

function appendOne(): void {
  const next = journal.lastSeq() + 1;
  const people = [
    { person: 'duty-1', channel: 'duty-hook' },
    { person: 'duty-2', channel: 'duty-hook' },
  ];
  journal.append([
    ...[0, 1, 2, 3].map((offset) => acknowledged(next + offset)),
    notified(next + 4, people),
  ]);
  journal.alive(journal.lastSeq());
  writeSync(1, `acked ${journal.lastSeq()}\n`);
  setImmediate(appendOne);
}

async function saveSnapshots(): Promise<void> {
  while (true) {
    writeSync(1, 'saving\n');
    await journal.saveSnapshot();
  }
}
