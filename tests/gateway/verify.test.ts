import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openJournal } from '../../src/journal/journal.ts';
import { sequence } from '../journal/events.ts';
import { GatewayProcess, proveChain, runCommand } from './gateway-process.ts';
import { TestSite } from './site.ts';

/** A journal of 20 events; its head, as a report says it, after event 12 and after the last. */
async function journalOf20(site: TestSite, change = {}): Promise<[at12: string, at20: string]> {
  const journal = openJournal({ folder: join(site.data, 'journal'), realm: 'live' });
  const events = sequence(1, 20).map((event) => ({ ...event, ...change }));
  const headAfter = (from: number, to: number) => {
    journal.append(events.slice(from, to));
    return `${journal.head().seq}:${journal.head().hash}`;
  };
  const heads: [string, string] = [headAfter(0, 12), headAfter(12, 20)];
  await journal.close();
  return heads;
}

const journalFile = ({ data }: TestSite) => join(data, 'journal/journal-live.sqlite');

test('verify names the first record that is not as it was written', async () => {
  const site = new TestSite('verify');
  await journalOf20(site);
  expect(await proveChain(site)).toBe(20);

  using db = new DatabaseSync(journalFile(site));
  db.exec(
    'DROP TRIGGER events_never_change; UPDATE events SET wall_at = wall_at + 1 WHERE seq = 7',
  );
  const broken = await runCommand('verify', '--data', site.data);
  expect(broken).toMatchObject({ code: 1, stdout: expect.stringMatching(/^broken at event 7: /) });

  const nowhere = await runCommand('verify', '--data', join(site.data, 'nowhere'));
  expect(nowhere).toMatchObject({ code: 2, output: expect.stringContaining('no journal') });
});

test('verify holds the journal against the head of a report', async () => {
  const site = new TestSite('verify');
  const [at12, at20] = await journalOf20(site);
  const wrong = `12:${'0'.repeat(64)}`;
  for (const [head, code, said, why] of [
    [at12, 0, /^event 12 is the one/m, 'the report was made while 12 was the newest'],
    [at20, 0, /^event 20 is the one/m, 'nothing was written since the report'],
    [at12.toUpperCase(), 0, /^event 12 is the one/m, 'typed off paper'],
    [wrong, 1, /^broken at event 12: /, 'that is not the record which was there'],
    [at20.replace('20:', '21:'), 1, /^broken at event 21: missing/, 'the end was cut off'],
    [at12.slice(0, -1), 2, /64 digits/, 'a digit was left out'],
    [at12.slice(3), 2, /SEQ:HASH/, 'no sequence number'],
  ] as const) {
    const { output, ...exit } = await runCommand('verify', '--data', site.data, '--head', head);
    expect([exit.code, output], why).toEqual([code, expect.stringMatching(said)]);
  }
});

test('a journal written anew is whole in itself, and does not hold a report’s head', async () => {
  const site = new TestSite('verify');
  const [head] = await journalOf20(site);
  const forged = new TestSite('verify-forged');
  await journalOf20(forged, { actor: { person: 'somebody-else' } });
  expect(await proveChain(forged)).toBe(20);
  expect(await runCommand('verify', '--data', forged.data, '--head', head)).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^broken at event 12: /),
  });
});

test('one changed byte before a report’s head is found, and that record is named', async () => {
  const site = new TestSite('verify');
  const [head] = await journalOf20(site);
  const bytes = readFileSync(journalFile(site));
  const place = bytes.indexOf('stopped-between-floors@A-L5"');
  bytes[place] = 'S'.charCodeAt(0);
  writeFileSync(journalFile(site), bytes);
  expect(await runCommand('verify', '--data', site.data, '--head', head)).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^broken at event 5: /),
  });
});

test('the head on a report of the running gateway is in its journal, which went on', async () => {
  const site = new TestSite('verify');
  await using gateway = await GatewayProcess.start(site);
  const reported = { playbook: 'flooding', area: 'A-garage', source: 'phone' };
  const { id } = await gateway.call('POST', '/incidents', reported);
  const { proof } = await gateway.call('GET', `/incidents/${id}/report?format=json`);
  await gateway.call('POST', '/incidents', { ...reported, note: 'another call' });
  const given = ['--head', `${proof.seq}:${proof.hash}`];
  expect(await runCommand('verify', '--data', site.data, ...given)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`event ${proof.seq} is the one whose hash was given`),
  });
});
