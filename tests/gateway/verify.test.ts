import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openJournal } from '../../src/journal/journal.ts';
import { sequence } from '../journal/events.ts';
import { proveChain, runCommand } from './gateway-process.ts';
import { TestSite } from './site.ts';

test('verify names the first record that is not as it was written', async () => {
  const site = new TestSite('verify');
  const journal = openJournal({ folder: join(site.data, 'journal'), realm: 'live' });
  journal.append(sequence(1, 20));
  await journal.close();
  expect(await proveChain(site)).toBe(20);

  using db = new DatabaseSync(join(site.data, 'journal/journal-live.sqlite'));
  db.exec(
    'DROP TRIGGER events_never_change; UPDATE events SET wall_at = wall_at + 1 WHERE seq = 7',
  );
  const broken = await runCommand('verify', '--data', site.data);
  expect(broken).toMatchObject({ code: 1, stdout: expect.stringMatching(/^broken at event 7: /) });

  const nowhere = await runCommand('verify', '--data', join(site.data, 'nowhere'));
  expect(nowhere).toMatchObject({ code: 2, output: expect.stringContaining('no journal') });
});
