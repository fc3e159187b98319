/** The ring as the API sees it: `src/api` knows no journal, no driver and no simulator. */
import type { ConfigInfo, ConfigMistake, HealthInfo } from './api/contract.ts';
import type { Ports, Realm } from './api/ports.ts';
import { loadConfig } from './config/load.ts';
import { ConfigError } from './core/error.ts';
import { LIVE } from './core/realm.ts';
import type { openAccounts } from './journal/accounts.ts';
import { JournalError } from './journal/journal-error.ts';
import type { openPersonalVault } from './journal/personal-vault.ts';
import type { Ring } from './ring.ts';

export interface ApiPortsOptions {
  ring: Ring;
  accounts: ReturnType<typeof openAccounts>;
  vault: ReturnType<typeof openPersonalVault>;
  devicesFolder: string;
  version: string;
  log(line: string): void;
}

export function createApiPorts(options: ApiPortsOptions): Ports {
  const { accounts, log, ring, vault } = options;
  const live = createLiveRealm(ring);
  return {
    realm: (id) => (id === live.id ? live : undefined),
    accounts,
    vault,
    config: createConfigPort(options),
    health: () => healthOf(ring, options.version),
    wallClock: ring.clock.wall,
    log,
  };
}

function createLiveRealm(ring: Ring): Realm {
  const { clock, config, drivers, gateway, history, journal, simulated } = ring;
  return {
    id: LIVE,
    engine: gateway.engine,
    installation: config,
    now: clock.now,
    async submit(command, actor) {
      const failure = gateway.failure();
      if (failure !== undefined) throw new JournalError('io', failure);
      return await gateway.submit(command, actor);
    },
    events: (query) => journal.events(query),
    journalHead: () => journal.head(),
    subscribe: (listener) => gateway.subscribe(listener),
    devices: () => drivers.flatMap((driver) => driver.health()),
    readings: (query) => history.readings(query),
    idempotency: journal.idempotency,
    ...(simulated === undefined ? {} : { simulation: simulated.port }),
  };
}

/** A changed configuration is checked here and comes into force at the next start. */
function createConfigPort({ devicesFolder, ring }: ApiPortsOptions): Ports['config'] {
  const { config, startedAt } = ring;
  let problems: ConfigMistake[] = [];
  const info = (): ConfigInfo => ({
    hash: config.hash,
    loadedAt: startedAt,
    files: [...config.files],
    problems,
  });
  return {
    info,
    async reload() {
      problems = checkFiles(config.folder, devicesFolder, config.hash);
      return info();
    },
  };
}

function checkFiles(folder: string, devicesFolder: string, inForce: string): ConfigMistake[] {
  try {
    if (loadConfig(folder, devicesFolder).hash === inForce) return [];
    const message = 'the files are good and have changed: restart to bring them into force';
    return [{ file: folder, line: 1, column: 1, path: '', message }];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ place, path, message }) => ({ ...place, path, message }));
  }
}

function healthOf(ring: Ring, version: string): HealthInfo {
  const { deliverer, drivers, gateway, history, startedAt } = ring;
  const status = history.status();
  const devices = drivers.flatMap((driver) => driver.health());
  const journalReason = gateway.failure() ?? ring.broken;
  const reasons = [
    ...(journalReason === undefined ? [] : [`journal: ${journalReason}`]),
    ...(status.ok ? [] : [`history: ${status.reason ?? 'readings cannot be stored'}`]),
  ];
  const influx = status.influx;
  return {
    status: reasons.length === 0 ? 'ok' : 'failing',
    version,
    startedAt,
    reasons,
    journal: {
      ok: journalReason === undefined,
      lastSeq: gateway.engine.state.seq,
      ...(journalReason === undefined ? {} : { reason: journalReason }),
    },
    history: {
      ok: status.ok,
      backlog: influx?.behind ?? 0,
      influx: influx === undefined ? 'off' : influx.up ? 'up' : 'down',
      ...(status.reason === undefined ? {} : { reason: status.reason }),
    },
    devices: {
      up: devices.filter(({ up }) => up).length,
      down: devices.filter(({ up }) => !up).length,
    },
    channels: Object.fromEntries(
      deliverer.health().map((channel) => {
        const failedAt = channel.lastFailure?.at ?? Number.NEGATIVE_INFINITY;
        const ok = failedAt <= (channel.lastDeliveredAt ?? Number.NEGATIVE_INFINITY);
        const reason = ok ? {} : { reason: channel.lastFailure?.reason ?? '' };
        const { deadLetters: dead, pending } = channel;
        return [channel.channel, { ok, pending, dead, ...reason }];
      }),
    ),
  };
}
