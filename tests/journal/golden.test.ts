/**
 * A journal as the first release wrote it. Its bytes never change: what reads it must go on doing
 * so. `check-chain.py` computed the head in `golden-v1.json` a second time when it was made.
 */
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Event } from '../../src/core/event.ts';
import { openJournal } from '../../src/journal/journal.ts';
import type { Upcasters } from '../../src/journal/upcasters.ts';
import { runChild } from '../support/child.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { acknowledged } from './events.ts';

const here = (name: string) => new URL(name, import.meta.url).pathname;
const golden = JSON.parse(readFileSync(here('./golden-v1.json'), 'utf8'));

function openGolden(upcasters: Upcasters = {}) {
  const folder = createTempFolder('golden');
  copyFileSync(here('./golden-v1.sqlite'), join(folder, 'journal-live.sqlite'));
  return openJournal({ folder, realm: 'live', upcasters });
}

test('a journal of the first release is read, proved and continued', async () => {
  const journal = openGolden();
  expect([...journal.read(1)]).toEqual(golden.events);
  expect(journal.verify(golden.head)).toEqual({ intact: true, head: golden.head });
  expect(journal.config(golden.config.hash)).toBe(golden.config.content);
  expect(journal.lastAlive()).toBe(golden.lastAlive);
  expect(journal.outbox.pending(10)).toMatchObject([
    { key: '11/duty-1/duty-hook', attempts: 1, possiblyRepeat: true },
  ]);
  const at = golden.lastAlive + 1_000;
  journal.append([acknowledged(golden.head.seq + 1, { at, wallAt: at })]);
  expect(journal.verify(golden.head)).toMatchObject({ intact: true });
  await journal.close();
});

test('Python computes the golden head from the golden file', async () => {
  const folder = createTempFolder('golden');
  copyFileSync(here('./golden-v1.sqlite'), join(folder, 'golden.sqlite'));
  const { output } = await runChild('python3', [
    here('./check-chain.py'),
    join(folder, 'golden.sqlite'),
    'live',
  ]);
  expect(output.trim()).toBe(golden.head.hash);
});

test('old events are lifted step by step to what this program knows; the file stays', async () => {
  const journal = openGolden({
    'link-lost': [
      ({ reason, ...rest }) => ({ ...rest, cause: reason }),
      (data) => ({ ...data, since: 'unknown' }),
    ],
  });
  const [lifted] = journal.events({ from: 0, to: Number.MAX_VALUE, type: 'link-lost' });
  expect(lifted).toMatchObject({
    v: 3,
    data: { device: 'lift-box-a1', cause: 'timeout', since: 'unknown' },
  });
  expect(journal.verify()).toEqual({ intact: true, head: golden.head });
  await journal.close();
});

test('an event of a version yet unknown is refused, not guessed at', async () => {
  const folder = createTempFolder('golden');
  const newer = openJournal({
    folder,
    realm: 'live',
    upcasters: { 'link-lost': [(data) => data] },
  });
  const lost = { type: 'link-lost', v: 2, data: { device: 'x', reason: 'y' } } as Partial<Event>;
  newer.append([acknowledged(1, lost)]);
  await newer.close();
  const older = openJournal({ folder, realm: 'live' });
  expect(() => [...older.read(1)]).toThrow(expect.objectContaining({ kind: 'newer' }));
  await older.close();
});
