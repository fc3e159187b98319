import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';

const MEGABYTE = 1024 * 1024;

test('every no is a problem of RFC 9457, whatever went wrong', async () => {
  await using site = await startApi({ settings: nightSite() });
  const eva = site.asPerson('eva');
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const report = { playbook: 'flooding', area: 'corridor', source: 'phone' };
  for (const [why, reply, status, code] of [
    ['no such route', await eva.get('/lifts'), 404, 'not-found'],
    ['no such thing', await eva.get('/incidents/I-404'), 404, 'not-found'],
    ['a name of the language', await eva.get('/incidents/constructor'), 404, 'not-found'],
    ['no such drill', await eva.get('/drills/D-1/alarms'), 404, 'not-found'],
    ['live is no drill', await eva.get('/drills/live/alarms'), 404, 'not-found'],
    ['half JSON', await eva.send('POST', '/incidents', '{"playbook": '), 400, 'invalid'],
    ['no JSON', await eva.send('POST', '/incidents', 'playbook=x', form), 400, 'invalid'],
    ['no body', await eva.send('POST', '/incidents'), 400, 'invalid'],
    ['a list', await eva.send('POST', '/incidents', '[]'), 400, 'invalid'],
    ['a stranger', await eva.send('POST', '/incidents', { ...report, x: 1 }), 400, 'invalid'],
    ['a wrong query', await eva.get('/alarms?state=on-fire'), 400, 'invalid'],
    ['a broken path', await eva.get('/assets/%E0%A4%A'), 400, 'invalid'],
    [
      'no playbook',
      await eva.send('POST', '/incidents', { ...report, playbook: 'x' }),
      422,
      'invalid',
    ],
    ['too long', await eva.send('POST', '/incidents', 'x'.repeat(MEGABYTE + 1)), 413, 'too-large'],
    [
      'a strange id',
      await eva.send('GET', '/stream', undefined, { 'Last-Event-ID': 'x' }),
      400,
      'invalid',
    ],
  ] as const) {
    expect([reply.status, reply.body.code], why).toEqual([status, code]);
    expect(reply.headers.get('content-type'), why).toMatch(/^application\/problem\+json/);
    expect(reply.body.status, why).toBe(status);
  }
});

test('a photo of more than 20 MB is refused in clear words', async () => {
  await using site = await startApi({ settings: nightSite() });
  site.say({ 'W1.wet': true });
  const eva = site.asPerson('eva');
  const { id } = (await eva.get('/incidents')).body[0];
  for (const bytes of [20 * MEGABYTE + 1, 50 * MEGABYTE]) {
    const large = new Uint8Array(bytes).fill(0xff);
    const { status, body } = await eva.send('POST', `/incidents/${id}/attachments`, large);
    expect([status, body.code]).toEqual([413, 'too-large']);
    expect(body.detail).toBe('the body is too large: at most 20 MB are taken');
  }
});

test('a machine that cannot write says 503, and nothing has happened', async () => {
  await using site = await startApi({ settings: nightSite() });
  site.breakJournal();
  const report = { playbook: 'flooding', area: 'corridor', source: 'phone' };
  const reply = await site.asProgram('operator').send('POST', '/incidents', report);
  expect([reply.status, reply.body.code]).toEqual([503, 'unavailable']);
  expect(reply.headers.get('retry-after')).toBe('5');
});

test('our own mistake is logged once under an id, and shows nothing of its inside', async () => {
  const secret = 'the inside of the program';
  await using site = await startApi({
    settings: nightSite(),
    readings: () => Promise.reject(new TypeError(secret)),
  });
  const reply = await site.asProgram('viewer').get('/readings?asset=L1&signal=floor');
  expect([reply.status, reply.body.code]).toEqual([500, 'internal']);
  expect(JSON.stringify(reply.body)).not.toContain(secret);
  const id = /log as (\S+)$/.exec(reply.body.detail)![1]!;
  expect(site.logged.filter((line) => line.includes(id) && line.includes(secret))).toHaveLength(1);
});

test('bytes that are no HTTP end their own connection only', async () => {
  await using site = await startApi({ settings: nightSite() });
  const { port } = new URL(site.base);
  const socket = connect(Number(port), '127.0.0.1');
  const ended = new Promise((resolve) => socket.on('close', resolve));
  socket.on('error', () => undefined);
  socket.resume().end(Buffer.from([0x16, 0x03, 0x01, 0x00, 0xff, 0x0a, 0x0a]));
  await ended;
  expect((await site.nobody.get('//healthz')).status).toBe(200);
});
