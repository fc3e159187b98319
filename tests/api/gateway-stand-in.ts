/**
 * The program around the API, in small: the real core in virtual time, the real journal, accounts
 * and vault, and a listening API. Nothing moves unless a test says so.
 */
import { join } from 'node:path';
import { createApi } from '../../src/api/api.ts';
import type { ConfigInfo, HealthInfo } from '../../src/api/contract.ts';
import type { Ports, Realm, SimulationPort } from '../../src/api/ports.ts';
import type { Access } from '../../src/core/access.ts';
import type { Event } from '../../src/core/event.ts';
import type { CoreSettings } from '../../src/core/settings.ts';
import { openAccounts } from '../../src/journal/accounts.ts';
import { type Journal, openJournal } from '../../src/journal/journal.ts';
import { openPersonalVault } from '../../src/journal/personal-vault.ts';
import { type Run, runCore } from '../support/core-run.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { type Caller, createCaller } from './caller.ts';

/** 2026-11-23T08:00:00Z; core time begins as wall time. */
export const START = Date.UTC(2026, 10, 23, 8);

interface Given {
  settings: CoreSettings;
  simulation?: SimulationPort;
  readings?: Realm['readings'];
  config?: Partial<Ports['config']>;
  consoleFolder?: string;
}

/** What moves: the core, and the journal that keeps what it decides. */
interface Moving {
  run: Run;
  /** A device speaks, `laterMs` from now. */
  say(values: Parameters<Run['say']>[1], laterMs?: number): void;
  link(device: string, up: boolean): void;
  goTo(laterMs: number): void;
  /** The next commands cannot be made durable. */
  breakJournal(): void;
}

export interface StandIn extends Moving, AsyncDisposable {
  base: string;
  /** Of the journal, the vault and the photos. */
  folder: string;
  api: ReturnType<typeof createApi>;
  ports: Ports;
  accounts: ReturnType<typeof openAccounts>;
  logged: string[];
  health: HealthInfo;
  asPerson(user: string): Caller;
  asProgram(access: Access): Caller;
  nobody: Caller;
}

export async function startApi(given: Given): Promise<StandIn> {
  const folder = createTempFolder('api');
  const journal = openJournal({ folder, realm: 'live', clock: () => moving.run.at });
  const accounts = openAccounts(folder);
  const vault = openPersonalVault(folder);
  const { realm, ...moving } = createRealm(given, journal);
  const logged: string[] = [];
  const health = goodHealth();
  const info: ConfigInfo = { hash: 'h', loadedAt: START, files: [], problems: [] };
  const ports: Ports = {
    realm: (id) => (id === 'live' ? realm : undefined),
    accounts,
    vault,
    config: { info: () => info, reload: async () => info, ...given.config },
    health: () => health,
    wallClock: () => moving.run.at,
    log: (line) => logged.push(line),
  };
  const consoleFolder = given.consoleFolder ?? join(folder, 'no-console');
  const api = createApi(ports, { version: '0.0.0', dataFolder: folder, consoleFolder });
  const server = await api.listen('127.0.0.1', 0);
  const base = `http://127.0.0.1:${server.port}`;
  return {
    ...moving,
    ...createCallers(base, accounts),
    base,
    folder,
    api,
    ports,
    accounts,
    logged,
    health,
    async [Symbol.asyncDispose]() {
      await server.close();
      await journal.close();
      accounts.close();
      vault.close();
    },
  };
}

function createCallers(base: string, accounts: StandIn['accounts']) {
  let programs = 0;
  return {
    asPerson(user: string): Caller {
      const { id, csrf } = accounts.createSession(user, START);
      return createCaller(base, { Cookie: `dutywatch-session=${id}`, 'X-CSRF-Token': csrf });
    },
    asProgram(access: Access): Caller {
      programs += 1;
      const token = accounts.createToken(`program-${programs}`, access);
      return createCaller(base, { Authorization: `Bearer ${token}` });
    },
    nobody: createCaller(base, {}),
  };
}

function createRealm(given: Given, journal: Journal): Moving & { realm: Realm } {
  const run = runCore(given.settings, { at: START });
  const listeners = new Set<(events: readonly Event[]) => void>();
  let written = 0;
  let isBroken = false;
  const commit = () => {
    const events = run.events.slice(written);
    written = run.events.length;
    if (events.length === 0) return;
    journal.append(events);
    for (const listener of listeners) listener(events);
  };
  commit();
  const realm: Realm = {
    id: 'live',
    engine: run.core,
    installation: installationOf(given.settings),
    now: () => run.at,
    async submit(command, actor) {
      if (isBroken) throw Object.assign(new Error('disk full'), { name: 'JournalError' });
      const { events, refusal } = run.input(run.at, { type: 'command', actor, command });
      commit();
      return { events, ...(refusal === undefined ? {} : { refusal }) };
    },
    events: (query) => journal.events(query),
    journalHead: () => journal.head(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    devices: () => [
      { device: 'box-L1', up: true, lastHeardAt: run.at, roundTripMs: 12, errors: { timeout: 2 } },
      { device: 'box-L2', up: false, reason: 'refused', errors: {} },
    ],
    readings: given.readings ?? (async () => []),
    idempotency: journal.idempotency,
    ...(given.simulation === undefined ? {} : { simulation: given.simulation }),
  };
  return {
    realm,
    run,
    say(values, laterMs = 0) {
      run.say(run.at + laterMs, values);
      commit();
    },
    link(device, up) {
      run.input(run.at, { type: 'link', device, up, reason: 'refused' });
      commit();
    },
    goTo(laterMs) {
      run.goTo(run.at + laterMs);
      commit();
    },
    breakJournal() {
      isBroken = true;
    },
  };
}

function installationOf({ sources }: CoreSettings): Realm['installation'] {
  const profile = { profile: 'maker-box', title: { zh: '盒', en: 'Box' } };
  return {
    devices: sources.map(({ device, asset }) => ({
      id: device,
      profile,
      on: 'field',
      asset,
      meaningOf: () => undefined,
    })),
    texts: {
      'incident-opened': { zh: '{hazard} · {asset}', en: '{hazard} · {asset}' },
      'work-due': { zh: '待办：{step}', en: 'To do: {step}' },
      tell: { zh: '通告：{place}', en: 'Notice: {place}' },
    },
    gateway: { simulated: true },
  };
}

function goodHealth(): HealthInfo {
  return {
    status: 'ok',
    version: '0.0.0',
    startedAt: START,
    reasons: [],
    journal: { ok: true, lastSeq: 1 },
    history: { ok: true, backlog: 0, influx: 'off' },
    devices: { up: 1, down: 1 },
    channels: { console: { ok: true, pending: 3, dead: 1 } },
  };
}
