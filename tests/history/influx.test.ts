import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type History, openHistory } from '../../src/history/history.ts';
import { historySchema } from '../../src/history/settings.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { waitFor } from '../support/wait.ts';
import { bindings, MIDNIGHT, nobodyListens, place, report, SECOND } from './builders.ts';
import { Influxd, type Series } from './influxd.ts';

let influxd: Influxd;
beforeAll(async () => {
  influxd = await Influxd.start();
});
afterAll(() => influxd.stop());

const open: History[] = [];
afterEach(async () => {
  for (const history of open.splice(0)) await history.close();
});

async function openWith(database: string, folder = createTempFolder('history')): Promise<History> {
  const settings = historySchema.parse({ influx: { url: influxd.url, database } });
  const history = await openHistory({
    ...place,
    folder,
    configFolder: folder,
    settings,
    wallOffsetMs: () => MIDNIGHT,
    log: nobodyListens,
  });
  open.push(history);
  return history;
}

/** The store's thread says how it is once a second; what it said before does not count. */
function delivered(history: History) {
  const before = history.status().influx;
  return waitFor('InfluxDB to have everything', () => {
    const { influx } = history.status();
    return influx !== before && influx?.behind === 0;
  });
}

async function rows(database: string, query: string): Promise<Record<string, unknown>[]> {
  const [series] = await influxd.query(database, query);
  return series ? toRows(series) : [];
}

function toRows({ columns, values }: Series): Record<string, unknown>[] {
  return values.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
}

test('readings arrive as the contract says, in a database that was missing', async () => {
  const history = await openWith('contract');
  const said = { floor: 3, doors: 'open', moving: false, 'x.oil.temp': 40 };
  await history.store([report('lift-box', 1_500, said)], bindings);
  const meter = report('meter-1', 1_500, { 'power.total': 5 }, { deviceAt: MIDNIGHT + 700 });
  await history.store([meter], bindings);
  await delivered(history);
  const tags = { site: 'riverside', area: 'A', asset: 'A-L1', device: 'lift-box' };
  const good = { floor_quality: 'good', doors_quality: 'good', moving_quality: 'good' };
  expect(await rows('contract', 'select * from lift')).toEqual([
    {
      ...{ time: MIDNIGHT + 1_500, ...tags, floor: 3, doors: 'open', moving: false },
      ...{ x_oil_temp: 40, x_oil_temp_quality: 'good', ...good },
    },
  ]);
  expect(await rows('contract', 'select power_total, area from meter')).toEqual([
    { time: MIDNIGHT + 700, power_total: 5, area: 'A-switch-room' },
  ]);
  const types = await influxd.query('contract', 'show field keys');
  const typeOf = Object.fromEntries(types.flatMap(({ values }) => values));
  expect(typeOf).toMatchObject({ floor: 'float', doors: 'string', moving: 'boolean' });
  expect(typeOf).toMatchObject({ power_total: 'float', floor_quality: 'string' });
});

test('what is not good is no value; its quality is written when it changes', async () => {
  const history = await openWith('quality');
  await history.store([report('lift-box', 0, { floor: 3, moving: true })], bindings);
  await history.store([report('lift-box', 1_000, { floor: ['uncertain', 99] })], bindings);
  await history.store([report('lift-box', 2_000)], bindings);
  await history.storeLost('lift-box', 3_000, 'link');
  await history.store([report('lift-box', 4_000, { floor: 4 })], bindings);
  await delivered(history);
  const found = await rows(
    'quality',
    'select floor, floor_quality, moving, moving_quality from lift',
  );
  const columns = found.map((row) => [
    row.floor,
    row.floor_quality,
    row.moving,
    row.moving_quality,
  ]);
  expect(columns).toEqual([
    [3, 'good', true, 'good'],
    [null, 'uncertain', true, null],
    [null, null, true, null],
    [null, 'bad', null, 'bad'],
    [4, 'good', true, 'good'],
  ]);
});

