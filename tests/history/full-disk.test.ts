import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHistory } from '../../src/history/history.ts';
import { historySchema } from '../../src/history/settings.ts';
import { fillDisk, mountSmallDisk, unmountSmallDisk } from '../support/small-disk.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { waitFor } from '../support/wait.ts';
import { bindings, MIDNIGHT, place, report, SECOND } from './builders.ts';

const disk = createTempFolder('small-disk');

beforeAll(() => mountSmallDisk(disk, '2m'));
afterAll(() => unmountSmallDisk(disk));

test('a full disk refuses and counts reports; with space again all is stored whole', async () => {
  const said: string[] = [];
  const history = await openHistory({
    ...place,
    folder: join(disk, 'history'),
    configFolder: disk,
    settings: historySchema.parse({}),
    wallOffsetMs: () => MIDNIGHT,
    log: (level, message) => said.push(`${level} ${message}`),
  });
  let second = 0;
  const store = (said: Parameters<typeof report>[2]) =>
    history.store([report('lift-box', second++ * SECOND, said)], bindings, { urgent: true });
  await store({ floor: 1, moving: true });

  const files = fillDisk(disk);
  const refused = await waitFor('a refusal', async () => {
    try {
      // Texts that cannot be packed away fill what SQLite had in reserve.
      await store({ faultCode: `${Math.random()}`.repeat(200) });
      return undefined;
    } catch (error) {
      return error;
    }
  });
  expect(refused).toMatchObject({ name: 'HistoryError', kind: 'disk-full' });
  await expect(store({ floor: 2 })).rejects.toMatchObject({ kind: 'disk-full' });
  const status = history.status();
  expect(status).toMatchObject({ ok: false, reason: expect.stringMatching(/full/) });
  expect(status.refusedReports).toBeGreaterThanOrEqual(2);

  for (const file of files) rmSync(file);
  await waitFor('readings to be stored again', () => store({}).then(() => true));
  expect(history.status().ok).toBe(true);
  const last = second - 1;
  const at = MIDNIGHT + last * SECOND;
  const query = { asset: 'A-L1', from: at, to: at + SECOND, step: SECOND };
  const [floor] = await history.readings({ ...query, signal: 'floor' });
  expect(floor, 'what was said while the disk was full is known by the next report').toMatchObject({
    last: 2,
    quality: 'good',
  });
  expect(said).toContainEqual(expect.stringMatching(/^error .*full/));
  await history.close();
});
