import { expect, test } from 'vitest';
import { readStoredReports } from '../../src/history/stored-reports.ts';
import { MIDNIGHT, MINUTE, report, SECOND, TestStore } from './builders.ts';

test('stored readings come back as the reports they were, of all devices in order', async () => {
  const { store, folder, ...test } = openTest();
  const told = [
    report('lift-box', MIDNIGHT, { floor: 3, doors: 'closed' }),
    report('meter-1', MIDNIGHT + 1, { 'power.total': 900 }, { deviceAt: MIDNIGHT - 4 }),
    report('lift-box', MIDNIGHT + SECOND),
    report('lift-box', MIDNIGHT + 11 * MINUTE, { floor: ['bad'], doors: ['uncertain', 'open'] }),
  ];
  test.feed(told);
  await store.close();
  const all = { from: MIDNIGHT, to: MIDNIGHT + 20 * MINUTE };
  const assets = { 'lift-box': 'A-L1', 'meter-1': 'M1' } as Record<string, string>;
  expect([...readStoredReports(folder, all)]).toEqual(
    told.map((each) => ({ ...each, asset: assets[each.device] })),
  );
});

test('whenever one begins to read, the first report of a group says everything', async () => {
  const { store, folder, ...test } = openTest();
  test.feed([
    report('lift-box', MIDNIGHT, { floor: 3, doors: 'closed' }),
    report('lift-box', MIDNIGHT + SECOND, { doors: 'open' }),
    report('lift-box', MIDNIGHT + 2 * SECOND),
  ]);
  await store.close();
  const late = { from: MIDNIGHT + 2 * SECOND, to: MIDNIGHT + MINUTE };
  const [first] = readStoredReports(folder, late);
  expect(first?.samples.map(({ signal, value }) => [signal, value])).toEqual([
    ['floor', 3],
    ['doors', 'open'],
  ]);
});

function openTest() {
  const test = new TestStore();
  const feed = (reports: readonly ReturnType<typeof report>[]) => test.feed(...reports);
  return { store: test.store, folder: test.folder, feed };
}
