import { expect, test } from 'vitest';
import { START, startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';

const HOUR = 3_600_000;
const WET = '/alarms/wet@W1';

test('a person shelves an alarm; everybody sees who, until when and why', async () => {
  await using site = await startApi({ settings: nightSite() });
  site.say({ 'W1.wet': true });
  const eva = site.asPerson('eva');
  const [seen] = (await eva.get('/alarms')).body;
  const body = { version: seen.version, for: 600_000, reason: 'a leaking tap' };
  const shelved = await eva.send('POST', `${WET}/shelve`, body);
  expect(shelved.body).toMatchObject({
    state: 'shelved',
    active: true,
    shelved: { by: 'eva', reason: 'a leaking tap', until: shelved.body.shelved.at + 600_000 },
  });
  const again = await eva.send('POST', `${WET}/unshelve`, { version: shelved.body.version });
  expect(again.body.state).toBe('unacknowledged');
  const twice = await eva.send('POST', `${WET}/unshelve`, { version: again.body.version });
  expect(twice.status).toBe(409);
});

test('an operator takes nothing out of service, and mops nowhere under another name', async () => {
  await using site = await startApi({ settings: nightSite() });
  const eva = site.asPerson('eva');
  const permit = { version: 0, until: START + HOUR, permit: 'P-7', reason: 'sensor' };
  expect((await eva.send('POST', `${WET}/out-of-service`, permit)).status).toBe(403);
  const window = { places: ['corridor'], from: START, to: START + HOUR, reason: 'x' };
  const register = (purpose: string) => eva.send('POST', '/windows', { ...window, purpose });
  expect((await register('maintenance')).status).toBe(403);
  expect((await register('mopping')).status).toBe(200);
  expect((await eva.get('/windows')).body).toMatchObject([{ purpose: 'mopping', by: 'eva' }]);
});

test('the figures of a period count what was raised in it', async () => {
  await using site = await startApi({ settings: nightSite() });
  site.say({ 'W1.wet': true });
  const { body } = await site.asPerson('eva').get('/alarms/kpis');
  expect(body).toMatchObject({ count: 1, floods: [], worst: [{ alarm: 'wet@W1', count: 1 }] });
  const wrong = await site.asPerson('eva').get(`/alarms/kpis?from=${START}&to=${START - 1}`);
  expect(wrong.status).toBe(422);
});
