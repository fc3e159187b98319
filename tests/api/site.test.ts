import { expect, test } from 'vitest';
import { START, startApi } from './gateway-stand-in.ts';
import { nightSite } from './night-site.ts';

test('the site, its assets and their signals, with units and derived signals', async () => {
  await using site = await startApi({ settings: nightSite() });
  site.say({ 'S1.levelM': 1.2 });
  const vic = site.asPerson('vic');
  const { body } = await vic.get('/site');
  expect(body).toMatchObject({
    id: 'small',
    simulated: true,
    version: '0.0.0',
    spreads: [
      ['pump-room', 'corridor'],
      ['corridor', 'switch-room'],
    ],
    playbooks: [{ id: 'flooding', hazard: 'flooding' }],
    roles: { 'duty-leader': { zh: '值班领导' } },
  });
  expect(body.areas[1]).toEqual({
    id: 'pump-room',
    kind: 'room',
    in: 'A',
    floor: -2,
    name: { zh: 'Pump room', en: 'Pump room' },
  });
  expect((await vic.get('/assets/MAIN')).body).toMatchObject({ attributes: { place: 'incomer' } });
  expect((await vic.get('/assets/L1')).body).toMatchObject({ fedBy: 'MAIN', area: 'A' });
  const level = (await vic.get('/signals?asset=S1')).body[0];
  expect(level).toMatchObject({ signal: 'levelM', value: 1.2, unit: 'm', at: START });
  const lifts = (await vic.get('/signals?kind=lift')).body;
  expect(lifts[0]).toMatchObject({ quality: 'bad', reason: 'not-heard-yet', value: null, at: 0 });
});

test('a device that no driver speaks of is not up', async () => {
  await using site = await startApi({ settings: nightSite() });
  const { body } = await site.asPerson('vic').get('/devices');
  const byId = new Map(body.map((device: { id: string }) => [device.id, device]));
  expect(byId.get('box-L1')).toMatchObject({ up: true, lastHeardAt: START, roundTripMs: 12 });
  expect(byId.get('box-L2')).toMatchObject({ up: false, reason: 'refused' });
  expect(byId.get('box-W1')).toMatchObject({ up: false, cause: 'not-heard-yet' });
});

test('coverage tells what is watched, half seen, blind, and what nobody watches', async () => {
  const settings = nightSite();
  const sources = settings.sources.filter(({ asset }) => asset !== 'W3');
  await using site = await startApi({ settings: { ...settings, sources } });
  site.goTo(10_000);
  site.say({ 'W1.wet': false, 'L1.doors': 'closed' });
  const rows = (await site.asPerson('vic').get('/coverage')).body;
  const row = (rule: string, asset: string) =>
    rows.find(
      (found: { rule: string; asset: string }) => found.rule === rule && found.asset === asset,
    );
  for (const [rule, asset, state, why] of [
    ['wet', 'W1', 'watched', 'heard and good'],
    ['wet', 'W2', 'blind', 'not heard yet'],
    ['wet', 'W3', 'unwatched', 'no device is there'],
    ['doors', 'L1', 'degraded', 'closed doors are enough to say no; movement is not heard'],
  ] as const) {
    expect(row(rule, asset)?.state, why).toBe(state);
  }
  expect(row('wet', 'W2').what).toEqual(settings.rules[0]!.rule.text.what);
  expect(row('wet', 'W2').because).toEqual([
    { signal: 'wet', quality: 'bad', reason: 'not-heard-yet' },
  ]);
});

test('a rule about what no device of the asset says is unwatched, not blind for ever', async () => {
  const settings = nightSite();
  const sources = settings.sources.map((source) =>
    source.asset === 'W2' ? { ...source, signals: [] } : source,
  );
  await using site = await startApi({ settings: { ...settings, sources } });
  site.goTo(10_000);
  const rows = (await site.asPerson('vic').get('/coverage')).body;
  expect(rows).toContainEqual(expect.objectContaining({ asset: 'W2', state: 'unwatched' }));
});

