import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openJournal } from '../../src/journal/journal.ts';
import { openJournalReader } from '../../src/journal/journal-reader.ts';
import { recoverState } from '../../src/journal/recovery.ts';
import { writeSnapshot } from '../../src/journal/snapshot-file.ts';
import { SNAPSHOT_EVERY } from '../../src/journal/snapshot-keeper.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { waitFor } from '../support/wait.ts';
import { acknowledged, START, sequence } from './events.ts';
import { evolve, initialState, TALLY, type Tally } from './tally-state.ts';

function openLive(folder: string, log: (line: string) => void = () => undefined) {
  return openJournal({ folder, realm: 'live', log });
}

/** A closed journal of `last` events whose clean stop left a snapshot. */
async function stoppedJournal(last: number): Promise<string> {
  const folder = createTempFolder('snapshot');
  const journal = openLive(folder);
  await journal.recover(TALLY);
  journal.append(sequence(1, last));
  await journal.close();
  return folder;
}

async function recoverIn(folder: string, module = TALLY) {
  const lines: string[] = [];
  const journal = openLive(folder, (line) => lines.push(line));
  const recovery = await journal.recover<Tally>(module);
  await journal.close();
  return { ...recovery, log: lines.join('\n') };
}

const snapshotsOf = (folder: string) => readdirSync(join(folder, 'snapshots-live')).sort();
const newest = (folder: string) => join(folder, 'snapshots-live', snapshotsOf(folder).at(-1)!);

test('after a clean stop nothing is replayed', async () => {
  const folder = await stoppedJournal(30);
  expect(await recoverIn(folder)).toMatchObject({
    state: { lastSeq: 30 },
    usedSnapshot: true,
    fromSeq: 31,
    replayed: 0,
    log: '',
  });
});

test('events after the snapshot are replayed on top of it', async () => {
  const folder = await stoppedJournal(30);
  const journal = openLive(folder);
  journal.append(sequence(31, 35));
  await journal.close();
  expect(await recoverIn(folder)).toMatchObject({
    state: { lastSeq: 35, alarms: { 'stopped-between-floors@A-L30': 1 } },
    usedSnapshot: true,
    fromSeq: 31,
    replayed: 5,
  });
});

test('two snapshots are kept', async () => {
  const folder = await stoppedJournal(10);
  const journal = openLive(folder);
  await journal.recover(TALLY);
  for (let seq = 11; seq <= 13; seq++) {
    journal.append([acknowledged(seq)]);
    expect(await journal.saveSnapshot()).toBe(seq);
  }
  expect(journal.latestSnapshot()).toMatchObject({ seq: 13 });
  await journal.close();
  expect(snapshotsOf(folder)).toEqual(['000000000012.snapshot', '000000000013.snapshot']);
});

test('what a crash left unfinished is never read, and goes with the next snapshot', async () => {
  const folder = await stoppedJournal(10);
  const left = '000000000099.snapshot.unfinished';
  writeFileSync(join(folder, 'snapshots-live', left), 'half');
  expect(await recoverIn(folder)).toMatchObject({ usedSnapshot: true, fromSeq: 11, log: '' });
  expect(snapshotsOf(folder)).toContain(left);

  const journal = openLive(folder);
  await journal.recover(TALLY);
  journal.append([acknowledged(11)]);
  await journal.close();
  expect(snapshotsOf(folder)).toEqual(['000000000010.snapshot', '000000000011.snapshot']);
});

test('a snapshot is made by itself when enough events have come', async () => {
  const journal = openLive(createTempFolder('snapshot'));
  await journal.recover(TALLY);
  journal.append(sequence(1, SNAPSHOT_EVERY - 1));
  expect(journal.latestSnapshot()).toBeUndefined();
  journal.append([acknowledged(SNAPSHOT_EVERY)]);
  const snapshot = await waitFor('a snapshot', () => journal.latestSnapshot());
  expect(snapshot.seq).toBe(SNAPSHOT_EVERY);
  await journal.close();
});

