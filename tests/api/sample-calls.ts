/** One good call of every route that answers in JSON, in an order in which all of them succeed. */
import type { SimulationPort } from '../../src/api/ports.ts';
import type { Route } from '../../src/api/route.ts';
import { ROUTES } from '../../src/api/route-table.ts';
import type { Reply } from './caller.ts';
import { START, type StandIn } from './gateway-stand-in.ts';
import { DOT_PNG } from './photos.ts';

export const SIMULATION: SimulationPort = {
  info: () => ({
    running: true,
    at: START,
    faults: [{ id: 'S-1', fault: { mains: 'fails' }, since: START }],
    offers: [{ fault: { mains: 'fails' }, title: { zh: '停电', en: 'Outage' } }],
    actions: [{ action: { mains: 'returns' }, title: { zh: '来电', en: 'Back' }, asset: 'Q0' }],
  }),
  startFault: (fault) =>
    JSON.stringify(fault) === '{"mains":"fails"}' ? { id: 'S-1' } : { problem: 'no such fault' },
  endFault: (id) => id === 'S-1',
  act: (action) =>
    JSON.stringify(action) === '{"mains":"returns"}' ? undefined : 'no such action',
};

/** Routes that send something else than JSON have tests of their own. */
const NOT_JSON = [
  '/metrics',
  '/stream',
  '/incidents/:incident/attachments/:attachment',
  '/incidents/:incident/evidence',
  '/notices/:notice/print',
];

/** Nothing is newer than this. */
const version = Number.MAX_SAFE_INTEGER;
const foundAt = START;

const WINDOW = {
  purpose: 'mopping',
  places: ['corridor'],
  from: START,
  to: START + 1_800_000,
  reason: 'the floor is mopped',
};

const ACTION = {
  text: 'new seal of the pump',
  owner: 'eva',
  reviewer: 'fred',
  dueAt: START + 86_400_000,
};

/** Who calls (nobody: ''), and what is sent; routes that are not here are read by an engineer. */
const CALLS: Record<string, [user: string, body?: unknown]> = {
  'get /healthz': [''],
  'get /openapi.json': [''],
  'get /site/info': [''],
  'post /session': ['', { user: 'eva', password: 'ten letters' }],
  'post /tokens': ['ada', { name: 'bms', access: 'viewer' }],
  'post /terminal': ['ada', { name: '值班台' }],
  'get /terminals': ['ada'],
  'delete /terminals/:terminal': ['ada'],
  'put /me/pin': ['eva', { password: 'ten letters', pin: '2580' }],
  'post /alarms/:alarm/acknowledge': ['eva', { version }],
  'post /alarms/:alarm/reset': ['eva', { version }],
  'post /alarms/:alarm/shelve': ['eva', { version, for: 60_000, reason: 'a leaking tap' }],
  'post /alarms/:alarm/unshelve': ['eva', { version }],
  'post /alarms/:alarm/out-of-service': [
    'fred',
    { version, until: START + 86_400_000, permit: 'P-7', reason: 'sensor replaced' },
  ],
  'post /alarms/:alarm/return-to-service': ['fred', { version }],
  'post /windows': ['fred', { ...WINDOW, purpose: 'maintenance' }],
  'post /incidents': ['eva', { playbook: 'flooding', area: 'corridor', source: 'phone' }],
  'post /incidents/:incident/lead': ['eva', { version }],
  'post /incidents/:incident/assign': ['eva', { version, person: 'vic', role: 'security' }],
  'post /incidents/:incident/correct': [
    'eva',
    { version, field: 'foundAt', value: foundAt, reason: 'said so' },
  ],
  'post /incidents/:incident/steps/:step': [
    'eva',
    { version, action: 'answer', fields: { foundAt, caller: 'Wang' } },
  ],
  'post /incidents/:incident/attachments': ['eva', DOT_PNG],
  'post /incidents/:incident/close': ['gina', { version, outcome: 'test', reason: 'a test' }],
  'post /incidents/:incident/vulnerable': ['fred'],
  'post /notices/:notice/told': ['eva', { units: ['U2'], via: 'door' }],
  'post /duty/leave': ['eva'],
  'post /duty/check-in': ['eva'],
  'post /duty/return': ['eva'],
  'post /arrivals': ['eva', { code: 'k7m2qx' }],
  'post /actions': ['eva', ACTION],
  'post /actions/:action/finish': ['eva', { version, note: 'done' }],
  'post /actions/:action/review': ['fred', { version, accepted: false, note: 'not dry yet' }],
  'post /actions/:action/cancel': ['gina', { version, reason: 'another pump' }],
  'post /notifications/:notification/answer': ['eva', { answer: 'coming' }],
  'post /people': ['ada', { id: 'li', name: { zh: '李', en: 'Li' }, roles: [] }],
  'patch /people/:person': ['ada', { language: 'en' }],
  'post /simulation/faults': ['fred', { fault: { mains: 'fails' } }],
  'post /simulation/actions': ['fred', { action: { mains: 'returns' } }],
};

/** The set-up comes first, an alarm's reset once its condition is over, closing last. */
const LATE = ['/alarms/:alarm/reset', '/incidents/:incident/close'];

/** `stand` has been flooded by W1, and nobody has a password yet. */
export async function* callEveryRoute(stand: StandIn): AsyncGenerator<[Route, Reply]> {
  const token = stand.accounts.createSetupToken();
  const password = 'ten letters';
  const own = { 'post /setup': ['', { token, password }] as [string, unknown] };
  const parts = await findParts(stand);
  const routes = ROUTES.filter(({ path }) => !NOT_JSON.includes(path)).sort(
    (one, other) => LATE.indexOf(one.path) - LATE.indexOf(other.path),
  );
  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    if (name === 'post /session') await stand.accounts.setPassword('eva', password);
    if (name === 'post /alarms/:alarm/reset') stand.say({ 'W1.wet': false }, 1_000);
    const [user, body] = { ...CALLS, ...own }[name] ?? ['fred'];
    const caller = user === '' ? stand.nobody : stand.asPerson(user);
    const sent = name.startsWith('patch') ? { ...(body as object), ...parts.seen } : body;
    yield [route, await caller.send(route.method.toUpperCase(), pathOf(route, parts.ids), sent)];
  }
}

async function findParts(stand: StandIn) {
  const eva = stand.asPerson('eva');
  const { id } = (await eva.get('/incidents')).body[0];
  const told = (await eva.get(`/notifications?incident=${id}`)).body.find(
    ({ role }: { role: string }) => role === 'duty-engineer',
  );
  const step = { version, action: 'done' };
  await eva.send('POST', `/incidents/${id}/steps/F-7.tell`, step);
  const [notice] = (await eva.get('/notices')).body;
  const action = (await eva.send('POST', '/actions', ACTION)).body;
  const [window] = (await eva.send('POST', '/windows', WINDOW)).body;
  const ids: Record<string, string> = {
    window: window.id,
    asset: 'L1',
    device: 'box-L1',
    alarm: 'wet@W1',
    incident: id,
    step: 'F-1.report',
    notification: told.id,
    notice: notice.id,
    action: action.id,
    fault: 'S-1',
    person: 'eva',
    terminal: stand.accounts.terminals.create('spare desk', START)!.id,
  };
  return { ids, seen: { version: (await eva.get('/people')).body[0].version } };
}

function pathOf({ path, place }: Route, ids: Record<string, string>): string {
  const full = path.replace(/:(\w+)/g, (_, part) => encodeURIComponent(ids[part]!));
  const query = path === '/readings' ? '?asset=L1&signal=floor' : '';
  return `${place === 'root' ? '/' : ''}${full}${query}`;
}
