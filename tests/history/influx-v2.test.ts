import { existsSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { openTarget } from '../../src/history/influx/open-target.ts';
import type { Field, Point } from '../../src/history/influx/point.ts';
import { influxSchema } from '../../src/history/settings.ts';
import { startChild } from '../support/child.ts';
import { installPackages } from '../support/debian-packages.ts';
import { findFreePort } from '../support/free-port.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { waitFor, waitForPort } from '../support/wait.ts';

beforeAll(() => {
  if (!existsSync('/usr/bin/victoria-metrics')) installPackages(['victoria-metrics']);
});

const closing: Server[] = [];
afterEach(() => {
  for (const server of closing.splice(0)) server.close();
});

const point = (fields: Record<string, Field>, time: number): Point => ({
  measurement: 'meter',
  tags: { site: 'riverside', asset: 'M 1,=x' },
  fields,
  time,
});

test('VictoriaMetrics takes and gives back what is written to /api/v2/write', async () => {
  const port = await findFreePort();
  const folder = createTempFolder('victoria');
  await using server = await startChild('victoria-metrics', [
    `-httpListenAddr=127.0.0.1:${port}`,
    `-storageDataPath=${folder}`,
    '-retentionPeriod=100y',
  ]);
  await waitForPort(port);
  const url = `http://127.0.0.1:${port}`;
  const target = await openTarget(influxSchema.parse({ url, bucket: 'any' }), undefined);
  const time = Date.now() - 3_600_000;
  expect(await target.write([point({ power_total: 5.25 }, time)])).toEqual({ is: 'stored' });
  // Otherwise it shows new points only after some seconds.
  await fetch(`${url}/internal/force_flush`);
  const query = `${url}/api/v1/export?match[]=meter_power_total`;
  const line = await waitFor('the point to be found', async () => (await fetch(query)).text());
  expect(JSON.parse(line)).toMatchObject({
    metric: { __name__: 'meter_power_total', site: 'riverside', asset: 'M 1,=x' },
    values: [5.25],
    timestamps: [time],
  });
  // Asked to stop it would wait 7 s for our idle connection.
  await server.kill();
});

test('a bucket is written to by name, with the token, in milliseconds', async () => {
  let asked: { url: string; headers: IncomingHttpHeaders; body: string } | undefined;
  const server = createServer(async (request, response) => {
    asked = { url: request.url!, headers: request.headers, body: await text(request) };
    response.writeHead(204).end();
  });
  closing.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const settings = { url: `http://127.0.0.1:${port}/`, bucket: 'b 1', org: 'o', 'token-file': 't' };
  const target = await openTarget(influxSchema.parse(settings), 'secret');
  await target.write([point({ doors: 'a "b"\\', power: 5, moving: true }, 1_700_000_000_123)]);
  expect(asked?.url).toBe('/api/v2/write?bucket=b+1&org=o&precision=ms');
  expect(asked?.headers.authorization).toBe('Token secret');
  // Line protocol reference: commas, equal signs and spaces are escaped in tags, " and \ in texts.
  expect(asked?.body).toBe(
    'meter,site=riverside,asset=M\\ 1\\,\\=x ' +
      'doors="a \\"b\\"\\\\",power=5,moving=true 1700000000123',
  );
});

test('a server that is not there is a reason, not an exception', async () => {
  const port = await findFreePort();
  const settings = { url: `http://127.0.0.1:${port}`, bucket: 'b' };
  const target = await openTarget(influxSchema.parse(settings), undefined);
  expect(await target.write([point({ a: 1 }, 1)])).toMatchObject({
    is: 'retry',
    reason: expect.stringMatching(/ECONNREFUSED/),
  });
});
