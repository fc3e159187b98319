/** Shows: plan O-5, F-7, F-8; practice P-52. */
import { expect, test } from 'vitest';
import { playbook, smallSite } from '../support/small-site.ts';
import { START, type StandIn, startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';
import { workSite } from './work-site.ts';

const version = Number.MAX_SAFE_INTEGER;
const DAY = 86_400_000;

/** A flooding of which homes and shops have been told. */
async function told(stand: StandIn) {
  stand.say({ 'W1.wet': true });
  const eva = stand.asPerson('eva');
  const [{ id }] = (await eva.get('/incidents')).body;
  await eva.send('POST', `/incidents/${id}/steps/F-7.tell`, { version, action: 'done' });
  const [notice] = (await eva.get(`/notices?incident=${id}`)).body;
  return { eva, id, notice };
}

test('what a notice would say and whom it would reach is seen before it is sent', async () => {
  await using stand = await startApi({ settings: nightSite() });
  stand.say({ 'W1.wet': true });
  const eva = stand.asPerson('eva');
  const [{ id }] = (await eva.get('/incidents')).body;
  const { steps } = (await eva.get(`/incidents/${id}`)).body;
  const step = steps.find((found: { key: string }) => found.key === 'F-7.tell');
  expect(step.notice).toMatchObject({ places: ['A'], units: 2, reachable: 1 });
});

test('a notice is followed to the last home: by channel, or told by hand', async () => {
  await using stand = await startApi({ settings: nightSite() });
  const { eva, notice } = await told(stand);
  expect(notice).toMatchObject({ counts: { waiting: 1, unreached: 1 }, coverage: 0 });
  const { body } = await eva.send('POST', `/notices/${notice.id}/told`, {
    units: ['U2'],
    via: 'door',
  });
  expect(body).toMatchObject({ counts: { waiting: 1, told: 1 }, coverage: 0.5 });
  expect(body.units[1]).toMatchObject({ unit: 'U2', state: 'told', via: 'door', by: 'eva' });
  const stranger = { units: ['U9'], via: 'door' };
  expect((await eva.send('POST', `/notices/${notice.id}/told`, stranger)).status).toBe(422);
});

test('its messages are not among those of the people on duty, and show no address', async () => {
  await using stand = await startApi({ settings: nightSite() });
  const { eva, id, notice } = await told(stand);
  const { body: notifications } = await eva.get(`/notifications?incident=${id}`);
  expect(notifications.map(({ role }: { role: string }) => role)).not.toContain('resident');
  expect(JSON.stringify([notice, notifications])).not.toContain('u1@x.test');
});

test('it is printed for the entrance in either language, as a page that runs nothing', async () => {
  await using stand = await startApi({ settings: nightSite() });
  const { eva, notice } = await told(stand);
  for (const [language, title] of [
    ['zh', '通告'],
    ['en', 'Notice'],
  ] as const) {
    const page = await eva.get(`/notices/${notice.id}/print?language=${language}`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.body).toContain(`<h1>${title}</h1>`);
    expect(page.body).toContain(notice.text[language]);
  }
  expect((await eva.get('/notices/T-9/print')).status).toBe(404);
});

test('who lives alone is told to who may see personal data, and that is journalled', async () => {
  await using stand = await startApi({ settings: nightSite() });
  const { eva, id } = await told(stand);
  expect((await eva.send('POST', `/incidents/${id}/vulnerable`)).status).toBe(403);
  const fred = stand.asPerson('fred');
  const { body } = await fred.send('POST', `/incidents/${id}/vulnerable`);
  expect(body).toMatchObject([{ unit: 'U2', why: { en: 'alone' } }]);
  const { timeline } = (await fred.get(`/incidents/${id}`)).body;
  expect(timeline.at(-1)).toMatchObject({ type: 'vulnerable-opened', actor: 'fred' });
});

test('an action: listed, refused where its reviewer is its owner, done, sent back', async () => {
  await using stand = await startApi({ settings: nightSite() });
  const { eva, id } = await told(stand);
  const action = { incident: id, text: 'a new seal', owner: 'eva', dueAt: START + DAY };
  const refused = await eva.send('POST', '/actions', { ...action, reviewer: 'eva' });
  expect(refused).toMatchObject({ status: 422, body: { detail: expect.stringContaining('owns') } });
  const { body } = await eva.send('POST', '/actions', { ...action, reviewer: 'fred' });
  expect(body).toMatchObject({ incident: id, state: 'open', overdue: false });
  const path = `/actions/${body.id}`;
  await eva.send('POST', `${path}/finish`, { version, note: 'renewed' });
  const reject = { version, accepted: false, note: 'it drips' };
  expect((await eva.send('POST', `${path}/review`, reject)).status).toBe(403);
  const { body: back } = await stand.asPerson('fred').send('POST', `${path}/review`, reject);
  expect(back.state).toBe('open');
  stand.goTo(2 * DAY);
  expect((await eva.get('/actions?open=true')).body).toMatchObject([
    { id: body.id, overdue: true },
  ]);
});

const WORK = smallSite({
  playbooks: [
    playbook([{ step: 'F-10(6).count', role: 'duty-engineer' }], {
      playbook: 'sandbags',
      opens: { check: '30d', at: '09:00' },
    }),
    playbook([{ step: 'F-1.look', role: 'duty-engineer' }]),
  ],
  people: {
    people: [
      { id: 'eva', name: { zh: 'e', en: 'e' }, roles: ['duty-engineer'], access: 'operator' },
    ],
    roster: [{ shift: 'day', from: '00:00', to: '00:00', on: { 'duty-engineer': ['eva'] } }],
    'next-role': {},
  },
});

test('a check is no incident: it is listed with the checks, and counted nowhere else', async () => {
  await using stand = await startApi({ settings: WORK });
  const eva = stand.asPerson('eva');
  const hour = 3_600_000;
  expect((await eva.get('/checks')).body).toMatchObject([
    { playbook: 'sandbags', everyMs: 30 * DAY, dueAt: START + hour, clauses: ['F-10(6)'], done: 0 },
  ]);
  stand.goTo(hour);
  const [check] = (await eva.get('/checks')).body;
  expect(check.open).toMatchObject({ about: 'check', source: 'schedule' });
  expect(check).not.toHaveProperty('dueAt');
  expect((await eva.get('/incidents')).body).toEqual([]);
  expect((await eva.get('/incidents?about=check')).body).toHaveLength(1);
  expect((await eva.get('//metrics')).body).toMatch(/incidents_open 0/);
});

test('a check may be done before its time, and is then due from there', async () => {
  await using stand = await startApi({ settings: WORK });
  const eva = stand.asPerson('eva');
  const started = await eva.send('POST', '/incidents', { playbook: 'sandbags', source: 'hand' });
  expect(started).toMatchObject({ status: 201, body: { about: 'check' } });
  const { id } = started.body;
  await eva.send('POST', `/incidents/${id}/steps/F-10(6).count`, { version, action: 'done' });
  await eva.send('POST', `/incidents/${id}/close`, { version, outcome: 'real' });
  const [check] = (await eva.get('/checks')).body;
  expect(check).toMatchObject({ done: 1, last: { id }, dueAt: START + 29 * DAY + 3_600_000 });
});

test('what hides alarms for its time is registered, and changed, by an engineer only', async () => {
  await using stand = await startApi({ settings: workSite() });
  const [eva, fred] = [stand.asPerson('eva'), stand.asPerson('fred')];
  const opening = { playbook: 'planned-outage', source: 'notice' };
  expect((await eva.send('POST', '/incidents', opening)).status).toBe(403);
  const { id } = (await fred.send('POST', '/incidents', opening)).body;
  const fields = { from: START + DAY, to: START + DAY + 3_600_000, places: ['A'] };
  const step = `/incidents/${id}/steps/O-1.register`;
  const done = { version, action: 'done', fields };
  expect((await eva.send('POST', step, done)).status).toBe(403);
  const { body } = await fred.send('POST', step, done);
  expect(body).toMatchObject({ about: 'planned', period: fields });
  const correction = { version, field: 'to', value: START + 2 * DAY, reason: 'x' };
  expect((await eva.send('POST', `/incidents/${id}/correct`, correction)).status).toBe(403);
  expect((await fred.send('POST', `/incidents/${id}/correct`, correction)).status).toBe(200);
});
