import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import { StreamClient } from '../../src/api/stream/stream-client.ts';
import { waitFor } from '../support/wait.ts';
import { START, startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';
import { openStream } from './stream-reader.ts';

test('the whole table comes first, then what changes, and a heartbeat each second', async () => {
  await using site = await startApi({ settings: nightSite() });
  site.say({ 'L1.floor': 3 });
  await using stream = await openStream(site, site.asPerson('vic'));
  const full = await stream.wait('signals');
  expect(full).toMatchObject({ id: site.run.state.seq, data: { full: true } });
  expect(full.data.signals).toHaveLength(site.run.core.live.table.slots.length);
  expect(full.data.signals).toContainEqual({
    asset: 'L1',
    signal: 'floor',
    value: 3,
    quality: 'good',
    at: START,
    device: 'box-L1',
  });
  await stream.wait('heartbeat', ({ data }) => data.health === 'ok' && data.openIncidents === 0);

  site.say({ 'L1.floor': 4, 'L1.doors': 'open' }, 1_000);
  const changed = await stream.wait('signals', ({ data }) => !data.full);
  expect(changed.id).toBeUndefined();
  expect(changed.data.signals).toMatchObject([
    { signal: 'floor', value: 4, at: START + 1_000 },
    { signal: 'doors', value: 'open' },
  ]);
  site.link('box-L1', false);
  const lost = await stream.wait('signals', ({ data }) => data.signals[0]?.reason === 'link');
  expect(lost.data.signals[0], 'lost sight is a change').toMatchObject({ quality: 'bad' });
  site.health.status = 'failing';
  site.health.reasons.push('journal: disk full');
  const beat = await stream.wait('heartbeat', ({ data }) => data.health === 'failing');
  expect(beat.data.reasons).toEqual(['journal: disk full']);
});

test('facts go at once, each entity as it is now, under the journal’s numbers', async () => {
  await using site = await startApi({ settings: nightSite() });
  await using stream = await openStream(site, site.asPerson('vic'));
  await stream.wait('signals');
  site.say({ 'W1.wet': true });
  const incident = await stream.wait('incident');
  expect(incident.data).toMatchObject({ hazard: 'flooding', alarms: ['wet@W1'] });
  const alarm = await stream.wait('alarm');
  expect(alarm.data).toMatchObject({ id: 'wet@W1', state: 'unacknowledged' });
  await stream.wait('notification', ({ data }) => data.recipients[0].person === 'eva');
  expect(stream.of('incident'), 'one commit, said once').toHaveLength(1);
  const last = stream.messages.filter(({ id }) => id !== undefined).at(-1)!;
  expect(last.id).toBe(site.run.state.seq);
  site.link('box-W1', false);
  expect((await stream.wait('device')).data).toMatchObject({ id: 'box-W1', up: false });
});

test('who comes back with any id he had misses nothing', async () => {
  await using site = await startApi({ settings: nightSite() });
  const vic = site.asPerson('vic');
  const before = site.run.state.seq;
  await using whole = await openStream(site, vic);
  await whole.wait('signals');
  site.say({ 'W1.wet': true });
  const { version } = (await site.asPerson('eva').get('/alarms')).body[0];
  await site.asPerson('eva').send('POST', '/alarms/wet@W1/acknowledge', { version });
  await whole.wait('alarm', ({ data }) => data.state === 'acknowledged');

  const facts = whole.messages.filter(({ event, id }) => id !== undefined && event !== 'signals');
  for (const at of [-1, ...facts.keys()]) {
    const seq = facts[at]?.id ?? before;
    await using resumed = await openStream(site, vic, seq);
    await resumed.wait('signals');
    expect(resumed.of('reset')).toEqual([]);
    const missing = facts.slice(at + 1).map(({ event, data }) => `${event} ${data.id}`);
    const told = resumed.messages.map(({ event, data }) => `${event} ${data.id}`);
    expect(told, `after ${seq}`).toEqual(expect.arrayContaining(missing));
    for (const { event, data } of resumed.messages) {
      if (event === 'alarm') expect(data.state, 'as it is now').toBe('acknowledged');
    }
  }
});

test('too old an id, or one of another journal, is told to load everything anew', async () => {
  await using site = await startApi({ settings: nightSite() });
  const vic = site.asPerson('vic');
  await using foreign = await openStream(site, vic, site.run.state.seq + 1);
  expect((await foreign.wait('reset')).data).toEqual({ reason: 'unknown id' });
  await foreign.wait('signals', ({ data }) => data.full);
  for (let turn = 0; turn < 600; turn++) {
    for (const up of [false, true]) {
      site.run.input(site.run.at, { type: 'link', device: 'box-L1', up });
    }
  }
  site.goTo(0);
  await using old = await openStream(site, vic, site.run.state.seq - 1_001);
  expect((await old.wait('reset')).data).toEqual({ reason: 'too old' });
  await using young = await openStream(site, vic, site.run.state.seq - 1_000);
  await young.wait('signals');
  expect(young.of('reset')).toEqual([]);
});

test('a client that does not read is dropped, and the others go on', async () => {
  await using site = await startApi({ settings: nightSite() });
  await using stream = await openStream(site, site.asPerson('vic'));
  const { port } = new URL(site.base);
  const deaf = connect(Number(port), '127.0.0.1');
  const { Cookie } = site.asPerson('vic').headers;
  deaf.pause();
  deaf.on('error', () => undefined);
  deaf.write(`GET /api/v1/stream HTTP/1.1\r\nHost: x\r\nCookie: ${Cookie}\r\n\r\n`);
  const metrics = async () => (await site.asProgram('viewer').get('//metrics')).body as string;
  await waitFor('two listeners', async () => (await metrics()).includes('stream_clients 2'));
  // The kernel's own buffers take a few MB before anything waits in ours.
  site.health.reasons.push('x'.repeat(4_000_000));
  await waitFor('the deaf one to be dropped', async () =>
    (await metrics()).includes('stream_clients 1'),
  );
  expect(stream.hasEnded()).toBe(false);
  deaf.destroy();
});

test('the stream needs somebody who may see', async () => {
  await using site = await startApi({ settings: nightSite() });
  await using stream = await openStream(site, site.nobody);
  expect(stream.status).toBe(401);
});

test('stopping the server ends its streams', async () => {
  const site = await startApi({ settings: nightSite() });
  await using stream = await openStream(site, site.asPerson('vic'));
  await stream.wait('signals');
  await site[Symbol.asyncDispose]();
  await waitFor('the end', () => stream.hasEnded());
});

test('who may no longer listen hears no more, and what is said next harms nobody', async () => {
  const app = express();
  app.get('/', (_request, response) => {
    let mayListen = true;
    const client = new StreamClient(response, () => mayListen);
    client.write('before\n');
    mayListen = false;
    client.checkRight();
    // Written to an ended response, this would end the program.
    client.write('after\n');
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const heard = await (await fetch(`http://127.0.0.1:${port}/`)).text();
  expect(heard).toBe('before\n');
  server.close();
  await once(server, 'close');
});
