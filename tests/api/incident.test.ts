import { expect, test } from 'vitest';
import { START, type StandIn, startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';
import { DOT_PNG } from './photos.ts';

/** A wet zone opens an incident; its id. */
async function flood(site: StandIn): Promise<string> {
  site.say({ 'W1.wet': true });
  const open = await site.asPerson('vic').get('/incidents?open=true');
  return open.body[0].id;
}

const step = (reply: { body: { steps: { key: string }[] } }, key: string) =>
  reply.body.steps.find((found) => found.key === key);

test('an incident shows its steps, what is due or missing, and suggestions', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await flood(site);
  site.goTo(61_000);
  const { body } = await site.asPerson('vic').get(`/incidents/${id}`);
  expect(body).toMatchObject({
    hazard: 'flooding',
    place: { en: 'Leak 1' },
    state: 'open',
    evidence: 'suspected',
    openedAt: START,
    stepsDone: 0,
    stepsTotal: 6,
    completeness: 0,
    unanswered: true,
    alarms: ['wet@W1'],
    missing: expect.arrayContaining([{ kind: 'field', id: 'foundAt' }]),
  });
  expect(body.due[0], 'the soonest first').toMatchObject({
    key: 'F-1.report',
    dueAt: START + 60_000,
    late: true,
  });
  expect(step({ body }, 'F-1.report')).toMatchObject({
    state: 'active',
    fields: ['foundAt', 'caller', 'photos', 'faces'],
    suggestions: { foundAt: START },
  });
  expect(step({ body }, 'F-2.cut-power')).toMatchObject({
    guard: 'unknown',
    held: { en: 'See first that the car is empty' },
  });
  expect(step({ body }, 'F-3.consent')).toMatchObject({ do: 'approve', by: ['general-manager'] });
  expect(step({ body }, 'F-4.later')).toMatchObject({ state: 'pending', after: ['F-1.report'] });
  expect(step({ body }, 'F-5.empty')).toMatchObject({ suggestions: { carEmpty: 'yes' } });
  const types = body.timeline.map(({ type }: { type: string }) => type);
  expect(types.slice(0, 2)).toEqual(['alarm-raised', 'incident-opened']);
  expect(types).toContain('step-late');
});

test('an old version is refused, and says who was first', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await flood(site);
  const seen = (await site.asPerson('eva').get('/alarms')).body[0];
  const path = `/alarms/${encodeURIComponent(seen.id)}/acknowledge`;
  site.goTo(5_000);
  const done = await site.asPerson('eva').send('POST', path, { version: seen.version });
  expect(done.body).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'eva' });
  const late = await site.asPerson('fred').send('POST', path, { version: seen.version });
  expect(late.status).toBe(409);
  expect(late.body).toMatchObject({ code: 'conflict', first: { by: 'eva', at: START + 5_000 } });
  expect(late.headers.get('content-type')).toMatch(/^application\/problem\+json/);

  const { version } = (await site.asPerson('eva').get(`/incidents/${id}`)).body;
  await site.asPerson('fred').send('POST', `/incidents/${id}/lead`, { version });
  const stale = await site.asPerson('eva').send('POST', `/incidents/${id}/lead`, { version });
  expect([stale.status, stale.body.code]).toEqual([409, 'conflict']);
  const none = await site.asPerson('eva').send('POST', `/incidents/${id}/lead`, {});
  expect([none.status, none.body.code]).toEqual([400, 'invalid']);
  expect(none.body.detail).toMatch(/body\.version/);
});

test('a guard that is not known true holds, and says why in both languages', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await flood(site);
  const eva = site.asPerson('eva');
  const work = async (name: string, body: object) => {
    const { version } = step(await eva.get(`/incidents/${id}`), name) as unknown as {
      version: number;
    };
    return eva.send('POST', `/incidents/${id}/steps/${name}`, { version, ...body });
  };
  const held = await work('F-2.cut-power', { action: 'done' });
  expect(held.status).toBe(423);
  expect(held.body).toMatchObject({
    code: 'held',
    held: { zh: 'See first that the car is empty。', en: 'See first that the car is empty' },
  });
  const answered = await work('F-5.empty', { action: 'done', value: 'yes' });
  expect(step(answered, 'F-2.cut-power')).toMatchObject({ guard: 'met' });
  const cut = await work('F-2.cut-power', { action: 'done', onBehalfOf: 'gina', via: 'radio' });
  expect(step(cut, 'F-2.cut-power')).toMatchObject({
    state: 'done',
    doneBy: 'eva',
    onBehalfOf: 'gina',
    via: 'radio',
  });
  const texts = cut.body.timeline.map(({ text }: { text: { en: string } }) => text.en);
  expect(texts).toContain('eva: the guard held F-2.cut-power');
  expect(texts).toContain('eva (for gina): done F-2.cut-power');
  const someone = await work('F-4.later', { action: 'done', onBehalfOf: 'nobody-here' });
  expect([someone.status, someone.body.code]).toEqual([422, 'invalid']);
});

