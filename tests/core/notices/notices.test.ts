/** Shows: plan O-1, O-5, F-7, O-11(2); practice P-52. */
import { expect, test } from 'vitest';
import type { FieldValue } from '../../../src/core/incidents/events.ts';
import { untoldIn } from '../../../src/core/notices/notice.ts';
import { type Run, runCore } from '../../support/core-run.ts';
import { playbook, smallSite } from '../../support/small-site.ts';

const S = 1_000;
const MIN = 60 * S;
const text = (words: string) => ({ zh: words, en: words });

const UNITS = [
  { id: 'A1', kind: 'household', in: 'A', name: text('A1'), reach: { sms: '13800000001' } },
  { id: 'A2', kind: 'household', in: 'A', name: text('A2'), vulnerable: text('lives alone') },
  { id: 'B1', kind: 'shop', in: 'B', name: text('B1'), reach: { sms: '13800000002' } },
  {
    id: 'B2',
    kind: 'shop',
    in: 'B',
    'fed-by': 'L1',
    name: text('B2'),
    reach: { sms: '1', mail: '2' },
  },
] as const;

const STEPS = [
  {
    step: 'F-7.tell',
    do: 'notice',
    message: 'water',
    words: 'words',
    places: 'where',
    role: 'duty-engineer',
    repeat: '30m',
    until: 'answered(record.end)',
    due: '15m',
  },
  { step: 'F-9.end', do: 'form', fields: ['end'], role: 'duty-engineer' },
];
const RECORD = { words: {}, where: { type: 'places' as const }, end: {} };

function flooded(units: readonly (typeof UNITS)[number][] = UNITS) {
  const run = runCore(
    smallSite({ playbooks: [playbook(STEPS, { onePer: 'building', record: RECORD })], units }),
  );
  const command = { do: 'report-incident', playbook: 'flooding', area: 'A' } as const;
  run.tell(0, 'eva', { ...command, source: 'phone' });
  return { run, incident: run.of('incident-opened')[0]!.data.incident };
}

function tell(run: Run, at: number, incident: string, fields: Record<string, FieldValue> = {}) {
  run.goTo(at);
  const step = { do: 'step', incident, step: 'F-7.tell', action: 'done' } as const;
  return run.tell(at, 'eva', { ...step, fields, version: run.state.seq });
}

const noticeOf = (run: Run) => Object.values(run.state.notices.notices).at(-1)!;

test('a notice goes to each home and shop of the place by each of its channels', () => {
  const { run, incident } = flooded();
  expect(tell(run, 10 * S, incident, { words: 'use the east gate' })).toBeUndefined();
  expect(run.of('notice-issued')[0]!.data).toMatchObject({
    places: ['A'],
    template: 'water',
    parameters: { words: 'use the east gate', place: { en: 'Tower A' } },
    units: [
      { unit: 'A1', channels: ['sms'] },
      { unit: 'A2', channels: [] },
    ],
  });
  expect(run.of('notification-requested').at(-1)!.data.recipients).toEqual([
    { person: 'unit:A1', channel: 'sms' },
  ]);
});

test('no event holds an address', () => {
  const { run, incident } = flooded();
  tell(run, 10 * S, incident, { where: ['A', 'L1'] });
  const said = run.events.filter(({ type }) => type !== 'people-set');
  expect(JSON.stringify(said)).not.toContain('138000');
});

test('its places may be named: an area with all in it, an asset with all it feeds', () => {
  const { run, incident } = flooded();
  tell(run, 10 * S, incident, { where: ['MAIN'] });
  expect(Object.keys(noticeOf(run).units), 'B2 hangs on L1, L1 on MAIN').toEqual(['B2']);
});

test('who knows is counted: delivered, told by hand, refused, or nobody yet', () => {
  const { run, incident } = flooded();
  tell(run, 10 * S, incident, { where: ['A', 'L1'] });
  const notification = run.of('notification-requested').at(-1)!.data.notification;
  const said = { type: 'delivery', notification, attempt: 1 } as const;
  run.input(20 * S, { ...said, person: 'unit:A1', channel: 'sms', result: 'delivered' });
  run.input(21 * S, { ...said, person: 'unit:B2', channel: 'sms', result: 'refused', reason: 'x' });
  expect(untoldIn(run.state.notices, incident)).toBe(2);
  run.input(22 * S, { ...said, person: 'unit:B2', channel: 'mail', result: 'delivered' });
  const notice = noticeOf(run).id;
  run.tell(60 * S, 'eva', { do: 'tell-units', notice, units: ['A2'], via: 'door' });
  expect(noticeOf(run).units).toEqual({
    A1: { channels: ['sms'], deliveredAt: 20 * S },
    A2: { channels: [], told: { via: 'door', at: 60 * S, by: 'eva' } },
    B2: { channels: ['sms', 'mail'], deliveredAt: 22 * S },
  });
  expect(untoldIn(run.state.notices, incident)).toBe(0);
  expect(run.state.incidents.incidents[incident]!.moments.told).toBeUndefined();
});

test('a notice with nobody to tell is refused, and nothing is sent', () => {
  const { run, incident } = flooded([UNITS[2]]);
  expect(tell(run, 10 * S, incident)).toMatchObject({
    kind: 'invalid',
    message: 'nobody to tell: no home or shop is registered in A',
  });
  expect(run.of('notice-issued')).toEqual([]);
  expect(run.of('fields-answered')).toEqual([]);
});

test('a site without a register still posts its notice', () => {
  const { run, incident } = flooded([]);
  expect(tell(run, 10 * S, incident)).toBeUndefined();
  expect(noticeOf(run).units).toEqual({});
});

test('it is due again each half hour until the end is answered', () => {
  const { run, incident } = flooded();
  tell(run, 10 * MIN, incident);
  expect(tell(run, 40 * MIN, incident)).toBeUndefined();
  expect(run.of('notice-issued')).toHaveLength(2);
  const state = () => run.state.incidents.incidents[incident]!.steps['F-7.tell']!;
  expect(state().dueAt).toBe(70 * MIN);
  const end = { do: 'step', incident, step: 'F-9.end', action: 'done' } as const;
  run.tell(50 * MIN, 'eva', { ...end, fields: { end: 'dry' }, version: run.state.seq });
  expect(state().state).toBe('done');
});

test('who lives alone is looked up in an emergency only, and that is journalled', () => {
  const { run, incident } = flooded();
  expect(run.tell(10 * S, 'fred', { do: 'open-vulnerable', incident })).toBeUndefined();
  expect(run.of('vulnerable-opened')[0]).toMatchObject({ actor: { person: 'fred' } });
  const close = { do: 'close-incident', incident, outcome: 'test', reason: 'x' } as const;
  run.tell(20 * S, 'eva', { ...close, version: run.state.seq });
  expect(run.tell(30 * S, 'fred', { do: 'open-vulnerable', incident })).toMatchObject({
    kind: 'forbidden',
  });
});

test.each([
  [['A1', 'C9'], 'C9 is not among those of notice'],
  [[], 'name at least one home or shop'],
])('telling %j by hand is refused: %s', (units, message) => {
  const { run, incident } = flooded();
  tell(run, 10 * S, incident);
  const command = { do: 'tell-units', notice: noticeOf(run).id, units, via: 'phone' } as const;
  expect(run.tell(20 * S, 'eva', command)?.message).toContain(message);
});
