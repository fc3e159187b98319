/** Shows: practice P-41. */
import { expect, test } from 'vitest';
import { createCaller } from './caller.ts';
import { START, type StandIn, startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';

const REPORT = { playbook: 'flooding', area: 'corridor', source: 'phone' };
const PINS: Record<string, string> = { eva: '2580', fred: '0012345678', vic: '1111', ada: '9009' };
const YEAR_S = 365 * 86_400;

/** A desk's terminal. What a PIN costs to check is the accounts' business. */
async function startDesk() {
  const stand = await startApi({ settings: nightSite() });
  stand.accounts.checkPin = async (user, pin) => PINS[user] === pin;
  const made = await stand.asPerson('ada').send('POST', '/terminal', { name: '值班台' });
  return { stand, made, desk: deskOf(stand, made.headers.get('set-cookie')!, made.body.csrf) };
}

function deskOf({ base }: StandIn, setCookie: string, csrf: string) {
  const Cookie = setCookie.split(';')[0]!;
  return createCaller(base, { Cookie, 'X-CSRF-Token': csrf });
}

const badge = (user: string, pin = PINS[user]) => ({ 'X-Badge': `${user}:${pin}` });

test('an administrator makes the browser a terminal, and is signed out of it', async () => {
  await using stand = await startApi({ settings: nightSite() });
  const ada = stand.asPerson('ada');
  const made = await ada.send('POST', '/terminal', { name: '值班台' });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    user: `terminal:${made.body.terminal.id}`,
    terminal: { name: '值班台' },
    access: 'viewer',
    roles: [],
    personalData: false,
  });
  const cookie = made.headers.get('set-cookie')!;
  expect(cookie).toContain(`Max-Age=${YEAR_S}`);
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
  expect((await ada.get('/me')).status, 'the session of before').toBe(401);

  const desk = deskOf(stand, cookie, made.body.csrf);
  const me = await desk.get('/me');
  expect(me.body).toEqual(made.body);
  expect(me.headers.get('set-cookie'), 'for another year').toContain(`Max-Age=${YEAR_S}`);
});

test('only an administrator at a browser makes one, under a name of its own', async () => {
  await using stand = await startApi({ settings: nightSite() });
  const wanted = { name: 'desk' };
  const byManager = await stand.asPerson('gina').send('POST', '/terminal', wanted);
  expect([byManager.status, byManager.body.code]).toEqual([403, 'forbidden']);
  expect((await stand.asProgram('admin').send('POST', '/terminal', wanted)).status).toBe(403);
  expect((await stand.asPerson('ada').send('POST', '/terminal', wanted)).status).toBe(201);
  const again = await stand.asPerson('ada').send('POST', '/terminal', wanted);
  expect([again.status, again.body.code]).toEqual([409, 'conflict']);
  expect((await stand.asPerson('ada').get('/me')).status, 'whom a no does not sign out').toBe(200);
});

test('a terminal shows what a viewer sees, without anybody signed in', async () => {
  const { stand, desk } = await startDesk();
  await using _ = stand;
  for (const path of ['/site', '/alarms', '/incidents', '/duty', '/coverage']) {
    expect((await desk.get(path)).status, path).toBe(200);
  }
  const people = (await desk.get('/people')).body;
  expect(people[0]).not.toHaveProperty('reach');
  for (const path of ['/config', '/terminals']) {
    expect((await desk.get(path)).status, path).toBe(403);
  }
});

test('who acts at a terminal is the one whose PIN it is, in the journal too', async () => {
  const { stand, desk } = await startDesk();
  await using _ = stand;
  const reported = await desk.send('POST', '/incidents', REPORT, badge('eva'));
  expect(reported.status).toBe(201);
  const [opened] = stand.run.events.filter(({ type }) => type === 'incident-opened');
  expect(opened?.actor).toEqual({ person: 'eva' });
  const { id, version } = reported.body;
  await desk.send('POST', `/incidents/${id}/lead`, { version }, badge('fred'));
  expect((await desk.get(`/incidents/${id}`)).body.lead).toBe('fred');
});

test('without a right PIN nothing is changed, and a PIN is asked', async () => {
  const { stand, desk } = await startDesk();
  await using _ = stand;
  for (const [headers, why] of [
    [{}, 'no badge'],
    [{ 'X-Badge': 'eva' }, 'no PIN'],
    [{ 'X-Badge': ':2580' }, 'no person'],
    [badge('eva', '2581'), 'another PIN'],
    [badge('gina', '2580'), 'somebody without one'],
    [badge('nobody', '2580'), 'nobody of the people'],
  ] as const) {
    const reply = await desk.send('POST', '/incidents', REPORT, headers);
    expect([reply.status, reply.body.code], why).toEqual([401, 'unauthenticated']);
    expect(reply.body.detail, why).toContain('PIN');
  }
  const Cookie = desk.headers.Cookie!;
  const foreign = createCaller(stand.base, { Cookie });
  const forged = await foreign.send('POST', '/incidents', REPORT, badge('eva'));
  expect([forged.status, forged.body.code], 'another site’s page').toEqual([403, 'csrf']);
  expect((await desk.get('/incidents')).body).toEqual([]);
});