test('an asset of a hazard’s kind that no rule of it looks at is unwatched', async () => {
  const settings = nightSite();
  const rules = settings.rules.map(({ rule, hash }) => {
    const isFlooding = rule.rule === 'wet';
    return {
      rule: isFlooding
        ? { ...rule, each: 'meter', when: 'false', where: "meter.place == 'incomer'" }
        : rule,
      hash,
    };
  });
  const second = { ...settings.site.assets[0]!, id: 'SUB', place: 'feeder' };
  const assets = [...settings.site.assets, second];
  await using site = await startApi({
    settings: { ...settings, rules, site: { ...settings.site, assets } },
  });
  const rows = (await site.asPerson('vic').get('/coverage')).body;
  expect(rows).toContainEqual({
    asset: 'SUB',
    rule: '',
    hazard: 'flooding',
    state: 'unwatched',
    because: [],
  });
});

test('readings are asked for by time and step, and an enum answers in shares', async () => {
  const asked: unknown[] = [];
  const row = {
    at: START,
    min: null,
    mean: null,
    max: null,
    last: 'open',
    quality: 'good',
  } as const;
  await using site = await startApi({
    settings: nightSite(),
    async readings(query) {
      asked.push(query);
      return [{ ...row, times: { open: 45_000, closed: 15_000 } }];
    },
  });
  const vic = site.asPerson('vic');
  const base = '/readings?asset=L1&signal=doors';
  const { body } = await vic.get(`${base}&from=2026-11-23T07:00:00Z&to=${START}&step=1m`);
  expect(body).toEqual([{ ...row, shares: { open: 0.75, closed: 0.25 } }]);
  await vic.get(base);
  const hour = { asset: 'L1', signal: 'doors', from: START - 3_600_000, to: START };
  expect(asked).toEqual([
    { ...hour, step: 60_000 },
    { ...hour, step: 12_000 },
  ]);
  expect((await vic.get('/readings?asset=L1&signal=wet')).status, 'no such signal').toBe(404);
  expect((await vic.get(`${base}&step=10ms`)).status).toBe(400);
});

test('metrics and health are what Prometheus and a load balancer want', async () => {
  await using site = await startApi({ settings: nightSite() });
  site.say({ 'W1.wet': true });
  const { body, headers } = await site.asProgram('viewer').get('//metrics');
  expect(headers.get('content-type')).toMatch(/^text\/plain; version=0.0.4/);
  const lines = body.split('\n');
  for (const line of [
    'dutywatch_events_total{type="alarm-raised"} 1',
    'dutywatch_alarms{state="unacknowledged"} 1',
    'dutywatch_incidents_open 1',
    'dutywatch_devices{link="down"} 1',
    'dutywatch_device_errors_total{device="box-L1",kind="timeout"} 2',
    'dutywatch_outbox_pending{channel="console"} 3',
    'dutywatch_outbox_dead{channel="console"} 1',
  ]) {
    expect(lines).toContain(line);
  }
  site.health.status = 'failing';
  site.health.reasons.push('journal: disk full');
  const sick = await site.nobody.get('//healthz');
  expect([sick.status, sick.body.reasons]).toEqual([503, ['journal: disk full']]);
});

test('a reload that finds mistakes answers with each place and changes nothing', async () => {
  const problem = { file: 'site.yaml', line: 3, column: 5, path: 'site.id', message: 'missing' };
  const found = { hash: 'h', loadedAt: START, files: [], problems: [problem] };
  await using site = await startApi({
    settings: nightSite(),
    config: { reload: async () => found },
  });
  const reply = await site.asProgram('engineer').send('POST', '/config/reload');
  expect(reply.status).toBe(422);
  expect(reply.body).toMatchObject({ code: 'invalid', problems: [problem] });
});
