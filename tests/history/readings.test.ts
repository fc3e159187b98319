import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { Archive } from '../../src/history/archive.ts';
import { HistoryError } from '../../src/history/history-error.ts';
import type { ReadingStep } from '../../src/history/readings.ts';
import { rollNext } from '../../src/history/rollups.ts';
import { effort } from '../support/effort.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { HOUR, MIDNIGHT, MINUTE, report, SECOND, TestStore } from './builders.ts';

const open: TestStore[] = [];
function openStore(options: ConstructorParameters<typeof TestStore>[0] = {}): TestStore {
  const store = new TestStore(options);
  open.push(store);
  return store;
}
afterEach(async () => {
  for (const { store } of open.splice(0)) await store.close();
});

/** A report every 10 s from midnight, as a poll of a healthy device gives. */
function poll(store: TestStore, device: string, untilMs: number, said: (ms: number) => object) {
  for (let ms = 0; ms <= untilMs; ms += 10 * SECOND) {
    store.feed(report(device, MIDNIGHT + ms, said(ms) as Parameters<typeof report>[2]));
  }
}

const minute = (steps: readonly ReadingStep[], at: number) =>
  steps.find((step) => step.at === MIDNIGHT + at * MINUTE);

test('a mean is weighted by how long each value stood', () => {
  const store = openStore();
  // 100 W for 10 s, 400 W for 50 s: (100 x 10 + 400 x 50) / 60 = 350 W.
  poll(store, 'meter-1', 2 * MINUTE, (ms) =>
    ms <= 10_000 ? { 'power.total': ms ? 400 : 100 } : {},
  );
  const steps = store.steps('power.total', MIDNIGHT, MIDNIGHT + 2 * MINUTE, MINUTE);
  expect(steps).toEqual([
    { at: MIDNIGHT, min: 100, mean: 350, max: 400, last: 400, quality: 'good' },
    { at: MIDNIGHT + MINUTE, min: 400, mean: 400, max: 400, last: 400, quality: 'good' },
  ]);
});

test("a bool's mean is its share of true; a text has the time in each value", () => {
  const store = openStore();
  poll(store, 'lift-box', MINUTE, (ms) => {
    if (ms === 0) return { moving: true, doors: 'closed' };
    if (ms === 15 * SECOND || ms === 20 * SECOND) return { moving: false, doors: 'open' };
    return ms === 50 * SECOND ? { doors: 'closed' } : {};
  });
  const moving = minute(store.steps('moving', MIDNIGHT, MIDNIGHT + MINUTE, MINUTE), 0);
  expect(moving?.mean).toBeCloseTo(20 / 60, 12);
  expect(moving).toMatchObject({ min: 0, max: 1, last: false, quality: 'good' });
  const doors = minute(store.steps('doors', MIDNIGHT, MIDNIGHT + MINUTE, MINUTE), 0);
  expect(doors).toEqual({
    at: MIDNIGHT,
    min: null,
    mean: null,
    max: null,
    last: 'closed',
    quality: 'good',
    times: { closed: 30_000, open: 30_000 },
  });
});

test('a reading that is not good is no part of the numbers, and the step says so', () => {
  const store = openStore();
  poll(store, 'meter-1', 3 * MINUTE, (ms) => {
    if (ms === 0) return { 'power.total': 100 };
    if (ms === 30 * SECOND) return { 'power.total': ['uncertain', 9_999] };
    if (ms === 60 * SECOND) return { 'power.total': ['bad'] };
    return ms === 2 * MINUTE ? { 'power.total': 200 } : {};
  });
  const steps = store.steps('power.total', MIDNIGHT, MIDNIGHT + 3 * MINUTE, MINUTE);
  expect(steps.map(({ mean, max, quality }) => [mean, max, quality])).toEqual([
    [100, 100, 'uncertain'],
    [null, null, 'bad'],
    [200, 200, 'good'],
  ]);
});

test('a value stands for its silence and no longer: a gap is not a flat line', () => {
  const store = openStore();
  // silenceMs of this device is 30 s.
  store.feed(report('meter-1', MIDNIGHT, { 'power.total': 100 }));
  store.feed(report('meter-1', MIDNIGHT + 150 * SECOND));
  const steps = store.steps('power.total', MIDNIGHT, MIDNIGHT + 160 * SECOND, 20 * SECOND);
  expect(steps.map(({ at, mean, quality }) => [(at - MIDNIGHT) / SECOND, mean, quality])).toEqual([
    [0, 100, 'good'],
    [20, 100, 'uncertain'],
    [140, 100, 'uncertain'],
  ]);
});

