import { expect, test } from 'vitest';
import { openJournal } from '../../src/journal/journal.ts';
import { openJournalReader } from '../../src/journal/journal-reader.ts';
import { startChild } from '../support/child.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { waitFor } from '../support/wait.ts';
import { evolve, initialState, TALLY, type Tally } from './tally-state.ts';

const SCRIPT = new URL('./append-until-killed.ts', import.meta.url).pathname;
const BATCH = 5;

const lastAcked = (output: string) => Number(/acked (\d+)\n(?!.*acked \d+\n)/s.exec(output)?.[1]);

test('SIGKILL in the middle of appending loses no acknowledged batch and halves none', async () => {
  const folder = createTempFolder('crash');
  for (const round of [1, 2, 3, 4, 5]) {
    const child = await startChild(process.execPath, [SCRIPT, folder, 'plain']);
    const enough = round * 37;
    await waitFor('some batches', () => child.stdout().split('acked').length > enough);
    await child.kill();

    // Read as the crash left it, before a writer has tidied up.
    using reader = openJournalReader({ folder, realm: 'live' });
    const { seq } = reader.head();
    expect(seq, `round ${round}`).toBeGreaterThanOrEqual(lastAcked(child.stdout()));
    expect(seq % BATCH, 'only whole batches').toBe(0);
    expect(reader.verify()).toMatchObject({ intact: true, head: { seq } });
  }
  const journal = openJournal({ folder, realm: 'live' });
  const rows = journal.outbox.pending(1_000_000);
  expect(rows, 'two rows for the notification in each batch').toHaveLength(
    (journal.lastSeq() / BATCH) * 2,
  );
  expect(journal.lastAlive()).toBeGreaterThan(0);
  await journal.close();
});

test('SIGKILL while a snapshot is being made leaves one that can be trusted, or none', async () => {
  const folder = createTempFolder('crash');
  for (const round of [1, 2, 3, 4, 5, 6]) {
    const child = await startChild(process.execPath, [SCRIPT, folder, 'snapshots']);
    // Each round is killed at another moment of a snapshot's making.
    const isFarEnough = () => {
      const sinceSecond = child.stdout().split('saving').slice(2).join();
      return sinceSecond.split('acked').length > round * 15;
    };
    await waitFor('a second snapshot under way', isFarEnough);
    await child.kill();

    const journal = openJournal({ folder, realm: 'live' });
    const recovery = await journal.recover<Tally>(TALLY);
    const replayed = initialState();
    for (const event of journal.read(1)) evolve(replayed, event);
    expect(recovery.state, `round ${round}`).toEqual(replayed);
    expect(recovery.note).toBeUndefined();
    expect(recovery.usedSnapshot, `round ${round}`).toBe(true);
    await journal.close();
  }
});
