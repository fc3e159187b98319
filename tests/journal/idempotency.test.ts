import { expect, test } from 'vitest';
import { KEPT_FOR_MS, KEYS_LIMIT } from '../../src/journal/idempotency.ts';
import { openJournal } from '../../src/journal/journal.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { START } from './events.ts';

function openLive(folder = createTempFolder('idempotency')) {
  return openJournal({ folder, realm: 'live' });
}

test('a repeat gets the first answer, also after a restart', async () => {
  const folder = createTempFolder('idempotency');
  const journal = openLive(folder);
  expect(journal.idempotency.begin('duty-1/k', 'call', START)).toEqual({ state: 'new' });
  expect(journal.idempotency.begin('duty-1/k', 'call', START)).toEqual({ state: 'running' });
  journal.idempotency.finish('duty-1/k', '{"status":201}');
  await journal.close();

  const again = openLive(folder);
  const repeat = again.idempotency.begin('duty-1/k', 'call', START + 1_000);
  expect(repeat).toEqual({ state: 'finished', response: '{"status":201}' });
  await again.close();
});

test('a key under another request is told apart, and another key is another call', async () => {
  const journal = openLive();
  journal.idempotency.begin('duty-1/k', 'call', START);
  expect(journal.idempotency.begin('duty-1/k', 'other', START)).toEqual({ state: 'different' });
  expect(journal.idempotency.begin('duty-2/k', 'other', START)).toEqual({ state: 'new' });
  await journal.close();
});

test('a call that had no effect may come again', async () => {
  const journal = openLive();
  journal.idempotency.begin('duty-1/k', 'call', START);
  journal.idempotency.release('duty-1/k');
  expect(journal.idempotency.begin('duty-1/k', 'call', START)).toEqual({ state: 'new' });
  await journal.close();
});

test('nobody knows what became of a call during which the program ended', async () => {
  const folder = createTempFolder('idempotency');
  const journal = openLive(folder);
  journal.idempotency.begin('duty-1/k', 'call', START);
  await journal.close();
  const again = openLive(folder);
  expect(again.idempotency.begin('duty-1/k', 'call', START)).toEqual({ state: 'unknown' });
  await again.close();
});

test('a key is forgotten after a day, and the oldest when there are too many', async () => {
  const journal = openLive();
  const { idempotency } = journal;
  idempotency.begin('old', 'call', START);
  expect(idempotency.begin('old', 'call', START + KEPT_FOR_MS).state).toBe('running');
  expect(idempotency.begin('old', 'call', START + KEPT_FOR_MS + 1).state).toBe('new');

  const later = START + 10 * KEPT_FOR_MS;
  for (let count = 0; count <= KEYS_LIMIT; count++) idempotency.begin(`k${count}`, 'call', later);
  expect(idempotency.begin('k1', 'call', later).state).toBe('running');
  expect(idempotency.begin('k0', 'call', later).state, 'one too many').toBe('new');
  await journal.close();
});