test('what was heard last does not stand into the future', () => {
  const store = openStore();
  poll(store, 'meter-1', 20 * SECOND, (ms) => (ms === 0 ? { 'power.total': 100 } : {}));
  const steps = store.steps('power.total', MIDNIGHT, MIDNIGHT + HOUR, 10 * SECOND);
  expect(steps.map(({ at }) => at - MIDNIGHT)).toEqual([0, 10_000, 20_000]);
  expect(steps.every(({ quality }) => quality === 'good')).toBe(true);
});

test('a signal that the device no longer has ends with its last reading', () => {
  const folder = createTempFolder('history');
  const before = new TestStore({ folder });
  poll(before, 'lift-box', MINUTE, (ms) => (ms === 0 ? { floor: 1, moving: false } : {}));
  const after = new TestStore({ folder });
  after.feed(report('lift-box', MIDNIGHT + 70 * SECOND, { moving: true }));
  after.feed(report('lift-box', MIDNIGHT + 90 * SECOND));
  const steps = after.steps('floor', MIDNIGHT, MIDNIGHT + 2 * MINUTE, 10 * SECOND);
  expect(steps.at(-1)?.at).toBe(MIDNIGHT + MINUTE);
  open.push(after);
});

test('of two devices on one signal each step takes the better, and the preferred if equal', () => {
  const store = openStore();
  for (let ms = 0; ms <= 3 * MINUTE; ms += 10 * SECOND) {
    const isSilent = ms > 60 * SECOND && ms < 120 * SECOND;
    if (!isSilent) store.feed(report('lift-box', MIDNIGHT + ms, { floor: 1 }));
    store.feed(report('lift-controller', MIDNIGHT + ms, { floor: 2 }));
  }
  const steps = store.steps('floor', MIDNIGHT, MIDNIGHT + 3 * MINUTE, MINUTE);
  expect(steps.map(({ last, quality }) => [last, quality])).toEqual([
    [1, 'good'],
    [2, 'good'],
    [1, 'good'],
  ]);
});

test('a question that would need too many steps, or too fine ones, is refused', () => {
  const store = openStore();
  const ask = (to: number, step: number) => () => store.steps('moving', 0, to, step);
  expect(ask(1e9, 1_000)).toThrow(HistoryError);
  expect(ask(1e6, 10)).toThrow(/whole number of ms from 1000/);
});

test('an asset or signal that was never heard has no steps', () => {
  const store = openStore();
  store.feed(report('meter-1', MIDNIGHT, { 'power.total': 1 }));
  expect(store.steps('voltage.l1', MIDNIGHT, MIDNIGHT + MINUTE, MINUTE)).toEqual([]);
});

test('minutes and hours rolled up answer like the readings they were made of', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: -50, max: 50 })), {
        minLength: 1,
        maxLength: 150,
      }),
      (script) => {
        const store = openStore();
        let at = MIDNIGHT + 7_000;
        for (const [seconds, level] of script) {
          const said =
            level > 40 ? { floor: ['bad'] as const } : { floor: level, doors: `${level}` };
          store.feed(report('lift-box', at, level % 3 === 0 ? {} : said));
          at += seconds * SECOND * (level === 7 ? 60 : 1);
        }
        // The day is over when something of the next one was heard.
        store.feed(report('lift-box', MIDNIGHT + 26 * HOUR, { floor: 0 }));
        const ask = () =>
          (['floor', 'doors'] as const).flatMap((signal) => [
            ...store.steps(signal, MIDNIGHT, MIDNIGHT + 24 * HOUR, MINUTE),
            ...store.steps(signal, MIDNIGHT, MIDNIGHT + 24 * HOUR, HOUR),
          ]);
        const raw = ask();
        store.fileAndRoll(0);
        expect(round(ask())).toEqual(round(raw));
      },
    ),
    { numRuns: effort(20, 300) },
  );
});

function round(steps: readonly ReadingStep[]): unknown[] {
  return steps.map((step) => ({ ...step, mean: step.mean && Number(step.mean.toPrecision(9)) }));
}

