/**
 * The API as the console sees it, played from fixtures: for screens and components, not for truth.
 * It serves the built console, speaks the stream, and does the little that a pressed button needs.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Me, Problem, StreamMessages } from '../../src/api/contract.ts';
import type { Night } from './fixtures/night.ts';
import { SITE } from './fixtures/site.ts';
import { answerAfter, changeNight, readNight } from './mock-site.ts';
import { serveConsole } from './serve-console.ts';

export interface MockOptions {
  night: Night;
  /** Who is signed in; absent: nobody. */
  me?: Partial<Me>;
  /** The folder of the built console. */
  console: string;
}

export interface Received {
  method: string;
  path: string;
  body: Record<string, unknown>;
  key: string | undefined;
  badge: string | undefined;
}

const API = '/api/v1';
const CSRF = 'mock-csrf';
const PASSWORD = 'right-password';

/** The browser is a duty terminal. */
export const TERMINAL: Partial<Me> = {
  user: 'terminal:d1',
  name: { zh: '值班台', en: '值班台' },
  access: 'viewer',
  roles: [],
  terminal: { id: 'd1', name: '值班台' },
};

const ME: Me = {
  user: 'duty-1',
  name: { zh: '值班甲', en: 'Duty A' },
  access: 'engineer',
  roles: ['duty-engineer', 'electrician'],
  language: 'zh',
  personalData: false,
  csrf: CSRF,
};

export class MockApi implements AsyncDisposable {
  readonly night: Night;
  /** Calls that would change something, in their order. */
  readonly received: Received[] = [];
  /** The stream goes on, but nothing is said: as when the gateway hangs. */
  isMute = false;
  /** Every call is answered as if a proxy did not reach the gateway, and the stream is cut. */
  isUnreachable = false;
  /** Calls for data wait until it is false again. */
  isSlow = false;
  /** The next changing call is refused with this. */
  refuseNext: Problem | undefined;
  /** Everybody's, at a duty terminal. */
  pin = '2580';

  readonly #folder: string;
  readonly #clients = new Set<ServerResponse>();
  readonly #server: Server;
  readonly #beat: NodeJS.Timeout;
  #me: Me | undefined;

  private constructor({ night, me, console: folder }: MockOptions) {
    this.night = night;
    this.#folder = folder;
    this.#me = me && { ...ME, ...me };
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    });
    this.#beat = setInterval(() => {
      if (this.isUnreachable) for (const client of this.#clients) client.destroy();
      if (!this.isMute) this.say('heartbeat', heartbeat(this.night));
    }, 1_000);
  }

  static async start(options: MockOptions): Promise<MockApi> {
    const mock = new MockApi(options);
    await new Promise<void>((resolve) => mock.#server.listen(0, '127.0.0.1', resolve));
    return mock;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  readonly say = <N extends keyof StreamMessages>(name: N, data: StreamMessages[N]): void => {
    for (const client of this.#clients) client.write(frame(name, data));
  };

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#beat);
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://mock');
    const path = decodeURIComponent(url.pathname);
    if (!path.startsWith(`${API}/`)) return serveConsole(this.#folder, path, response);
    const route = path.slice(API.length);
    if (this.isUnreachable) return void response.writeHead(502).end();
    if (request.method !== 'GET') return this.#change(request, response, route);
    if (route === '/site/info') return sendJson(response, SITE);
    if (this.#me === undefined) return sendProblem(response, refusal(401, 'unauthenticated'));
    if (route === '/stream') return this.#stream(response);
    while (this.isSlow) await new Promise((resolve) => setTimeout(resolve, 50));
    const own: Record<string, unknown> = { '/me': this.#me, '/site': SITE };
    const answer = own[route] ?? readNight(this.night, route, url.searchParams);
    if (answer === undefined) return sendProblem(response, refusal(404, 'not-found'));
    sendJson(response, answer);
  }

  #stream(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write(frame('signals', { full: true, signals: this.night.signals }));
    response.write(frame('heartbeat', heartbeat(this.night)));
    this.#clients.add(response);
    response.once('close', () => this.#clients.delete(response));
  }

  async #change(request: IncomingMessage, response: ServerResponse, route: string): Promise<void> {
    const { method = '', headers } = request;
    const body = await readBody(request);
    const key = headers['idempotency-key'] as string | undefined;
    const badge = headers['x-badge'] as string | undefined;
    this.received.push({ method, path: route, body, key, badge });
    if (route === '/session' || route === '/setup') return this.#session(method, body, response);
    if (headers['x-csrf-token'] !== CSRF) return sendProblem(response, refusal(403, 'csrf'));
    if (this.#me?.terminal && !badge?.endsWith(`:${this.pin}`)) {
      return sendProblem(response, refusal(401, 'unauthenticated'));
    }
    if (route === '/terminal/badge') return sendJson(response, this.#me);
    if (route === '/terminal') {
      this.#me = { ...ME, ...TERMINAL };
      return sendJson(response, this.#me);
    }
    const refused = this.refuseNext;
    this.refuseNext = undefined;
    if (refused !== undefined) return sendProblem(response, refused);
    changeNight(this.night, route, body, this.say);
    sendJson(response, answerAfter(this.night, route));
  }

  #session(method: string, body: Record<string, unknown>, response: ServerResponse): void {
    const isRight = body.token !== undefined || body.password === PASSWORD;
    this.#me = method === 'DELETE' || !isRight ? undefined : ME;
    if (method === 'DELETE' || isRight) sendJson(response, this.#me);
    else sendProblem(response, refusal(401, 'unauthenticated'));
  }
}

export function refusal(
  status: number,
  code: Problem['code'],
  more: Partial<Problem> = {},
): Problem {
  return { type: 'about:blank', title: code, status, code, ...more };
}

function heartbeat({ incidents }: Night): StreamMessages['heartbeat'] {
  const open = incidents.filter(({ state, about }) => state === 'open' && about === undefined);
  return { at: Date.now(), openIncidents: open.length, health: 'ok', reasons: [] };
}

function frame(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function sendProblem(response: ServerResponse, body: Problem): void {
  const headers = { 'Content-Type': 'application/problem+json' };
  response.writeHead(body.status, headers).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const content = Buffer.concat(chunks).toString('utf8');
  return content.startsWith('{') ? JSON.parse(content) : {};
}
