import { expect, test } from 'vitest';
import type { Event } from '../../src/core/event.ts';
import { openJournal } from '../../src/journal/journal.ts';
import { openJournalReader } from '../../src/journal/journal-reader.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { acknowledged, START, sequence } from './events.ts';

function openLive(folder = createTempFolder('journal')) {
  return openJournal({ folder, realm: 'live' });
}

test('events come back as they were appended, after a restart', async () => {
  const folder = createTempFolder('journal');
  const events = [
    acknowledged(1),
    acknowledged(2, { cause: 1, at: START + 2_000.25 }),
    acknowledged(3, { actor: { person: 'duty-1', onBehalfOf: 'guard-2', via: 'radio' } }),
  ];
  const first = openLive(folder);
  first.append(events.slice(0, 2));
  first.append(events.slice(2));
  const head = first.head();
  await first.close();

  const again = openLive(folder);
  expect([...again.read(1)]).toEqual(events);
  expect([...again.read(3)]).toEqual([events[2]]);
  expect(again.head()).toEqual(head);
  expect(again.lastSeq()).toBe(3);
  await again.close();
});

test('a replay walks through an event in the order in which the core wrote it', async () => {
  const journal = openLive();
  const fields = { passengers: { value: 'two' }, condition: { value: 'calm' } };
  const data = { incident: 'I-1', fields };
  const event = { ...acknowledged(1), type: 'fields-answered', data } as Event;
  journal.append([event]);
  expect(JSON.stringify([...journal.read(1)])).toBe(JSON.stringify([event]));
  await journal.close();
});

test('an empty journal begins at 0 and has nobody alive', async () => {
  const journal = openLive();
  expect(journal.head()).toEqual({ seq: 0, hash: '0'.repeat(64) });
  expect([...journal.read(1)]).toEqual([]);
  expect(journal.lastAlive()).toBeUndefined();
  expect(journal.verify()).toEqual({ intact: true, head: journal.head() });
  await journal.close();
});

test.each([
  ['a gap', [acknowledged(1), acknowledged(3)], /event 3 does not follow event 1/],
  ['a repeat', [acknowledged(1), acknowledged(1)], /event 1 does not follow event 1/],
  ['time going back', [acknowledged(1), acknowledged(2, { at: 0 })], /earlier than the one before/],
  ['another realm', [acknowledged(1, { realm: 'D-1' })], /is of realm D-1/],
  ['a later cause', [acknowledged(1, { cause: 1 })], /caused by a later one/],
  ['an unknown version', [acknowledged(1, { v: 2 })], /is not at version 2/],
])('%s in a batch is our bug, and nothing of the batch is kept', async (_, batch, message) => {
  const journal = openLive();
  expect(() => journal.append(batch)).toThrow(message);
  expect(journal.lastSeq()).toBe(0);
  journal.append([acknowledged(1)]);
  expect(journal.lastSeq()).toBe(1);
  await journal.close();
});

test('a timeline is a stretch of time, of one type if wished, in pages', async () => {
  const journal = openLive();
  journal.append([...sequence(1, 1_500), acknowledged(1_501, { type: 'alarm-reset' })]);
  const all = { from: START, to: START + 9_000_000 };
  const seqs = (query: object) => journal.events({ ...all, ...query }).map(({ seq }) => seq);
  expect(seqs({ from: START + 2_000, to: START + 4_000 })).toEqual([2, 3, 4]);
  expect(seqs({ type: 'alarm-reset' })).toEqual([1_501]);
  expect(seqs({ limit: 2 })).toEqual([1, 2]);
  expect(seqs({ limit: 2, after: 2 })).toEqual([3, 4]);
  expect(seqs({}), 'the limit holds where none was asked for').toHaveLength(1_000);
  expect([...journal.read(1)], 'reading goes on over chunks').toHaveLength(1_501);
  await journal.close();
});

test('events appended while others are being read are read too', async () => {
  const journal = openLive();
  journal.append(sequence(1, 1_000));
  const reading = journal.read(1);
  reading.next();
  journal.append(sequence(1_001, 1_002));
  expect([...reading]).toHaveLength(1_001);
  await journal.close();
});

test('a configuration is kept by its hash and never changes under it', async () => {
  const journal = openLive();
  journal.storeConfig('c1', 'rules: []');
  journal.storeConfig('c1', 'rules: []');
  expect(journal.config('c1')).toBe('rules: []');
  expect(journal.config('c2')).toBeUndefined();
  expect(() => journal.storeConfig('c1', 'rules: [other]')).toThrow(/c1 has changed/);
  await journal.close();
});

test('last alive is the later of the heartbeat and the newest event', async () => {
  const folder = createTempFolder('journal');
  const journal = openLive(folder);
  journal.append([acknowledged(1)]);
  expect(journal.lastAlive()).toBe(START + 1_000);
  journal.alive(START + 1_500);
  journal.alive(START + 2_500);
  expect(journal.lastAlive()).toBe(START + 2_500);
  await journal.close();

  const again = openLive(folder);
  expect(again.lastAlive()).toBe(START + 2_500);
  again.append([acknowledged(5)].map((event) => ({ ...event, seq: 2 })));
  expect(again.lastAlive()).toBe(START + 5_000);
  expect([...again.read(1)], 'heartbeats are no events').toHaveLength(2);
  await again.close();
});

test('a second gateway on the same journal is turned away; a reader is not', async () => {
  const folder = createTempFolder('journal');
  const journal = openLive(folder);
  journal.append(sequence(1, 3));
  expect(() => openLive(folder)).toThrow(/another Dutywatch is running on it/);
  using reader = openJournalReader({ folder, realm: 'live' });
  expect(reader.lastSeq()).toBe(3);
  await journal.close();
  await openLive(folder).close();
});

test('a drill has a journal of its own beside the live one', async () => {
  const folder = createTempFolder('journal');
  const live = openLive(folder);
  const drill = openJournal({ folder, realm: 'D-1' });
  drill.append([acknowledged(1, { realm: 'D-1' })]);
  expect(live.lastSeq()).toBe(0);
  await drill.close();
  await live.close();
  expect(() => openJournal({ folder, realm: '../elsewhere' })).toThrow(/cannot name a file/);
});
