import { expect, test } from 'vitest';
import { START, startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';

test('people are added and changed by an administrator; what is not named stays', async () => {
  await using site = await startApi({ settings: nightSite() });
  const ada = site.asPerson('ada');
  const newcomer = { id: 'li', name: { zh: '李', en: 'Li' }, roles: ['security'] };
  const added = await ada.send('POST', '/people', { ...newcomer, password: 'ten letters' });
  expect(added.status).toBe(201);
  expect(added.body).toMatchObject({ ...newcomer, access: 'viewer', hasPassword: true });
  const twice = await ada.send('POST', '/people', newcomer);
  expect([twice.status, twice.body.code]).toEqual([409, 'conflict']);
  const admin = await ada.send('POST', '/people', { ...newcomer, id: 'admin' });
  expect(admin.status, 'the account of the set-up link').toBe(422);

  const { version } = added.body;
  const changed = await ada.send('PATCH', '/people/li', { version, access: 'operator' });
  expect(changed.body).toMatchObject({ ...newcomer, access: 'operator' });
  site.goTo(1_000);
  const stale = await ada.send('PATCH', '/people/li', { version, access: 'manager' });
  expect(stale.status).toBe(409);
  expect(stale.body.first).toEqual({ by: 'ada', at: START, version: changed.body.version });
  expect(site.run.state.duty.people!['next-role'], 'the rest stays').toEqual({
    'duty-engineer': 'shift-foreman',
  });
});

test('two additions at the same time are both kept', async () => {
  await using site = await startApi({ settings: nightSite() });
  const ada = site.asPerson('ada');
  const add = (id: string) =>
    ada.send('POST', '/people', { id, name: { zh: id, en: id }, roles: [] });
  await Promise.all(['a1', 'a2', 'a3'].map(add));
  const ids = (await ada.get('/people')).body.map(({ id }: { id: string }) => id);
  expect(ids).toEqual(expect.arrayContaining(['a1', 'a2', 'a3', 'eva']));
});

test('addresses are personal: not even the administrator sees them without the right', async () => {
  await using site = await startApi({ settings: nightSite() });
  const seenBy = async (user: string) => (await site.asPerson(user).get('/people')).body[0];
  expect(await seenBy('ada')).not.toHaveProperty('reach');
  expect(await seenBy('fred')).toMatchObject({ id: 'eva', reach: { mail: 'eva@example.com' } });
});

test('whoever loses access loses it at once', async () => {
  await using site = await startApi({ settings: nightSite() });
  const eva = site.asPerson('eva');
  const ada = site.asPerson('ada');
  const { version } = (await ada.get('/people')).body[0];
  await ada.send('PATCH', '/people/eva', { version, access: 'viewer' });
  const report = { playbook: 'flooding', area: 'corridor', source: 'phone' };
  expect((await eva.send('POST', '/incidents', report)).status).toBe(403);
});

test('the duty page knows who holds which role now', async () => {
  await using site = await startApi({ settings: nightSite() });
  const { body } = await site.asPerson('vic').get('/duty');
  expect(body.now['shift-foreman']).toEqual([{ id: 'fred', name: { zh: 'fred', en: 'fred' } }]);
  expect(body.shifts[0]).toMatchObject({
    shift: 'day',
    name: { en: 'Shift day' },
    on: { 'duty-engineer': ['eva'] },
  });
});
