/**
 * The API as the console sees it, played from fixtures: for screens and components, not for truth.
 * It serves the built console, speaks the stream, and does the little that a pressed button needs.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IncidentDetail, Me, Problem, StreamMessages } from '../../src/api/contract.ts';
import type { Night } from './fixtures/night.ts';
import { ASSETS, DUTY, SITE } from './fixtures/site.ts';
import { serveConsole } from './serve-console.ts';

export interface MockOptions {
  night: Night;
  /** Who is signed in; absent: nobody. */
  me?: Partial<Me>;
  site?: Partial<typeof SITE>;
  /** The folder of the built console. */
  console: string;
}

export interface Received {
  method: string;
  path: string;
  body: Record<string, unknown>;
  key: string | undefined;
}

export interface MockApi extends AsyncDisposable {
  url: string;
  night: Night;
  /** Calls that would change something, in their order. */
  received: Received[];
  say<N extends keyof StreamMessages>(name: N, data: StreamMessages[N]): void;
  /** The stream goes on, but nothing is said: as when the gateway hangs. */
  isMute: boolean;
  /** Every call is answered as if a proxy did not reach the gateway, and the stream is cut. */
  isUnreachable: boolean;
  /** The next changing call is refused with this. */
  refuseNext: Problem | undefined;
  /** Calls for data wait until it is set to false. */
  isSlow: boolean;
}

const CSRF = 'mock-csrf';

export const ME: Me = {
  user: 'duty-1',
  name: { zh: '值班甲', en: 'Duty A' },
  access: 'engineer',
  roles: ['duty-engineer', 'electrician'],
  language: 'zh',
  personalData: false,
  csrf: CSRF,
};

