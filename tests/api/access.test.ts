import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';

const PASSWORD = 'correct horse battery';

test('the set-up link works once, signs in, and takes no short password', async () => {
  await using site = await startApi({ settings: nightSite() });
  const token = site.accounts.createSetupToken();
  expect((await site.nobody.get('/site/info')).body.needsSetup).toBe(true);

  const short = await site.nobody.send('POST', '/setup', { token, password: 'ninechars' });
  expect([short.status, short.body.code]).toEqual([400, 'invalid']);
  const wrong = await site.nobody.send('POST', '/setup', { token: 'guess', password: PASSWORD });
  expect([wrong.status, wrong.body.code]).toEqual([403, 'forbidden']);

  const first = await site.nobody.send('POST', '/setup', { token, password: PASSWORD });
  expect(first.status).toBe(200);
  expect(first.body).toMatchObject({ user: 'admin', access: 'admin', personalData: false });
  const cookie = first.headers.get('set-cookie')!;
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Strict/);

  const again = await site.nobody.send('POST', '/setup', { token, password: PASSWORD });
  expect(again.status).toBe(403);
  expect((await site.nobody.get('/site/info')).body.needsSetup).toBe(false);

  const credentials = { user: 'admin', password: PASSWORD };
  const signedIn = await site.nobody.send('POST', '/session', credentials);
  expect(signedIn.body).toMatchObject({ user: 'admin' });
});

test('five wrong passwords, and the sixth try waits for the rest of five minutes', async () => {
  await using site = await startApi({ settings: nightSite() });
  // What a password costs to check is the accounts' business.
  site.accounts.checkPassword = async (user, given) => user === 'eva' && given === PASSWORD;
  const attempt = (user: string, password: string) =>
    site.nobody.send('POST', '/session', { user, password });
  for (let wrong = 0; wrong < 5; wrong++) {
    expect((await attempt('eva', 'wrong')).status).toBe(401);
    site.run.at += 1_000;
  }
  const sixth = await attempt('eva', PASSWORD);
  expect([sixth.status, sixth.body.code]).toEqual([429, 'too-many']);
  expect(sixth.headers.get('retry-after'), 'the first was 5 s ago').toBe('295');
  expect((await attempt('gina', 'wrong')).status, 'somebody else').toBe(401);
  site.run.at += 295_000;
  expect((await attempt('eva', PASSWORD)).status).toBe(200);
});

test('nobody sees anything but what is open, and a person who is gone is nobody', async () => {
  await using site = await startApi({ settings: nightSite() });
  for (const path of ['//healthz', '/site/info', '/openapi.json']) {
    expect((await site.nobody.get(path)).status, path).toBe(200);
  }
  for (const path of ['/site', '/alarms', '/me', '//metrics', '/stream', '/people']) {
    const reply = await site.nobody.get(path);
    expect([reply.status, reply.body.code], path).toEqual([401, 'unauthenticated']);
  }
  const stranger = site.asPerson('somebody-who-left');
  expect((await stranger.get('/alarms')).status).toBe(401);
});

test('a cookie alone changes nothing: without its CSRF token the answer is 403', async () => {
  await using site = await startApi({ settings: nightSite() });
  const { Cookie } = site.asPerson('eva').headers;
  const report = { playbook: 'flooding', area: 'corridor', source: 'phone' };
  const tryWith = (headers: Record<string, string>) =>
    site.nobody.send('POST', '/incidents', report, headers);
  for (const headers of [{ Cookie: Cookie! }, { Cookie: Cookie!, 'X-CSRF-Token': 'x' }]) {
    const reply = await tryWith(headers);
    expect([reply.status, reply.body.code]).toEqual([403, 'csrf']);
  }
  const me = await site.nobody.send('GET', '/me', undefined, { Cookie: Cookie! });
  const right = await tryWith({ Cookie: Cookie!, 'X-CSRF-Token': me.body.csrf });
  expect(right.status).toBe(201);
  expect((await site.asProgram('operator').send('POST', '/incidents', report)).status).toBe(201);
});

test('each access does what its row of the table says, and not the next one’s', async () => {
  await using site = await startApi({ settings: nightSite() });
  const fault = { fault: { mains: 'fails' } };
  const action = { action: { mains: 'returns' } };
  const report = { playbook: 'flooding', area: 'corridor', source: 'phone' };
  const newcomer = { id: 'new', name: { zh: '新', en: 'New' }, roles: [] };
  for (const [method, path, body, refused, allowed] of [
    ['POST', '/incidents', report, 'viewer', 'operator'],
    ['POST', '/simulation/faults', fault, 'operator', 'engineer'],
    ['POST', '/simulation/actions', action, 'operator', 'engineer'],
    ['GET', '/config', undefined, 'operator', 'engineer'],
    ['POST', '/config/reload', undefined, 'operator', 'engineer'],
    ['POST', '/people', newcomer, 'manager', 'admin'],
    ['POST', '/tokens', { name: 'meter-room', access: 'viewer' }, 'manager', 'admin'],
  ] as const) {
    const no = await site.asProgram(refused).send(method, path, body);
    expect([no.status, no.body.code], `${refused} ${path}`).toEqual([403, 'forbidden']);
    const yes = await site.asProgram(allowed).send(method, path, body);
    expect(yes.status, `${allowed} ${path}`).not.toBe(403);
  }
});

test('a token is shown once, knows its access and is no person', async () => {
  await using site = await startApi({ settings: nightSite() });
  const asked = { name: 'bms', access: 'operator' };
  const made = await site.asPerson('ada').send('POST', '/tokens', asked);
  expect(made.status).toBe(201);
  expect((await site.asPerson('ada').send('POST', '/tokens', asked)).status).toBe(409);
  const headers = { Authorization: `Bearer ${made.body.token}` };
  const me = await site.nobody.send('GET', '/me', undefined, headers);
  expect(me.body).toMatchObject({ user: 'token:bms', access: 'operator', roles: [], csrf: '' });
});

test('signing out ends the session', async () => {
  await using site = await startApi({ settings: nightSite() });
  const eva = site.asPerson('eva');
  expect((await eva.send('DELETE', '/session')).status).toBe(204);
  expect((await eva.get('/me')).status).toBe(401);
});

test('a taken port is said to be taken', async () => {
  await using site = await startApi({ settings: nightSite() });
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  await expect(site.api.listen('127.0.0.1', port)).rejects.toMatchObject({
    kind: 'port',
    message: expect.stringContaining(`127.0.0.1:${port}: another program listens there`),
  });
  await new Promise((resolve) => other.close(resolve));
});
