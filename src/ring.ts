/**
 * Builds the ring round the core and starts it: journal, history, channels, drivers, broker,
 * simulators. Stops it in order, so that nothing that was acknowledged is lost.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddedBroker } from './broker/broker.ts';
import { readAccounts } from './config/broker-accounts.ts';
import type { Config } from './config/load.ts';
import { compileSettings } from './core/compiled.ts';
import { configMarks } from './core/config-marks.ts';
import { createEngine } from './core/engine.ts';
import { openIncidents } from './core/incidents/incident.ts';
import type { Playbook } from './core/incidents/playbook.ts';
import { UNIT_PREFIX } from './core/notices/notice.ts';
import { LIVE } from './core/realm.ts';
import { type CoreState, STATE_VERSION } from './core/state.ts';
import type { Driver } from './drivers/driver.ts';
import { ModbusDriver } from './drivers/modbus/modbus-driver.ts';
import { MqttDriver } from './drivers/mqtt/mqtt-driver.ts';
import { EarlyOutbox } from './early-outbox.ts';
import { Gateway } from './gateway.ts';
import { createGatewayClock, type GatewayClock } from './gateway-clock.ts';
import { type History, openHistory } from './history/history.ts';
import { bindSources } from './history/place.ts';
import { type Journal, openJournal } from './journal/journal.ts';
import type { Channel } from './notify/channel.ts';
import { openChannels } from './notify/channels.ts';
import { createDeliverer, type Deliverer } from './notify/deliverer.ts';
import { tellOthers } from './outgoing.ts';
import { type SimulatedSite, startSimulatedSite } from './simulated-site.ts';

export interface RingOptions {
  config: Config;
  dataFolder: string;
  /** Any free port for the broker and every simulated device. */
  freePorts: boolean;
  log(line: string): void;
}

export interface Ring {
  config: Config;
  dataFolder: string;
  clock: GatewayClock;
  gateway: Gateway;
  journal: Journal;
  history: History;
  deliverer: Deliverer;
  drivers: readonly Driver[];
  broker: EmbeddedBroker | undefined;
  simulated: SimulatedSite | undefined;
  startedAt: number;
  /** A record of the journal that is not as it was written; a person must be told. */
  broken?: string;
  stop(): Promise<void>;
}

