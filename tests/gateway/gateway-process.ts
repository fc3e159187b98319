/** The whole program as a process, as a person starts it, and what its addresses give. */
import { join } from 'node:path';
import type { HealthInfo as Health } from '../../src/api/contract.ts';
import type { Event, EventType } from '../../src/core/event.ts';
import { openJournalReader } from '../../src/journal/journal-reader.ts';
import { type Child, type Exit, runChild, startChild } from '../support/child.ts';
import { DEBIAN_PYTHON } from '../support/debian-packages.ts';
import type { TestSite } from './site.ts';

const MAIN = new URL('../../src/main.ts', import.meta.url).pathname;
const CHAIN_CHECK = new URL('../journal/check-chain.py', import.meta.url).pathname;
const PASSWORD = 'correct horse battery';
const ENV = { DUTYWATCH_ADMIN_PASSWORD: PASSWORD };

/** One command to its end. */
export function runCommand(...args: string[]): Promise<Exit & { output: string; stdout: string }> {
  return runChild(process.execPath, [MAIN, ...args], { env: ENV });
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface Shown {
  signal: string;
  value: unknown;
  quality: string;
  reason?: string;
}

export class GatewayProcess implements AsyncDisposable {
  readonly site: TestSite;
  readonly child: Child;
  readonly url: string;
  #headers: Record<string, string> = {};

  private constructor(site: TestSite, child: Child, url: string) {
    this.site = site;
    this.child = child;
    this.url = url;
  }

  /** Resolves once it has printed its addresses. */
  static async start(site: TestSite, ...more: string[]): Promise<GatewayProcess> {
    const child = await GatewayProcess.launch(site, ...more);
    const [, url] = await child.waitForOutput(/^Console +(\S+)$/m);
    return new GatewayProcess(site, child, url!);
  }

  /** The process alone, with nothing said yet. */
  static launch(site: TestSite, ...more: string[]): Promise<Child> {
    const where = ['--config', site.config, '--data', site.data, '--port', '0'];
    // Options alone, as `npm start -- --port 0` hands them on.
    const args = ['--disable-warning=ExperimentalWarning', MAIN, ...where, ...more];
    return startChild(process.execPath, args, { env: ENV });
  }

  /** Printed at the start. */
  port(of: 'broker' | 'lifts' | 'power' | 'water'): string {
    const line = of === 'broker' ? /mqtt:\/\/127.0.0.1:(\d+)/ : new RegExp(`${of} .*:(\\d+)`);
    const found = line.exec(this.child.stdout())?.[1];
    if (found === undefined) throw new Error(`no address of ${of} in ${this.child.stdout()}`);
    return found;
  }

  async signIn(user = 'admin', password = PASSWORD): Promise<void> {
    this.#headers = {};
    const response = await this.#fetch('POST', '/session', { user, password });
    const { csrf } = (await response.json()) as { csrf: string };
    const cookie = response.headers.getSetCookie()[0]!.split(';')[0]!;
    this.#headers = { cookie, 'x-csrf-token': csrf };
  }

  /** The answer's body; fails on a status that is not 2xx. `key`: its Idempotency-Key. */
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of the answer
  async call(method: Method, path: string, body?: unknown, key?: string): Promise<any> {
    if (this.#headers.cookie === undefined) await this.signIn();
    const text = await (await this.#fetch(method, path, body, key)).text();
    return text === '' ? undefined : JSON.parse(text);
  }

  /** The shown reading of one signal. */
  async signal(asset: string, name: string): Promise<Shown> {
    const signals: Shown[] = await this.call('GET', `/signals?asset=${asset}`);
    return signals.find(({ signal }) => signal === name)!;
  }

  async health(): Promise<{ status: number; body: Health }> {
    const response = await fetch(`${this.url}/healthz`);
    return { status: response.status, body: (await response.json()) as Health };
  }

  /** What the journal holds now; read beside the running program. */
  events<T extends EventType>(type: T): Event<T>[] {
    return readEvents(this.site).filter((event) => event.type === type) as Event<T>[];
  }

  kill(): Promise<Exit> {
    return this.child.kill();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.child.stop();
  }

  async #fetch(method: Method, path: string, body?: unknown, key?: string): Promise<Response> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...this.#headers,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.ok) return response;
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
}

export function readEvents({ data }: TestSite): Event[] {
  using reader = openJournalReader({ folder: join(data, 'journal'), realm: 'live' });
  return [...reader.read(1)];
}

/** By `npm run verify`, and by another implementation that knows the README only. */
export async function proveChain({ data }: TestSite): Promise<number> {
  const own = await runCommand('verify', '--data', data);
  const [, count, head] = /^intact: (\d+) events, head (\w+)$/m.exec(own.stdout) ?? [];
  if (own.code !== 0 || head === undefined) throw new Error(`verify: ${own.output}`);
  const file = join(data, 'journal/journal-live.sqlite');
  const other = await runChild(DEBIAN_PYTHON, [CHAIN_CHECK, file, 'live']);
  if (other.stdout.trim() !== head) throw new Error(`another head: ${other.output}`);
  return Number(count);
}