export async function startMockApi(options: MockOptions): Promise<MockApi> {
  const clients = new Set<ServerResponse>();
  const state = {
    me: options.me && { ...ME, ...options.me },
    site: { ...SITE, ...options.site },
    waiting: [] as (() => void)[],
  };
  const api: MockApi = {
    url: '',
    night: options.night,
    received: [],
    isMute: false,
    isUnreachable: false,
    refuseNext: undefined,
    isSlow: false,
    say(name, data) {
      for (const client of clients) client.write(frame(name, data));
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(beat);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const beat = setInterval(() => {
    if (api.isUnreachable) for (const client of clients) client.destroy();
    if (!api.isMute) api.say('heartbeat', heartbeat(api.night));
  }, 1_000);

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://mock');
    const path = decodeURIComponent(url.pathname);
    if (!path.startsWith('/api/v1/')) return serveConsole(options.console, path, response);
    const route = path.slice('/api/v1'.length);
    if (api.isUnreachable) return void response.writeHead(502).end();
    if (route === '/site/info') return json(response, state.site);
    if (request.method !== 'GET') return change(request, response, route);
    if (state.me === undefined) return problem(response, refusal(401, 'unauthenticated'));
    if (route === '/stream') return stream(response);
    while (api.isSlow) await new Promise((resolve) => setTimeout(resolve, 50));
    const answer = read(api.night, state, route, url.searchParams);
    if (answer === undefined) return problem(response, refusal(404, 'not-found'));
    json(response, answer);
  }

  function stream(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(frame('signals', { full: true, signals: api.night.signals }, 1));
    response.write(frame('heartbeat', heartbeat(api.night)));
    clients.add(response);
    response.once('close', () => clients.delete(response));
  }

  async function change(request: IncomingMessage, response: ServerResponse, route: string) {
    const body = await readBody(request);
    const key = request.headers['idempotency-key'] as string | undefined;
    api.received.push({ method: request.method ?? '', path: route, body, key });
    if (route === '/session' || route === '/setup') {
      return session(request, response, body);
    }
    if (request.headers['x-csrf-token'] !== CSRF) return problem(response, refusal(403, 'csrf'));
    const refused = api.refuseNext;
    api.refuseNext = undefined;
    if (refused !== undefined) return problem(response, refused);
    apply(api, route, body);
    json(response, answerTo(api.night, route));
  }

  function session(
    request: IncomingMessage,
    response: ServerResponse,
    body: Record<string, unknown>,
  ) {
    if (request.method === 'DELETE') state.me = undefined;
    else if (body.token === undefined && body.password !== 'right-password') {
      return problem(response, refusal(401, 'unauthenticated'));
    } else state.me = ME;
    json(response, state.me);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return api;
}

function read(
  night: Night,
  { me, site }: { me: Me | undefined; site: typeof SITE },
  route: string,
  query: URLSearchParams,
): unknown {
  const [, what, id] = route.split('/');
  const found = (incident: string | null) => night.incidents.find((each) => each.id === incident);
  switch (what) {
    case 'me':
      return me;
    case 'site':
      return site;
    case 'assets':
      return ASSETS.map((asset) => {
        return { ...asset, signals: night.signals.filter((own) => own.asset === asset.id) };
      });
    case 'alarms':
      return night.alarms.filter(
        ({ state }) => (state === 'normal') === (query.get('state') === 'normal'),
      );
    case 'incidents':
      return id === undefined ? night.incidents : found(id);
    case 'notifications':
      return found(query.get('incident'))?.notifications ?? [];
    case 'devices':
      return night.devices;
    case 'coverage':
      return night.coverage;
    case 'duty':
      return DUTY;
    case 'simulation':
      return night.simulation;
    case 'readings':
      return curve(night.now);
    default:
      return undefined;
  }
}

/** What a pressed button changes, as far as the screen shows it. */
function apply(api: MockApi, route: string, body: Record<string, unknown>): void {
  const [, what, id, part, step] = route.split('/');
  const { night } = api;
  if (what === 'alarms' && part === 'acknowledge') {
    night.alarms = night.alarms.map((alarm) =>
      alarm.id === id ? { ...alarm, state: 'acknowledged', version: alarm.version + 1 } : alarm,
    );
    const changed = night.alarms.find((alarm) => alarm.id === id);
    if (changed) api.say('alarm', changed);
  }
  if (what === 'incidents' && part === 'steps') workStep(api, String(id), String(step), body);
  if (what === 'simulation' && id === 'faults') {
    const fault = body.fault as Record<string, unknown> | undefined;
    const { faults } = night.simulation;
    night.simulation.faults = fault ? [...faults, { id: 'f1', fault, since: night.now }] : [];
  }
}

function workStep(api: MockApi, id: string, name: string, body: Record<string, unknown>): void {
  const incident = api.night.incidents.find((each) => each.id === id);
  if (incident === undefined) return;
  incident.version += 1;
  for (const [field, value] of Object.entries((body.fields as object | undefined) ?? {})) {
    incident.record[field] = { value, at: api.night.now, by: 'duty-1', corrections: [] };
  }
  incident.steps = incident.steps.map((step) => {
    if (step.step !== name) return step;
    const version = incident.version;
    if (body.action === 'answer') return { ...step, version };
    return { ...step, version, state: 'done', doneAt: api.night.now, doneBy: 'duty-1' };
  });
  api.say('incident', incident);
}

function answerTo(night: Night, route: string): unknown {
  const [, what, id] = route.split('/');
  if (what === 'incidents') return night.incidents.find((each: IncidentDetail) => each.id === id);
  return what === 'alarms' ? night.alarms.find((each) => each.id === id) : {};
}

function curve(now: number) {
  return Array.from({ length: 120 }, (_, index) => {
    const mean = 230 + 3 * Math.sin(index / 9);
    const at = now - (120 - index) * 180_000;
    const isBad = index > 60 && index < 70;
    return isBad
      ? { at, min: null, mean: null, max: null, last: null, quality: 'bad' }
      : { at, min: mean - 1.5, mean, max: mean + 1.5, last: mean, quality: 'good' };
  });
}

function heartbeat({ incidents }: Night): StreamMessages['heartbeat'] {
  const open = incidents.filter(({ state }) => state === 'open');
  return { at: Date.now(), openIncidents: open.length, health: 'ok', reasons: [] };
}

function frame(name: string, data: unknown, seq?: number): string {
  return `event: ${name}\n${seq === undefined ? '' : `id: ${seq}\n`}data: ${JSON.stringify(data)}\n\n`;
}

export function refusal(
  status: number,
  code: Problem['code'],
  more: Partial<Problem> = {},
): Problem {
  return { type: 'about:blank', title: code, status, code, ...more };
}

function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function problem(response: ServerResponse, body: Problem): void {
  const headers = { 'Content-Type': 'application/problem+json' };
  response.writeHead(body.status, headers).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const content = Buffer.concat(chunks).toString('utf8');
  return content.startsWith('{') ? JSON.parse(content) : {};
}
