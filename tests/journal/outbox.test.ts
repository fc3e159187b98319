import { expect, test } from 'vitest';
import { openJournal } from '../../src/journal/journal.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { acknowledged, notified, START } from './events.ts';

const hook = { person: 'duty-1', channel: 'duty-hook' };
const mail = { person: 'duty-1', channel: 'mail', address: 'duty-1@example.com' };
const keys = (rows: readonly { key: string }[]) => rows.map(({ key }) => key);

function openLive(folder = createTempFolder('outbox')) {
  return openJournal({ folder, realm: 'live', clock: () => START });
}

test('each recipient of each channel is one row, with what is to be said', async () => {
  const journal = openLive();
  const request = notified(2, [hook, mail]);
  journal.append([acknowledged(1), request]);
  const rows = journal.outbox.pending(10);
  expect(rows).toEqual([
    {
      key: '2/duty-1/duty-hook',
      request,
      recipient: hook,
      attempts: 0,
      nextAtWall: 0,
      possiblyRepeat: false,
    },
    expect.objectContaining({ key: '2/duty-1/mail', recipient: mail }),
  ]);
  await journal.close();
});

test('a person named twice on one channel is one message', async () => {
  const journal = openLive();
  journal.append([notified(1, [hook, hook])]);
  expect(keys(journal.outbox.pending(10))).toEqual(['1/duty-1/duty-hook']);
  await journal.close();
});

test('what is due comes first by priority, then by age; what waits comes last', async () => {
  const journal = openLive();
  journal.append([
    notified(1, [hook], 'low'),
    notified(2, [hook], 'critical'),
    notified(3, [hook], 'critical'),
    notified(4, [hook], 'medium'),
  ]);
  journal.outbox.settle('2/duty-1/duty-hook', 'retry', 'HTTP 503', START + 5_000);
  journal.outbox.settle('1/duty-1/duty-hook', 'retry', 'HTTP 503', START - 1);
  const expected = ['3', '4', '1', '2'].map((seq) => `${seq}/duty-1/duty-hook`);
  expect(keys(journal.outbox.pending(10))).toEqual(expected);
  expect(keys(journal.outbox.pending(2))).toEqual(expected.slice(0, 2));
  await journal.close();
});

test('a row in hand is not given out again; a retry is, with its reason', async () => {
  const journal = openLive();
  journal.append([notified(1, [hook])]);
  journal.outbox.markHanded('1/duty-1/duty-hook', START);
  expect(journal.outbox.pending(10)).toEqual([]);
  expect(() => journal.outbox.markHanded('1/duty-1/duty-hook', START)).toThrow(/not pending/);

  journal.outbox.settle('1/duty-1/duty-hook', 'retry', 'HTTP 503', START + 5_000);
  expect(journal.outbox.pending(10)).toMatchObject([
    { attempts: 1, reason: 'HTTP 503', nextAtWall: START + 5_000, possiblyRepeat: false },
  ]);
  await journal.close();
});

test.each(['delivered', 'refused'] as const)('a %s message leaves the outbox', async (result) => {
  const journal = openLive();
  journal.append([notified(1, [hook])]);
  journal.outbox.markHanded('1/duty-1/duty-hook', START);
  journal.outbox.settle('1/duty-1/duty-hook', result);
  expect(journal.outbox.pending(10)).toEqual([]);
  expect(() => journal.outbox.settle('1/duty-1/duty-hook', result)).toThrow(/settled already/);
  await journal.close();
});

test('after a restart only what was handed out before is possibly a repeat', async () => {
  const folder = createTempFolder('outbox');
  const journal = openLive(folder);
  journal.append([notified(1, [hook, mail]), notified(2, [mail])]);
  journal.outbox.markHanded('1/duty-1/mail', START);
  journal.outbox.markHanded('2/duty-1/mail', START);
  journal.outbox.settle('2/duty-1/mail', 'retry', 'no answer in 60 s');
  await journal.close();

  const again = openLive(folder);
  expect(again.outbox.pending(10)).toMatchObject([
    { key: '1/duty-1/duty-hook', possiblyRepeat: false, attempts: 0 },
    { key: '1/duty-1/mail', possiblyRepeat: true, attempts: 1 },
    { key: '2/duty-1/mail', possiblyRepeat: true, reason: 'no answer in 60 s' },
  ]);
  await again.close();
});

test('any row may be a repeat after a start of the machine, not of the program', async () => {
  const folder = createTempFolder('outbox-boot');
  const open = (bootId: string) =>
    openJournal({ folder, realm: 'live', clock: () => START, bootId });
  const repeats = (journal: ReturnType<typeof openLive>) =>
    journal.outbox.pending(10).map(({ possiblyRepeat }) => possiblyRepeat);
  const first = open('monday');
  first.append([notified(1, [hook])]);
  await first.close();
  const sameRun = open('monday');
  expect(repeats(sameRun), 'nobody had it in hand').toEqual([false]);
  await sameRun.close();
  const afterPowerCut = open('tuesday');
  expect(repeats(afterPowerCut), 'the note of an attempt may be lost').toEqual([true]);
  await afterPowerCut.close();
});
