import { expect, test } from 'vitest';
import { startChild } from '../support/child.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { waitFor } from '../support/wait.ts';
import { MIDNIGHT, SECOND, TestStore } from './builders.ts';

const CHILD = new URL('./crash-child.ts', import.meta.url).pathname;

/** Lets a store run, kills it in the middle of its work; returns the last report acknowledged. */
async function runAndKill(folder: string, first: number, reports: number): Promise<number> {
  await using child = await startChild(process.execPath, [CHILD, folder, `${first}`]);
  const last = () => Number(/stored (\d+)\n[^\n]*$/.exec(child.stdout())?.[1] ?? -1);
  await waitFor(
    () => `${reports} reports; it said:\n${child.output().slice(-1_000)}`,
    () => last() >= first + reports,
    { everyMs: 1 },
  );
  await child.kill();
  return last();
}

test('a killed gateway loses nothing that it had acknowledged, however often', async () => {
  const folder = createTempFolder('crash');
  let next = 0;
  const acknowledged: number[] = [];
  for (const reports of [40, 3, 150]) {
    const last = await runAndKill(folder, next, reports);
    for (let n = next; n <= last; n++) acknowledged.push(n);
    // What was on its way when it was killed may be stored or not; leave a gap.
    // Multiples of 3: a gateway's first report always says everything.
    next = 3 * Math.ceil(last / 3) + 9;
  }
  const store = new TestStore({ folder });
  const steps = store.steps('floor', MIDNIGHT, MIDNIGHT + next * SECOND, SECOND);
  const stored = new Map(steps.map(({ at, last }) => [(at - MIDNIGHT) / SECOND, last]));
  for (const n of acknowledged) {
    expect(stored.get(n), `report ${n}`).toBe(n % 3 === 2 ? n - 1 : n);
  }
  expect(store.store.status().damaged).toBe(0);
  await store.store.close();
}, 60_000);