test('two values in one millisecond are both kept', async () => {
  const history = await openWith('millisecond');
  for (const floor of [1, 2, 3]) {
    await history.store([report('lift-box', 1_000, { floor })], bindings);
  }
  await delivered(history);
  const found = await rows('millisecond', 'select floor from lift');
  expect(found.map(({ time, floor }) => [Number(time) - MIDNIGHT, floor])).toEqual([
    [1_000, 1],
    [1_001, 2],
    [1_002, 3],
  ]);
});

test('incidents and alarms are written beside the readings', async () => {
  const history = await openWith('facts');
  const tags = { playbook: 'entrapment', asset: 'A-L1' };
  const fields = { state: 'opened', title: 'Lift "A1", stopped\\stuck', count: 1 };
  await history.storeFact('incident', tags, fields, MIDNIGHT + 5_000);
  await delivered(history);
  expect(await rows('facts', 'select * from incident')).toEqual([
    { time: MIDNIGHT + 5_000, site: 'riverside', ...tags, ...fields },
  ]);
});

test('a field of another type in InfluxDB costs that field alone, and is named', async () => {
  const history = await openWith('conflict');
  await influxd.query('conflict', 'create database conflict');
  await influxd.query('conflict', `insert lift floor="three" ${MIDNIGHT + 1}`);
  await history.store([report('lift-box', 0, { floor: 3, moving: true })], bindings);
  await history.store([report('meter-1', 0, { 'power.total': 7 })], bindings);
  await delivered(history);
  expect(await rows('conflict', 'select moving from lift')).toEqual([
    { time: MIDNIGHT, moving: true },
  ]);
  expect(await rows('conflict', 'select power_total from meter')).toHaveLength(1);
  const { dropped } = history.status().influx!;
  expect(dropped).toMatchObject({ points: 0, values: 1, fields: ['lift.floor'] });
  expect(dropped.reason).toMatch(/type conflict.*already exists as type string/);
});

test('points that InfluxDB will not keep are dropped and counted, and no others', async () => {
  const history = await openWith('short');
  await influxd.query('', 'create database short with duration 1h');
  const now = Date.now() - MIDNIGHT;
  await history.store([report('lift-box', now - 7_200_000, { floor: 3 })], bindings);
  await history.store([report('lift-box', now, { floor: 4 })], bindings);
  await delivered(history);
  expect((await rows('short', 'select floor from lift')).map(({ floor }) => floor)).toEqual([4]);
  const { dropped } = history.status().influx!;
  expect(dropped).toMatchObject({ points: 1, reason: expect.stringMatching(/retention policy/) });
});

test('with InfluxDB stopped and started again nothing is missing', async () => {
  const folder = createTempFolder('history');
  const first = await openWith('outage', folder);
  const store = (history: History, from: number, to: number) =>
    Promise.all(
      Array.from({ length: to - from }, (_, n) =>
        history.store([report('lift-box', (from + n) * SECOND, { floor: from + n })], bindings),
      ),
    );
  await store(first, 0, 100);
  await delivered(first);
  await influxd.stop();
  await store(first, 100, 700);
  const down = await waitFor('InfluxDB to be seen down', () => {
    const { influx } = first.status();
    return influx?.up ? undefined : influx;
  });
  expect(down.reason).toMatch(/ECONNREFUSED/);
  expect(down.behind).toBeGreaterThan(0);
  // The gateway is started anew while the server is away: the rest waits in the spool.
  await first.close();
  const second = await openWith('outage', folder);
  await store(second, 700, 900);
  await influxd.startAgain();
  await delivered(second);
  const found = await rows('outage', 'select floor from lift');
  expect(found.map(({ floor }) => floor)).toEqual(Array.from({ length: 900 }, (_, n) => n));
  expect(second.status().influx).toMatchObject({ up: true, behind: 0, dropped: { points: 0 } });
}, 60_000);
