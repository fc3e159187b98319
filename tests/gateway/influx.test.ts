import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { Influxd, type Series } from '../history/influxd.ts';
import { waitFor } from '../support/wait.ts';
import { GatewayProcess } from './gateway-process.ts';
import { TestSite } from './site.ts';

const DEVICES = new URL('../../devices', import.meta.url).pathname;
const DATABASE = 'dutywatch';
/** How often the six boxes are read, in config/devices.yaml. */
const POLL_MS = 1_000;
const OUTAGE_MS = 4_000;

interface Signal {
  asset: string;
  signal: string;
  quality: string;
  reason?: string;
}

/** `asset/field` of everything of which there is a last value. */
function namesIn(series: readonly Series[]): Set<string> {
  const names = series.flatMap(({ columns, tags, values }) =>
    columns
      .filter((column, index) => column.startsWith('last_') && values[0]![index] !== null)
      .map((column) => `${tags!.asset}/${column.slice('last_'.length)}`),
  );
  return new Set(names);
}

test('InfluxDB has every signal, and no second is missing after it was away', async () => {
  const influxd = await Influxd.start();
  const site = new TestSite('influx');
  const { core } = loadConfig(site.config, DEVICES);
  const sources = new Set(
    core.sources.flatMap(({ asset, signals }) => signals.map((signal) => `${asset}.${signal}`)),
  );
  await using gateway = await GatewayProcess.start(site, '--influx', influxd.url);
  const query = (text: string) => influxd.query(DATABASE, text);
  const names = await waitFor('every device to have spoken', async () => {
    const shown: Signal[] = await gateway.call('GET', '/signals');
    const fed = shown.filter(({ asset, signal }) => sources.has(`${asset}.${signal}`));
    if (fed.length < sources.size) throw new Error(`${fed.length} of ${sources.size}`);
    const silent = fed.filter(({ reason }) => reason === 'not-heard-yet');
    if (silent.length > 0) throw new Error(`silent: ${JSON.stringify(silent)}`);
    // What is not good is no number in InfluxDB (contract.md).
    const good = fed.filter(({ quality }) => quality === 'good');
    return good.map(({ asset, signal }) => `${asset}/${signal.replaceAll('.', '_')}`);
  });
  expect(names.length / sources.size, 'a site that is well').toBeGreaterThan(0.9);
  const lastMinute = 'SELECT last(*) FROM /.*/ WHERE time > now() - 1m GROUP BY asset';
  await waitFor('each signal in InfluxDB', async () => {
    const found = namesIn(await query(lastMinute));
    const missing = names.filter((name) => !found.has(name));
    if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}`);
    return true;
  });

  const goneAt = Date.now();
  await influxd.stop();
  await waitFor('the outage to be seen and to last', async () => {
    const { body, status } = await gateway.health();
    const isSeen = body.history.influx === 'down' && body.history.backlog > 0;
    expect(status, 'a database that is away is no reason to fail').toBe(200);
    return isSeen && Date.now() - goneAt > OUTAGE_MS;
  });
  await influxd.startAgain();
  const backAt = Date.now();
  const newest = await waitFor('all that was kept back', async () => {
    // A lift's controller says its floor too, at a pace of its own.
    const boxes = 'SELECT floor FROM lift WHERE device =~ /^lift-box-/ GROUP BY asset';
    const found = await query(boxes);
    const isWhole = found.length === 6 && found.every(({ values }) => lastOf(values) > backAt);
    return isWhole ? found : undefined;
  });
  for (const { tags, values } of newest) {
    const times = values.map(([at]) => at as number);
    const gaps = times.slice(1).map((at, index) => at - times[index]!);
    expect(Math.max(...gaps), `${tags!.asset}: no second is missing`).toBeLessThan(2 * POLL_MS);
    const spanned = Math.round((lastOf(values) - times[0]!) / POLL_MS) + 1;
    expect(Math.abs(times.length - spanned), `${tags!.asset}: one a poll`).toBeLessThanOrEqual(1);
  }
  await influxd.stop();
});

function lastOf(values: Series['values']): number {
  return values.at(-1)![0] as number;
}