test.each<[string, (folder: string) => void, string | RegExp]>([
  [
    'a flipped bit',
    (folder) => {
      const bytes = readFileSync(newest(folder));
      bytes[bytes.length - 9] = bytes[bytes.length - 9]! ^ 1;
      writeFileSync(newest(folder), bytes);
    },
    'its checksum does not fit',
  ],
  [
    'half of the file',
    (folder) => writeFileSync(newest(folder), readFileSync(newest(folder)).subarray(0, 120)),
    'its checksum does not fit',
  ],
  ['an empty file', (folder) => writeFileSync(newest(folder), ''), 'its checksum does not fit'],
  [
    'a folder in its place',
    (folder) => {
      const file = newest(folder);
      rmSync(file);
      mkdirSync(file);
    },
    /it cannot be read: EISDIR/,
  ],
  [
    'a snapshot of another realm',
    (folder) => {
      const head = { seq: 20, hash: hashAt(folder, 20) };
      writeSnapshot(join(folder, 'snapshots-live'), {
        realm: 'D-1',
        version: TALLY.version,
        head,
        state: initialState(),
      });
    },
    'it is of realm D-1',
  ],
  [
    'a journal put back from an older backup',
    (folder) => {
      const db = new DatabaseSync(join(folder, 'journal-live.sqlite'));
      db.exec('DROP TRIGGER events_never_go; DELETE FROM events WHERE seq > 15');
      db.close();
    },
    'event 20 is not the one it holds',
  ],
])('%s: the snapshot is passed over, all is replayed, the log says so', async (_, spoil, why) => {
  const folder = await stoppedJournal(20);
  spoil(folder);
  const recovery = await recoverIn(folder);
  expect(recovery).toMatchObject({ usedSnapshot: false, fromSeq: 1 });
  expect(recovery.state).toEqual(replayAll(folder));
  expect(recovery.log).toMatch(why);
});

test('a newer program does not use the snapshot of an older one', async () => {
  const folder = await stoppedJournal(20);
  const recovery = await recoverIn(folder, { ...TALLY, version: 'tally-2' });
  expect(recovery).toMatchObject({ usedSnapshot: false, replayed: 20 });
  expect(recovery.log).toContain('made by version tally-1, this is tally-2');
});

test('the older snapshot is used when the newer one is spoilt', async () => {
  const folder = await stoppedJournal(20);
  const journal = openLive(folder);
  await journal.recover(TALLY);
  journal.append(sequence(21, 25));
  await journal.close();
  writeFileSync(newest(folder), 'spoilt');
  expect(await recoverIn(folder)).toMatchObject({ usedSnapshot: true, fromSeq: 21, replayed: 5 });
});

test('a broken chain is told at recovery, and no snapshot is made that would hide it', async () => {
  const folder = createTempFolder('snapshot');
  const journal = openLive(folder);
  journal.append(sequence(1, 20));
  await journal.close();
  const db = new DatabaseSync(join(folder, 'journal-live.sqlite'));
  db.exec('DROP TRIGGER events_never_change; UPDATE events SET at = at + 1 WHERE seq = 7');
  db.close();

  const recovery = await recoverIn(folder);
  expect(recovery).toMatchObject({ state: { lastSeq: 20 }, broken: { record: 'event 7' } });
  expect(recovery.log).toMatch(/No snapshot was made: .*event 7/);
  expect(snapshotsOf(folder)).toEqual([]);
});

test('with and without snapshots, any history ends in the same state, key order included', () => {
  const history = fc.array(fc.array(fc.nat(9), { minLength: 1, maxLength: 8 }), { maxLength: 12 });
  fc.assert(
    fc.property(history, fc.array(fc.nat(11)), (batches, snapshotsAfter) => {
      const folder = createTempFolder('snapshot');
      const journal = openLive(folder);
      const snapshots = join(folder, 'snapshots-live');
      const module = { version: TALLY.version, initialState, evolve, upcasters: {} };
      let seq = 0;
      for (const [index, lifts] of batches.entries()) {
        journal.append(
          lifts.map((lift) => {
            seq++;
            const data = { alarm: `${lift}` };
            return { ...acknowledged(seq, { at: START }), data } as never;
          }),
        );
        if (!snapshotsAfter.includes(index)) continue;
        const { state, head } = recoverState<Tally>(journal, snapshots, module);
        writeSnapshot(snapshots, { realm: 'live', version: module.version, head, state });
      }
      const { state } = recoverState<Tally>(journal, snapshots, module);
      expect(JSON.stringify(state)).toBe(JSON.stringify(replayAll(folder)));
    }),
    { numRuns: 40 },
  );
});

function replayAll(folder: string): Tally {
  using reader = openJournalReader({ folder, realm: 'live' });
  const state = initialState();
  for (const event of reader.read(1)) evolve(state, event);
  return state;
}

function hashAt(folder: string, seq: number): string {
  using reader = openJournalReader({ folder, realm: 'live' });
  return reader.record(seq)!.hash;
}
