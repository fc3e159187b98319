import { expect, test } from 'vitest';
import { type StandIn, startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';

const REPORT = { playbook: 'flooding', area: 'corridor', source: 'phone' };

function report(site: StandIn, user: string, key: string, body: object = REPORT) {
  return site.asPerson(user).send('POST', '/incidents', body, { 'Idempotency-Key': key });
}

test('a phone that repeats its queue does nothing twice', async () => {
  await using site = await startApi({ settings: nightSite() });
  const first = await report(site, 'eva', 'k1');
  const events = site.run.events.length;
  const repeat = await report(site, 'eva', 'k1');
  expect(repeat.status).toBe(201);
  expect(repeat.body).toEqual(first.body);
  expect(repeat.headers.get('idempotency-replayed')).toBe('true');
  expect(site.run.events).toHaveLength(events);
});

test('the key belongs to its caller and to its call', async () => {
  await using site = await startApi({ settings: nightSite() });
  await report(site, 'eva', 'k1');
  const other = await report(site, 'eva', 'k1', { ...REPORT, area: 'pump-room' });
  expect([other.status, other.body.code]).toEqual([422, 'invalid']);
  const fred = await report(site, 'fred', 'k1');
  expect(fred.headers.get('idempotency-replayed'), 'another person').toBeNull();
  const long = await report(site, 'eva', 'k'.repeat(201));
  expect(long.status).toBe(400);
});

test('what was refused may be asked again with the same key', async () => {
  await using site = await startApi({ settings: nightSite() });
  site.say({ 'W1.wet': true });
  const eva = site.asPerson('eva');
  const { id, version } = (await eva.get('/incidents')).body[0];
  const path = `/incidents/${id}/lead`;
  const key = { 'Idempotency-Key': 'k2' };
  expect((await eva.send('POST', path, { version: 1 }, key)).status).toBe(409);
  expect((await eva.send('POST', path, { version: version - 1 }, key)).status).toBe(409);
  const right = await eva.send('POST', path, { version }, key);
  expect(right.body).toMatchObject({ lead: 'eva' });
});

test('an answer that is kept cannot be read without its key', async () => {
  await using site = await startApi({ settings: nightSite() });
  site.say({ 'W1.wet': true });
  const fred = site.asPerson('fred');
  const { id, version } = (await fred.get('/incidents')).body[0];
  const kept: string[] = [];
  const { idempotency } = site.ports.realm('live')!;
  const finish = idempotency.finish.bind(idempotency);
  idempotency.finish = (key, response) => {
    kept.push(key, response);
    finish(key, response);
  };
  const body = { version, action: 'answer', fields: { caller: 'Wang, 13800000000' } };
  const path = `/incidents/${id}/steps/F-1.report`;
  const reply = await fred.send('POST', path, body, { 'Idempotency-Key': 'secret-of-the-phone' });
  expect(reply.body.record.caller.value).toBe('Wang, 13800000000');
  expect(kept).toHaveLength(2);
  const shown = kept.join() + Buffer.from(kept[1]!, 'base64').toString('latin1');
  expect(shown).not.toMatch(/Wang|13800000000|secret-of-the-phone/);
});