test('what an act brought about by itself is not said to be the act of a person', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await flood(site);
  const eva = site.asPerson('eva');
  const { version } = (await eva.get(`/incidents/${id}`)).body;
  const done = await eva.send('POST', `/incidents/${id}/steps/F-1.report`, {
    version,
    action: 'done',
    fields: { foundAt: START },
  });
  const said = (type: string) =>
    done.body.timeline.findLast((entry: { type: string }) => entry.type === type);
  expect(said('step-done')).toMatchObject({ actor: 'eva', text: { en: 'eva: done F-1.report' } });
  expect(said('step-due').text.en).toMatch('F-4.later');
  expect(said('step-due')).not.toHaveProperty('actor');
});

test('consent is given by those who hold the role, whatever their access', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await flood(site);
  const { body } = await site.asPerson('eva').get(`/incidents/${id}`);
  const approve = { version: body.version, action: 'approve' };
  const path = `/incidents/${id}/steps/F-3.consent`;
  const no = await site.asPerson('ada').send('POST', path, approve);
  expect([no.status, no.body.code]).toEqual([403, 'forbidden']);
  const yes = await site.asPerson('gina').send('POST', path, approve);
  expect(step(yes, 'F-3.consent')).toMatchObject({ outcome: 'approved', doneBy: 'gina' });
});

test('an incomplete incident cannot be closed as real; as false only by a manager', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await flood(site);
  const { version } = (await site.asPerson('eva').get(`/incidents/${id}`)).body;
  const close = (user: string, body: object) =>
    site.asPerson(user).send('POST', `/incidents/${id}/close`, { version, ...body });
  const real = await close('eva', { outcome: 'real' });
  expect([real.status, real.body.code]).toEqual([422, 'incomplete']);
  expect(real.body.missing).toContainEqual({ kind: 'step', id: 'F-2.cut-power' });
  expect(real.body.missing).toContainEqual({ kind: 'field', id: 'foundAt' });
  const notHis = await close('eva', { outcome: 'false', reason: 'a spilt bucket' });
  expect([notHis.status, notHis.body.code]).toEqual([403, 'forbidden']);
  const lacking = await close('eva', { outcome: 'real', incomplete: true, reason: 'lost' });
  expect([lacking.status, lacking.body.code], 'the manager says so').toEqual([403, 'forbidden']);
  const noReason = await close('gina', { outcome: 'false' });
  expect([noReason.status, noReason.body.code]).toEqual([422, 'invalid']);
  const closed = await close('gina', { outcome: 'false', reason: 'a spilt bucket' });
  expect(closed.body).toMatchObject({ state: 'closed', outcome: 'false', missing: [] });
  expect(closed.body).toMatchObject({ closingReason: 'a spilt bucket', lacking: [] });
  expect((await site.asPerson('eva').get('/incidents?open=true')).body).toEqual([]);
  site.goTo(3_600_000);
  const later = (await site.asPerson('eva').get(`/incidents/${id}`)).body;
  const late = [...later.steps, ...later.ledger].filter((each: { late: boolean }) => each.late);
  expect(late, 'what was left open waits for nobody any more').toEqual([]);
});

test('a personal answer is not in the journal; only those with the right see it', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await flood(site);
  const eva = site.asPerson('eva');
  const answer = async (fields: object) => {
    const { version } = (await eva.get(`/incidents/${id}`)).body;
    return eva.send('POST', `/incidents/${id}/steps/F-1.report`, {
      version,
      action: 'answer',
      fields,
    });
  };
  const own = await answer({ caller: 'Wang, 13800000000' });
  expect(own.body.record.caller).toMatchObject({ value: null, hidden: true, by: 'eva' });
  const fred = await site.asPerson('fred').get(`/incidents/${id}`);
  expect(fred.body.record.caller).toMatchObject({ value: 'Wang, 13800000000' });
  expect((await site.asPerson('ada').get(`/incidents/${id}`)).body.record.caller.hidden).toBe(true);
  expect(JSON.stringify(site.run.events)).not.toMatch(/13800000000/);

  const wrong = await answer({ caller: 42 });
  expect([wrong.status, wrong.body.code]).toEqual([422, 'invalid']);
  const forged = await answer({ caller: { personal: 'x', hash: 'y' } });
  expect(forged.status, 'a reference cannot be sent').toBe(400);
});