test('five wrong PINs of one person at one terminal, and the sixth try waits', async () => {
  const { stand, desk } = await startDesk();
  await using _ = stand;
  const made = await stand.asPerson('ada').send('POST', '/terminal', { name: 'gate' });
  const gate = deskOf(stand, made.headers.get('set-cookie')!, made.body.csrf);
  const tryAt = async (where: typeof desk, headers: Record<string, string>) =>
    (await where.send('POST', '/terminal/badge', undefined, headers)).status;
  for (let wrong = 0; wrong < 5; wrong++) {
    expect(await tryAt(desk, badge('eva', '0000'))).toBe(401);
    stand.run.at += 1_000;
  }
  const sixth = await desk.send('POST', '/incidents', REPORT, badge('eva'));
  expect([sixth.status, sixth.body.code]).toEqual([429, 'too-many']);
  expect(sixth.headers.get('retry-after'), 'the first was 5 s ago').toBe('295');
  expect(await tryAt(desk, badge('fred')), 'somebody else').toBe(200);
  expect(await tryAt(gate, badge('eva')), 'at another desk').toBe(200);
  stand.run.at += 295_000;
  expect(await tryAt(desk, badge('eva'))).toBe(200);
});

test('a PIN gives the person’s access for its call, and never an administrator’s', async () => {
  const { stand, desk } = await startDesk();
  await using _ = stand;
  const statusOf = async (user: string, path: string, body?: unknown) =>
    (await desk.send('POST', path, body, badge(user))).status;
  expect(await statusOf('vic', '/incidents', REPORT), 'a viewer').toBe(403);
  expect(await statusOf('eva', '/config/reload'), 'an operator').toBe(403);
  expect(await statusOf('fred', '/config/reload'), 'an engineer').toBe(200);
  expect(await statusOf('ada', '/config/reload')).toBe(200);
  expect(await statusOf('ada', '/tokens', { name: 'bms', access: 'admin' })).toBe(403);
  expect((await desk.get('/config')).status, 'and nothing stays behind').toBe(403);
});

test('personal answers are hidden at a terminal, but for the call of one who may', async () => {
  const { stand, desk } = await startDesk();
  await using _ = stand;
  const { id } = (await desk.send('POST', '/incidents', REPORT, badge('eva'))).body;
  const work = { version: Number.MAX_SAFE_INTEGER, action: 'answer', fields: { caller: 'Wang' } };
  const step = `/incidents/${id}/steps/F-1.report`;
  const byEva = (await desk.send('POST', step, work, badge('eva'))).body;
  expect(byEva.record.caller).toMatchObject({ value: null, hidden: true });
  const byFred = (await desk.send('POST', step, work, badge('fred'))).body;
  expect(byFred.record.caller).toMatchObject({ value: 'Wang' });
  expect((await desk.get(`/incidents/${id}`)).body.record.caller).toMatchObject({ hidden: true });
});

test('a repeat with the same key and badge gets the first answer again', async () => {
  const { stand, desk } = await startDesk();
  await using _ = stand;
  const key = { 'Idempotency-Key': '0b5f6f0e4d1c4c1f' };
  const send = (user: string) =>
    desk.send('POST', '/incidents', REPORT, { ...badge(user), ...key });
  const first = await send('eva');
  const again = await send('eva');
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(again.body).toEqual(first.body);
  expect((await send('fred')).headers.get('idempotency-replayed'), 'another’s').toBeNull();
});

test('terminals are listed and ended; nobody signs one out in passing', async () => {
  const { stand, desk, made } = await startDesk();
  await using _ = stand;
  const ada = stand.asPerson('ada');
  const { id } = made.body.terminal;
  expect((await ada.get('/terminals')).body).toEqual([
    { id, name: '值班台', since: START, usedAt: START },
  ]);
  const signOut = await desk.send('DELETE', '/session', undefined, badge('eva'));
  expect([signOut.status, signOut.body.code]).toEqual([403, 'forbidden']);
  const byManager = await stand.asPerson('gina').send('DELETE', `/terminals/${id}`);
  expect(byManager.status).toBe(403);
  expect((await desk.get('/me')).status).toBe(200);

  expect((await ada.send('DELETE', `/terminals/${id}`)).status).toBe(204);
  expect((await desk.get('/me')).status).toBe(401);
  expect((await ada.send('DELETE', `/terminals/${id}`)).status).toBe(404);
});

test('one sets one’s own PIN with the password; an administrator sets and takes any', async () => {
  await using stand = await startApi({ settings: nightSite() });
  const { accounts } = stand;
  accounts.checkPassword = async (user, given) => user === 'eva' && given === 'right password';
  const eva = stand.asPerson('eva');
  const set = (password: string, pin: string) =>
    eva.send('PUT', '/me/pin', { password, pin }).then(({ status }) => status);
  for (const [pin, status, why] of [
    ['123', 400, 'too short'],
    ['1234567890123', 204, 'a badge’s number'],
    ['E00401A1', 204, 'a badge’s number in hex'],
    ['abcd', 400, 'neither'],
    ['12:34', 400, 'no colon'],
    ['2580', 204, 'a PIN'],
  ] as const) {
    expect(await set('right password', pin), why).toBe(status);
  }
  expect(await accounts.checkPin('eva', '2580')).toBe(true);
  expect(await set('wrong', '1111')).toBe(403);
  expect(await accounts.checkPin('eva', '2580')).toBe(true);
  const program = stand.asProgram('admin').send('PUT', '/me/pin', { password: 'x', pin: '1111' });
  expect((await program).status).toBe(403);

  const ada = stand.asPerson('ada');
  const evaNow = async () =>
    (await ada.get('/people')).body.find(({ id }: { id: string }) => id === 'eva');
  const { version, hasPin } = await evaNow();
  expect(hasPin).toBe(true);
  const taken = await ada.send('PATCH', '/people/eva', { version, pin: null });
  expect(taken.body.hasPin).toBe(false);
  expect(await accounts.checkPin('eva', '2580')).toBe(false);
  await ada.send('PATCH', '/people/eva', { version: (await evaNow()).version, pin: '7410' });
  expect(await accounts.checkPin('eva', '7410')).toBe(true);
});
