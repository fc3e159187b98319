/** A site with work before and after an emergency: a planned outage, a check, an aftermath. */
import type { CoreSettings } from '../../src/core/settings.ts';
import { person, playbook, rule, shift, smallSite } from '../support/small-site.ts';
import { START, type StandIn } from './gateway-stand-in.ts';

export const MIN = 60_000;
export const HOUR = 60 * MIN;
export const DAY = 24 * HOUR;
/** Nothing is newer than this. */
const version = Number.MAX_SAFE_INTEGER;
const text = (words: string) => ({ zh: `${words}。`, en: words });

const FLOODING = playbook(
  [
    { step: 'F-1.dry', role: 'duty-engineer' },
    { step: 'F-7.tell', do: 'notice', message: 'tell', role: 'duty-engineer' },
    { step: 'F-8.review', role: 'duty-engineer', after: ['F-1.dry'] },
  ],
  { over: ['F-1.dry'] },
);

const PLANNED = playbook(
  [
    {
      step: 'O-1.register',
      do: 'form',
      fields: ['places', 'from', 'to', 'present'],
      role: 'duty-engineer',
    },
  ],
  {
    playbook: 'planned-outage',
    opens: { planned: 'planned-outage' },
    period: { from: 'from', to: 'to', places: 'places' },
    record: {
      places: { type: 'places', required: true },
      from: { type: 'time', ahead: true, required: true },
      to: { type: 'time', ahead: true, required: true },
      present: { type: 'people' },
    },
  },
);

const CHECK = playbook([{ step: 'F-10(6).count', role: 'duty-engineer' }], {
  playbook: 'sandbags',
  opens: { check: 'on-demand' },
});

export function workSite(): CoreSettings {
  return smallSite({
    rules: [
      rule({ raises: { hazard: 'flooding', evidence: 'suspected', priority: 'high' } }),
      rule({
        rule: 'dead',
        each: 'meter',
        when: 'meter.voltage.l1 < 44.0',
        windows: ['planned-outage'],
        raises: { hazard: 'outage', evidence: 'suspected', priority: 'high' },
      }),
    ],
    playbooks: [FLOODING, PLANNED, CHECK],
    units: [
      { id: 'U1', kind: 'household', in: 'A', name: text('Unit 1'), reach: { mail: 'u1@x.test' } },
      { id: 'U2', kind: 'household', in: 'A', name: text('Unit 2') },
      { id: 'U3', kind: 'shop', in: 'A', name: text('Shop 3'), reach: { mail: 'u3@x.test' } },
      { id: 'U4', kind: 'shop', in: 'A', name: text('Shop 4') },
    ],
    people: {
      people: [
        { ...person('eva', ['duty-engineer']), access: 'operator' },
        { ...person('fred', ['shift-foreman']), access: 'engineer' },
        { ...person('gina', ['general-manager']), access: 'manager' },
      ],
      roster: [shift({ 'duty-engineer': ['eva'], 'shift-foreman': ['fred'] })],
      'next-role': {},
    },
  });
}

async function send(stand: StandIn, user: string, path: string, body: object) {
  const sent = { version, ...body };
  const reply = await stand.asPerson(user).send('POST', path, sent);
  if (reply.status >= 300) throw new Error(JSON.stringify(reply.body));
  return reply.body;
}

function done(stand: StandIn, incident: string, step: string, fields: object = {}) {
  return send(stand, 'eva', `/incidents/${incident}/steps/${step}`, { action: 'done', fields });
}

/** What is planned hides alarms for its time: an engineer begins it. */
function begin(stand: StandIn, playbookId: string, source: string) {
  const body = { playbook: playbookId, source };
  return stand.asPerson('fred').send('POST', '/incidents', body);
}

/**
 * At 8:00 it is wet and everybody is told; a mail arrives, one is refused, somebody rings at a
 * door. It is dry at 8:10. An action is finished and sent back, and is overdue two days later.
 */
export async function endedFlooding(stand: StandIn): Promise<string> {
  stand.say({ 'W1.wet': true });
  const [{ id }] = (await stand.asPerson('eva').get('/incidents')).body;
  await done(stand, id, 'F-7.tell');
  const { notification } = stand.run.of('notification-requested').at(-1)!.data;
  const said = { type: 'delivery', notification, attempt: 1, channel: 'mail' } as const;
  stand.run.input(START + MIN, { ...said, person: 'unit:U1', result: 'delivered' });
  stand.run.input(START + MIN, { ...said, person: 'unit:U3', result: 'refused', reason: 'full' });
  const [notice] = Object.keys(stand.run.state.notices.notices);
  const byHand = { units: ['U2'], via: 'door' };
  await stand.asPerson('eva').send('POST', `/notices/${notice}/told`, byHand);
  stand.goTo(9 * MIN);
  await done(stand, id, 'F-1.dry');
  const action = { text: 'a new seal', owner: 'eva', reviewer: 'fred', dueAt: START + DAY };
  const added = await stand.asPerson('eva').send('POST', '/actions', { incident: id, ...action });
  await send(stand, 'eva', `/actions/${added.body.id}/finish`, { note: 'renewed' });
  await send(stand, 'fred', `/actions/${added.body.id}/review`, {
    accepted: false,
    note: 'it drips',
  });
  stand.goTo(2 * DAY);
  return id;
}

/** Announced for 10:00 to 12:00; dead from 10:05 to 13:00; then ended as complete. */
export async function overrunOutage(stand: StandIn): Promise<string> {
  stand.say({ 'MAIN.voltage.l1': 230 });
  const { id } = (await begin(stand, 'planned-outage', 'notice')).body;
  await send(stand, 'fred', `/incidents/${id}/steps/O-1.register`, {
    action: 'done',
    fields: {
      places: ['switch-room', 'MAIN'],
      from: START + 2 * HOUR,
      to: START + 4 * HOUR,
      present: ['eva', 'fred'],
    },
  });
  stand.say({ 'MAIN.voltage.l1': 0 }, 2 * HOUR + 5 * MIN);
  stand.say({ 'MAIN.voltage.l1': 230 }, 2 * HOUR + 55 * MIN);
  await send(stand, 'eva', `/incidents/${id}/close`, { outcome: 'real' });
  return id;
}

export async function calledOffCheck(stand: StandIn): Promise<string> {
  const { id } = (await begin(stand, 'sandbags', 'hand')).body;
  await send(stand, 'gina', `/incidents/${id}/close`, { outcome: 'false', reason: 'no sandbags' });
  return id;
}