export async function startRing(options: RingOptions): Promise<Ring> {
  const { config, dataFolder } = options;
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const stops: Stops = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const memory = await openMemory(options, stops);
    const { clock, history, journal } = memory;
    const channels = await openChannels(config.channels.channels, config.folder);
    const loop = createLoop(options, memory, channels);
    loop.deliverer.start();
    stops.push(() => loop.deliverer.stop());
    const lastAlive = journal.lastAlive() ?? clock.now();
    const blindMs = Math.max(0, clock.now() - lastAlive);
    loop.gateway.start({ type: 'start', lastAlive, blindMs, config: configMarks(config.core) });
    stops.push(() => loop.gateway.stop());
    const field = await startField(options, loop.gateway, memory, stops);
    stops.push(tellOthers(loop.gateway, field.broker, history));
    const startedAt = clock.wall();
    return { config, dataFolder, startedAt, ...memory, ...loop, ...field, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Stops = (() => Promise<void> | void)[];

/** What outlives a stop: the journal with the state it replays to, and the readings. */
type Memory = Pick<Ring, 'journal' | 'history' | 'clock' | 'broken'> & { state: CoreState };

async function openMemory(options: RingOptions, stops: Stops): Promise<Memory> {
  const { config, dataFolder, log } = options;
  const journal = openJournal({ folder: join(dataFolder, 'journal'), realm: LIVE, log });
  stops.push(() => journal.close());
  const { state, broken } = await journal.recover<CoreState>({
    url: new URL('./core/state.ts', import.meta.url).href,
    version: String(STATE_VERSION),
  });
  const clock = createGatewayClock(state.at);
  storeConfigs(journal, config);
  const history = await openRingHistory(options, clock);
  stops.push(() => history.close());
  if (broken === undefined) return { journal, history, clock, state };
  const words = `record ${broken.record}: ${broken.reason}`;
  log(`the journal's hash chain is broken: ${words}`);
  return { journal, history, clock, state, broken: words };
}

/** The loop, and the deliverer that it wakes after each commit. */
function createLoop(
  { config, log }: RingOptions,
  { clock, history, journal, state }: Memory,
  channels: ReadonlyMap<string, Channel>,
): Pick<Ring, 'gateway' | 'deliverer'> {
  const compiled = compileSettings(config.core, oldPlaybooks(journal, config, state));
  const engine = createEngine(compiled, state, LIVE, clock.now());
  const bindings = bindSources(config.core.sources);
  const messages = messageDevices(config);
  const outbox = new EarlyOutbox(journal.outbox);
  const gateway: Gateway = new Gateway(engine, {
    clock,
    append: (events) => journal.append(events),
    alive: (at) => journal.alive(at),
    wake: (events) => deliverer.wake(events),
    wakeEarly: (events) => {
      outbox.expect(events);
      deliverer.wake(events);
    },
    caughtUp: () => catchUp(outbox, log),
    store: (reports) => {
      const urgent = reports.some(({ device }) => messages.has(device));
      return history.store(reports, bindings, { urgent });
    },
    log,
  });
  const addresses = new Map(
    config.core.units.map(({ id, reach }) => [`${UNIT_PREFIX}${id}`, reach]),
  );
  const deliverer = createDeliverer({
    outbox,
    channels,
    composer: {
      texts: config.texts,
      simulated: config.gateway.simulated,
      languageOf: (person) => languageOf(state, person),
      addressOf: (recipient, channel) => addresses.get(recipient)?.[channel],
      chainHead: () => {
        const { seq, hash } = journal.head();
        return `${seq}:${hash}`;
      },
    },
    clock: { now: clock.now, wall: clock.wall, after },
    onDelivery: ({ receipt: _receipt, ...report }) => gateway.delivery(report),
    onFault: (error) => log(`delivery: ${error instanceof Error ? error.message : error}`),
  });
  return { gateway, deliverer };
}

/** What is not noted now is noted with the next; until then a restart may tell it again. */
function catchUp(outbox: EarlyOutbox, log: (line: string) => void): void {
  try {
    outbox.catchUp();
  } catch (error) {
    log(`outbox: ${error instanceof Error ? error.message : error}`);
  }
}

function after(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}

/** Drivers, the broker and the simulated devices: the broker's driver listens before the broker. */
async function startField(
  { config, freePorts, log }: RingOptions,
  gateway: Gateway,
  { clock, history }: Pick<Ring, 'clock' | 'history'>,
  stops: Stops,
): Promise<Pick<Ring, 'drivers' | 'broker' | 'simulated'>> {
  const { site, kinds } = config.core;
  const mqtt = new MqttDriver({ site: site.site.id, folder: config.folder });
  const modbus = new ModbusDriver({
    isLife: (kind, signal) => kinds[kind]?.signals[signal]?.life ?? false,
  });
  const output = {
    report: gateway.report.bind(gateway),
    link(device: string, up: boolean, reason?: string) {
      gateway.link(device, up, reason);
      if (!up) history.storeLost(device, clock.now(), 'link').catch(() => {});
    },
  };
  const open = (driver: Driver, protocol: string, connections: Config['connections']): void => {
    for (const connection of connections) {
      if (connection.protocol !== protocol) continue;
      const on = config.devices.filter((device) => device.on === connection.id);
      driver.open(connection, on);
    }
    const abort = new AbortController();
    const running = driver.run(output, clock, abort.signal);
    stops.push(async () => {
      abort.abort();
      await running;
    });
  };
  open(mqtt, 'mqtt', config.connections);
  const broker = await startRingBroker(config, freePorts, mqtt);
  if (broker !== undefined) stops.push(() => broker.close());
  const brokerUrl = broker && `mqtt://${broker.address.host}:${broker.address.port}`;
  const simulated = config.gateway.simulated
    ? await startSimulatedSite({ config, brokerUrl, freePorts, log })
    : undefined;
  if (simulated !== undefined) stops.push(() => simulated.stop());
  open(modbus, 'modbus', simulated?.connections ?? config.connections);
  return { drivers: [modbus, mqtt], broker, simulated };
}

async function startRingBroker(
  config: Config,
  freePorts: boolean,
  mqtt: MqttDriver,
): Promise<EmbeddedBroker | undefined> {
  const { broker } = config.gateway;
  if (broker === undefined) return undefined;
  const { startBroker } = await import('./broker/broker.ts');
  const accounts = readAccounts(config.folder, broker.credentials);
  return await startBroker({
    host: broker.host,
    port: freePorts ? 0 : broker.port,
    statusTopic: `dutywatch/${config.core.site.site.id}/status`,
    onMessage: (message) => mqtt.accept(message),
    ...(accounts === undefined ? {} : { accounts }),
  });
}

function openRingHistory(
  { config, dataFolder, log }: RingOptions,
  clock: GatewayClock,
): Promise<History> {
  const { site, kinds } = config.core;
  return openHistory({
    folder: join(dataFolder, 'history'),
    configFolder: config.folder,
    site: site.site.id,
    kinds,
    assets: site.assets.map(({ id, kind, in: area }) => ({ id, kind, area })),
    settings: config.gateway.history,
    wallOffsetMs: clock.offset,
    log: (_level, message) => log(message),
  });
}

/** Content by hash, so that an open incident finds its playbook after the files have changed. */
function storeConfigs(journal: Journal, { core }: Config): void {
  const { site, derived, rules, playbooks } = core;
  journal.storeConfig(core.hash, JSON.stringify({ site, derived, rules, playbooks }));
  for (const { playbook, version } of playbooks) {
    journal.storeConfig(version, JSON.stringify(playbook));
  }
}

function oldPlaybooks(
  journal: Journal,
  { core }: Config,
  state: CoreState,
): ReadonlyMap<string, Playbook> {
  const known = new Set(core.playbooks.map(({ version }) => version));
  const old = new Map<string, Playbook>();
  for (const { playbookVersion } of openIncidents(state.incidents)) {
    const content = known.has(playbookVersion) ? undefined : journal.config(playbookVersion);
    if (content === undefined) continue;
    // Stored by a version that did not know these keys, it has none of them.
    const none = { harms: [], milestones: [], impairments: [], over: [] };
    old.set(playbookVersion, Object.assign(none, JSON.parse(content)) as Playbook);
  }
  return old;
}

/** Devices whose messages are acknowledged only when they are durable. */
function messageDevices({ devices }: Config): ReadonlySet<string> {
  return new Set(devices.filter(({ profile }) => profile.protocol === 'mqtt').map(({ id }) => id));
}

function languageOf(state: CoreState, person: string): 'zh' | 'en' {
  return state.duty.people?.people.find(({ id }) => id === person)?.language ?? 'zh';
}
