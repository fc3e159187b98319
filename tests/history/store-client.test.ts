import { expect, test } from 'vitest';
import type { EncodedBatch } from '../../src/history/report-encoder.ts';
import { ReportEncoder } from '../../src/history/report-encoder.ts';
import { historySchema } from '../../src/history/settings.ts';
import { StoreClient } from '../../src/history/store-client.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { waitFor } from '../support/wait.ts';
import { bindings, MIDNIGHT, place, report } from './builders.ts';

async function startClient(said: string[] = []): Promise<StoreClient> {
  const folder = createTempFolder('history');
  const settings = historySchema.parse({});
  const options = { folder, site: place.site, settings, secret: undefined };
  const client = new StoreClient(options, (level, message) => said.push(`${level} ${message}`));
  await client.start();
  return client;
}

function sound(): EncodedBatch {
  const encoder = new ReportEncoder(place, () => 0);
  encoder.add(report('lift-box', MIDNIGHT, { floor: 1 }), bindings);
  return encoder.take();
}

test('a thread that fails refuses what it had, says why, and is started again', async () => {
  const said: string[] = [];
  const client = await startClient(said);
  // No batch of ours: SQLite cannot store a list, which is nobody's fault but the program's.
  const impossible = { ...sound(), reports: [] as unknown as number };
  await expect(client.commit(impossible)).rejects.toMatchObject({ kind: 'worker' });
  expect(client.down).toMatch(/cannot be bound/);
  await expect(client.commit(sound())).rejects.toMatchObject({ kind: 'worker' });
  await waitFor('the thread to run again', () => client.down === undefined);
  await client.commit(sound());
  expect(said).toEqual([
    expect.stringMatching(/^error history: the thread failed and is started again: .*bound/),
    'info history: the thread runs again.',
  ]);
  await client.close();
});

test('a disk slower than the readings: batches are refused before memory ends', async () => {
  const client = await startClient();
  const mebibyte = () => ({ bytes: new Uint8Array(1024 ** 2), isKey: false, reports: 1 });
  const results = await Promise.allSettled(
    Array.from({ length: 40 }, () => client.commit(mebibyte())),
  );
  const kinds = results.map((each) => each.status === 'rejected' && each.reason.kind);
  expect(kinds.slice(32)).toEqual(new Array(8).fill('overloaded'));
  expect(kinds.slice(0, 32), 'these were handed over').not.toContain('overloaded');
  await client.commit(sound());
  await client.close();
});