test('a correction keeps what stood there before, also after the end', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await flood(site);
  const eva = site.asPerson('eva');
  const version = async () => (await eva.get(`/incidents/${id}`)).body.version;
  const fields = { foundAt: START - 60_000 };
  const work = { version: await version(), action: 'answer', fields };
  await eva.send('POST', `/incidents/${id}/steps/F-1.report`, work);
  const close = { version: await version(), outcome: 'test', reason: 'test' };
  await site.asPerson('gina').send('POST', `/incidents/${id}/close`, close);
  site.goTo(60_000);
  const corrected = await eva.send('POST', `/incidents/${id}/correct`, {
    version: await version(),
    field: 'foundAt',
    value: START - 120_000,
    reason: 'the clock on the wall was slow',
  });
  expect(corrected.body.record.foundAt).toMatchObject({
    value: START - 120_000,
    corrections: [{ value: START - 60_000, by: 'eva', reason: 'the clock on the wall was slow' }],
  });
  expect(corrected.body.timeline.at(-1)).toMatchObject({
    type: 'field-corrected',
    at: START + 60_000,
    text: { en: 'eva: corrected foundAt (the clock on the wall was slow)' },
  });
  const report = await eva.get(`/incidents/${id}/report?format=json`);
  expect(report.body).toMatchObject({ generatedAt: START + 60_000, incident: { id } });
  expect((await eva.get(`/incidents/${id}/report?format=pdf`)).status).toBe(400);
});

test('a photo is known by its content, and seen only where a field names it', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await flood(site);
  const eva = site.asPerson('eva');
  const path = `/incidents/${id}/attachments`;
  const stored = await eva.send('POST', path, DOT_PNG, { 'Content-Type': 'text/plain' });
  expect(stored.status).toBe(201);
  expect(stored.body).toMatchObject({ type: 'image/png', bytes: DOT_PNG.length });
  expect((await eva.send('POST', path, DOT_PNG)).body.id, 'the same again').toBe(stored.body.id);
  const other = await eva.send('POST', path, 'GIF89a not for us');
  expect([other.status, other.body.code]).toEqual([415, 'invalid']);

  const photo = `${path}/${stored.body.id}`;
  expect((await eva.get(photo)).status, 'no field names it yet').toBe(404);
  const { version } = (await eva.get(`/incidents/${id}`)).body;
  const fields = { photos: [stored.body.id] };
  await eva.send('POST', `/incidents/${id}/steps/F-1.report`, {
    version,
    action: 'answer',
    fields,
  });
  const shown = await fetch(`${site.base}/api/v1${photo}`, { headers: eva.headers });
  expect(shown.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(DOT_PNG);
  const outside = `${path}/..%2f..%2faccounts.sqlite`;
  expect((await eva.get(outside)).status).toBe(404);
});

test('a photo of a personal field is for those with the right', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await flood(site);
  const eva = site.asPerson('eva');
  const path = `/incidents/${id}/attachments`;
  const stored = await eva.send('POST', path, DOT_PNG);
  const { version } = (await eva.get(`/incidents/${id}`)).body;
  const fields = { faces: [stored.body.id] };
  await eva.send('POST', `/incidents/${id}/steps/F-1.report`, {
    version,
    action: 'answer',
    fields,
  });
  const seenBy = async (user: string) =>
    (await site.asPerson(user).get(`${path}/${stored.body.id}`)).status;
  expect(await seenBy('fred')).toBe(200);
  expect(await seenBy('ada'), 'no access includes the right').toBe(404);
});

test('who was told answers for himself, and `coming` stops the ringing', async () => {
  await using site = await startApi({ settings: nightSite() });
  const id = await flood(site);
  const told = (await site.asPerson('eva').get(`/notifications?incident=${id}`)).body;
  const first = told.find((found: { role: string }) => found.role === 'duty-engineer');
  expect(first).toMatchObject({
    text: { en: 'flooding · Leak 1' },
    recipients: [{ person: 'eva', name: { en: 'eva' }, channel: 'console', attempts: 0 }],
    escalation: { state: 'open', role: 'duty-engineer' },
  });
  const path = `/notifications/${first.id}/answer`;
  const stranger = await site.asPerson('vic').send('POST', path, { answer: 'coming' });
  expect([stranger.status, stranger.body.code]).toEqual([403, 'forbidden']);
  const coming = await site.asPerson('eva').send('POST', path, { answer: 'coming' });
  expect(coming.body).toMatchObject({
    answers: [{ person: 'eva', answer: 'coming' }],
    escalation: { state: 'answered', answeredBy: 'eva' },
  });
  const calls = (await site.asPerson('eva').get(`/notifications?incident=${id}`)).body;
  expect(calls, 'the manager is still rung for his consent').toContainEqual(
    expect.objectContaining({
      role: 'general-manager',
      escalation: expect.objectContaining({ state: 'open' }),
    }),
  );
  const { body } = await site.asPerson('eva').get(`/incidents/${id}`);
  expect(body.unanswered, 'but somebody has answered').toBe(false);
});
