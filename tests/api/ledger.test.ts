import { expect, test } from 'vitest';
import { START, type StandIn, startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

async function closeAs(site: StandIn, outcome: string): Promise<void> {
  const gina = site.asPerson('gina');
  const [{ id, version }] = (await gina.get('/incidents?open=true')).body;
  const reason = 'nothing there';
  await gina.send('POST', `/incidents/${id}/close`, { version, outcome, reason });
}

/** One flooding that was false, an hour later one that eva answers after two minutes. */
async function twoFloodings(site: StandIn): Promise<void> {
  site.say({ 'W1.wet': true });
  await closeAs(site, 'false');
  site.say({ 'W1.wet': false }, MINUTE);
  site.say({ 'W1.wet': true }, HOUR);
  const eva = site.asPerson('eva');
  const [{ id }] = (await eva.get('/incidents?open=true')).body;
  const told = (await eva.get(`/notifications?incident=${id}`)).body.find(
    ({ recipients }: { recipients: { person: string }[] }) =>
      recipients.some(({ person }) => person === 'eva'),
  );
  site.goTo(2 * MINUTE);
  await eva.send('POST', `/notifications/${told.id}/answer`, { answer: 'coming' });
}

test('the ledger covers the incidents that opened in a period, by default of 90 days', async () => {
  await using site = await startApi({ settings: nightSite() });
  await twoFloodings(site);
  const vic = site.asPerson('vic');
  const { body } = await vic.get('/ledger');
  const now = START + HOUR + 3 * MINUTE;
  expect([body.from, body.to]).toEqual([now - 90 * DAY, now]);
  expect(body.playbooks).toHaveLength(1);
  expect(body.playbooks[0]).toMatchObject({ incidents: 1, open: 1, apart: { false: 1, test: 0 } });
  const spread = { p50: 2 * MINUTE, p90: 2 * MINUTE, p99: 2 * MINUTE, worst: 2 * MINUTE };
  // The rule of the night wants an answer within three minutes.
  expect(body.playbooks[0].moments).toContainEqual({
    moment: 'answered',
    text: { zh: '首次应答', en: 'First answer' },
    count: 1,
    never: 0,
    limited: 1,
    late: 0,
    afterMs: spread,
  });

  const from = new Date(START + MINUTE).toISOString();
  const later = (await vic.get(`/ledger?from=${from}`)).body.playbooks[0];
  expect(later).toMatchObject({ incidents: 1, apart: { false: 0, test: 0 } });
  const earlier = (await vic.get(`/ledger?to=${START}`)).body.playbooks[0];
  expect(earlier).toMatchObject({ incidents: 0, apart: { false: 1, test: 0 } });
  expect((await vic.get(`/ledger?to=${START - 1}`)).body.playbooks).toEqual([]);
});

test('a period that runs backwards is refused, and so is one that is no time', async () => {
  await using site = await startApi({ settings: nightSite() });
  const vic = site.asPerson('vic');
  const reversed = await vic.get(`/ledger?from=${START}&to=${START - 1}`);
  expect([reversed.status, reversed.body.code]).toEqual([422, 'invalid']);
  expect((await vic.get('/ledger?from=yesterday')).status).toBe(400);
});
