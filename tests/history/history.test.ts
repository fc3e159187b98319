import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test } from 'vitest';
import { ConfigError } from '../../src/core/error.ts';
import { type History, openHistory } from '../../src/history/history.ts';
import { historySchema } from '../../src/history/settings.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { bindings, MIDNIGHT, nobodyListens, place, report, SECOND } from './builders.ts';

const open: History[] = [];
afterEach(async () => {
  for (const history of open.splice(0)) await history.close();
});

async function openIn(folder: string, influx?: object): Promise<History> {
  const history = await openHistory({
    ...place,
    folder,
    configFolder: folder,
    settings: historySchema.parse(influx ? { influx } : {}),
    wallOffsetMs: () => MIDNIGHT,
    log: nobodyListens,
  });
  open.push(history);
  return history;
}

const storedBatches = (folder: string) => {
  const db = new DatabaseSync(join(folder, 'spool.db'), { readOnly: true });
  const row = db.prepare('SELECT count(*) AS n FROM batch').get();
  db.close();
  return Number(row?.n);
};

test('what was said before a stop is there after a start, and goes on', async () => {
  const folder = createTempFolder('history');
  const first = await openIn(folder);
  void first.store([report('lift-box', 0, { floor: 3 })], bindings);
  await first.close();
  const second = await openIn(folder);
  await second.store([report('lift-box', 10 * SECOND, { floor: 4 })], bindings);
  const query = { asset: 'A-L1', signal: 'floor', from: MIDNIGHT, to: MIDNIGHT + 20 * SECOND };
  const steps = await second.readings({ ...query, step: 10 * SECOND });
  expect(steps.map(({ last }) => last)).toEqual([3, 4]);
});

test('reports of one turn of the loop are one commit, urgent or not', async () => {
  const folder = createTempFolder('history');
  const history = await openIn(folder);
  const waiting = Array.from({ length: 20 }, (_, n) =>
    history.store([report('lift-box', n, { floor: n + 1 })], bindings, { urgent: n % 2 === 0 }),
  );
  await Promise.all(waiting);
  expect(storedBatches(folder)).toBe(1);
});

test('an urgent report does not wait for the next commit that is due', async () => {
  const history = await openIn(createTempFolder('history'));
  await history.store([report('lift-box', 0, { floor: 1 })], bindings, { urgent: true });
  const order: string[] = [];
  const patient = history.store([report('lift-box', 1, { floor: 2 })], bindings);
  await patient.then(() => order.push('patient'));
  const other = history.store([report('lift-box', 2, { floor: 3 })], bindings, { urgent: true });
  await other.then(() => order.push('urgent'));
  expect(order).toEqual(['patient', 'urgent']);
});

test('a question that cannot be answered is refused in words', async () => {
  const history = await openIn(createTempFolder('history'));
  const query = { asset: 'A-L1', signal: 'floor', from: 0, to: 1e9, step: 1 };
  await expect(history.readings(query)).rejects.toMatchObject({ kind: 'refused' });
});

test('after close nothing is taken any more', async () => {
  const history = await openIn(createTempFolder('history'));
  await history.close();
  const late = history.store([report('lift-box', 0, { floor: 1 })], bindings);
  await expect(late).rejects.toMatchObject({ kind: 'closed' });
  await expect(history.readings({} as never)).rejects.toMatchObject({ kind: 'worker' });
});

test('files of a newer Dutywatch are refused, and left alone', async () => {
  const folder = createTempFolder('history');
  await (await openIn(folder)).close();
  const db = new DatabaseSync(join(folder, 'history.db'));
  db.exec('PRAGMA user_version = 99');
  db.close();
  await expect(openIn(folder)).rejects.toMatchObject({ name: 'HistoryError', kind: 'newer' });
});

test('a missing password file is an error of the configuration', async () => {
  const folder = createTempFolder('history');
  const influx = { url: 'http://x', database: 'd', username: 'u', 'password-file': 'secrets/db' };
  await expect(openIn(folder, influx)).rejects.toThrow(ConfigError);
  await expect(openIn(folder, influx)).rejects.toThrow(
    /secrets\/db:1:1 history\.influx\.password-file: cannot be read \(ENOENT\)/,
  );
});

test('a damaged file is said so, not read as readings', async () => {
  const folder = createTempFolder('history');
  writeFileSync(join(folder, 'history.db'), 'not a database at all '.repeat(100));
  await expect(openIn(folder)).rejects.toMatchObject({ kind: 'corrupt' });
});