test('a value stands on over the end of its chunk, in answers and in rollups', () => {
  const store = openStore();
  const before = MIDNIGHT + HOUR - 10 * SECOND;
  store.feed(report('meter-1', before, { 'power.total': 70 }));
  store.store.file();
  store.feed(report('meter-1', before + 20 * SECOND, { 'power.total': 10 }));
  store.feed(report('meter-1', MIDNIGHT + 2 * HOUR));
  // 70 W for 10 s, then 10 W for the 30 s that this device may be silent: 25 W.
  const ask = () => store.steps('power.total', MIDNIGHT + HOUR, MIDNIGHT + HOUR + MINUTE, MINUTE);
  const expected = [expect.objectContaining({ mean: 25, max: 70, last: 10 })];
  expect(ask()).toEqual(expected);
  store.fileAndRoll(0);
  expect(ask()).toEqual(expected);
});

test('raw readings go after their time; their minutes and hours stay', () => {
  const keep = { raw: HOUR, minute: 48 * HOUR, hour: 480 * HOUR };
  const store = openStore({ keep });
  poll(store, 'meter-1', 2 * MINUTE, (ms) => (ms === 0 ? { 'power.total': 70 } : {}));
  store.feed(report('meter-1', MIDNIGHT + 30 * HOUR, { 'power.total': 10 }));
  store.fileAndRoll();
  const early = (step: number) =>
    store
      .steps('power.total', MIDNIGHT, MIDNIGHT + 2 * MINUTE, step)
      .map(({ at, mean }) => [at, mean]);
  expect(early(MINUTE)).toEqual([
    [MIDNIGHT, 70],
    [MIDNIGHT + MINUTE, 70],
  ]);
  expect(early(30 * SECOND), 'a finer step gets the minutes that are left').toEqual(early(MINUTE));
  expect(early(HOUR)).toEqual([[MIDNIGHT, 70]]);
});

test('a clock that ran ahead by years does not empty the history', () => {
  const store = openStore({ keep: { raw: HOUR, minute: HOUR, hour: HOUR } });
  store.feed(report('meter-1', MIDNIGHT, { 'power.total': 70 }));
  store.store.file();
  store.feed(report('meter-1', MIDNIGHT + 100_000 * HOUR, { 'power.total': 70 }));
  store.fileAndRoll(MIDNIGHT + MINUTE);
  store.feed(report('meter-1', MIDNIGHT + 2 * MINUTE, { 'power.total': 80 }));
  const steps = store.steps('power.total', MIDNIGHT, MIDNIGHT + 10 * SECOND, 10 * SECOND);
  expect(steps.map(({ mean }) => mean)).toEqual([70]);
});

test('a board that boots in 1970 and then learns the time is rolled up in few pieces', async () => {
  const store = new TestStore();
  store.feed(report('meter-1', MINUTE, { 'power.total': 1 }));
  store.feed(report('meter-1', MIDNIGHT, { 'power.total': 2 }));
  store.feed(report('meter-1', MIDNIGHT + 24 * HOUR));
  await store.store.close();
  const archive = Archive.open(join(store.folder, 'history.db'));
  let pieces = 0;
  while (rollNext(archive, MIDNIGHT + 24 * HOUR)) pieces += 1;
  // The hour and the day of 1970, those of the last day, and the way from one to the other.
  expect(pieces).toBeLessThanOrEqual(8);
  const group = archive.groupsOf('M1')[0]!;
  const days = [...archive.blocks(group.id, 'hour', 0, MIDNIGHT + 24 * HOUR)].map(
    ([start]) => start,
  );
  expect(days).toEqual([0, MIDNIGHT]);
  archive.close();
});

test('a clock set back into an hour that is rolled up has the hour rolled up again', () => {
  const store = openStore();
  store.feed(report('meter-1', MIDNIGHT, { 'power.total': 100 }));
  store.feed(report('meter-1', MIDNIGHT + 2 * HOUR, { 'power.total': 100 }));
  store.fileAndRoll(0);
  store.feed(report('meter-1', MIDNIGHT + 10 * MINUTE, { 'power.total': 300 }));
  store.feed(report('meter-1', MIDNIGHT + 3 * HOUR, { 'power.total': 100 }));
  store.fileAndRoll(0);
  const steps = store.steps('power.total', MIDNIGHT, MIDNIGHT + HOUR, MINUTE);
  expect(minute(steps, 0)?.mean).toBe(100);
  expect(minute(steps, 10)?.mean).toBe(300);
});
