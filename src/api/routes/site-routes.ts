/** The building: site, assets, signals, devices, coverage, stored readings. */
import type { ReadingRow } from '../contract.ts';
import type { ReadingStep } from '../ports.ts';
import { notFound } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { coverageRows as coverageSchema } from '../schemas/alarm.ts';
import { readingRows, readingsQuery } from '../schemas/gateway.ts';
import * as schema from '../schemas/site.ts';
import { coverageRows } from '../views/coverage.ts';
import { deviceInfos } from '../views/devices.ts';
import { present, viewOf } from '../views/realm-view.ts';
import { assetInfo, signalReadings } from '../views/signals.ts';
import { siteDescription, siteInfo } from '../views/site.ts';

export const SITE_ROUTES = [
  defineRoute({
    method: 'get',
    path: '/site/info',
    place: 'realm',
    summary: 'The site’s name, and whether the first administrator has a password.',
    access: 'open',
    answer: schema.siteInfo,
    handle: ({ realm, api }) => siteInfo(viewOf(realm), api.program()),
  }),
  defineRoute({
    method: 'get',
    path: '/site',
    place: 'realm',
    summary: 'The building, its kinds of assets, playbooks and roles.',
    access: 'viewer',
    answer: schema.siteDescription,
    handle: ({ realm, api }) => siteDescription(viewOf(realm), api.program()),
  }),
  defineRoute({
    method: 'get',
    path: '/assets',
    place: 'realm',
    summary: 'All assets with their live signals.',
    access: 'viewer',
    answer: schema.assetInfos,
    handle({ realm }) {
      const view = viewOf(realm);
      return view.compiled.settings.site.assets.map((asset) => assetInfo(view, asset));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/assets/:asset',
    place: 'realm',
    summary: 'One asset with its live signals.',
    access: 'viewer',
    answer: schema.assetInfo,
    handle({ realm, part }) {
      const view = viewOf(realm);
      const asset = view.compiled.topology.asset(part('asset'));
      if (asset === undefined) throw notFound(`asset ${part('asset')}`);
      return assetInfo(view, asset);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/signals',
    place: 'realm',
    summary: 'Live signals, of one asset or of one kind of asset.',
    access: 'viewer',
    query: schema.signalsQuery,
    answer: schema.signalReadings,
    handle: ({ realm, query }) => signalReadings(viewOf(realm), query),
  }),
  defineRoute({
    method: 'get',
    path: '/devices',
    place: 'realm',
    summary: 'Devices with the state of their links.',
    access: 'viewer',
    answer: schema.deviceInfos,
    handle: ({ realm }) => deviceInfos(viewOf(realm), realm.devices()),
  }),
  defineRoute({
    method: 'get',
    path: '/devices/:device',
    place: 'realm',
    summary: 'One device.',
    access: 'viewer',
    answer: schema.deviceInfo,
    handle({ realm, part }) {
      const devices = deviceInfos(viewOf(realm), realm.devices());
      const found = devices.find(({ id }) => id === part('device'));
      if (found === undefined) throw notFound(`device ${part('device')}`);
      return found;
    },
  }),
  defineRoute({
    method: 'get',
    path: '/coverage',
    place: 'realm',
    summary: 'Which rule watches which asset, and whether it can see.',
    access: 'viewer',
    answer: coverageSchema,
    handle: ({ realm }) => coverageRows(viewOf(realm)),
  }),
  defineRoute({
    method: 'get',
    path: '/readings',
    place: 'realm',
    summary: 'Stored readings of one signal, step by step; means are weighted by time.',
    access: 'viewer',
    query: readingsQuery,
    answer: readingRows,
    async handle({ realm, query, ports }) {
      const { asset, signal } = query;
      if (realm.engine.live.table.index.get(asset)?.has(signal) !== true) {
        throw notFound(`signal ${signal} of ${asset}`);
      }
      const to = query.to ?? ports.wallClock();
      const from = query.from ?? to - HOUR_MS;
      const step =
        query.step ?? Math.max(1_000, Math.ceil((to - from) / USUAL_ROWS / 1_000) * 1_000);
      const steps = await realm.readings({ asset, signal, from, to, step });
      return steps.map(readingRow);
    },
  }),
];

const HOUR_MS = 3_600_000;
const USUAL_ROWS = 300;

function readingRow({ times, ...row }: ReadingStep): ReadingRow {
  return { ...row, ...present({ shares: times && sharesOf(times) }) };
}

function sharesOf(times: Readonly<Record<string, number>>): Record<string, number> | undefined {
  const total = Object.values(times).reduce((sum, ms) => sum + ms, 0);
  if (total === 0) return undefined;
  return Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, ms / total]));
}
