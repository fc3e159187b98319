/**
 * The Modbus driver: checks the devices of its connections, puts those that share an address on one
 * line, and polls until stopped. Decides nothing and never writes to a device.
 */
import { assert, ConfigError, type ConfigProblem } from '../../core/error.ts';
import type { Connection, Device } from '../../devices/device.ts';
import type { ModbusProfile } from '../../devices/profile.ts';
import { planReads, type ReadBlock } from '../../devices/read-plan.ts';
import { createRegisterDecoder } from '../../devices/register-decoder.ts';
import type { DeviceHealth, Driver, DriverClock, DriverOutput } from '../driver.ts';
import { LinePoller } from './line-poller.ts';
import { News } from './news.ts';
import { type PolledBlock, PolledDevice } from './polled-device.ts';
import { DEFAULT_EVERY_MS, type ModbusConnection } from './settings.ts';
import { TcpLine } from './tcp-line.ts';

export interface ModbusDriverOptions {
  /** From the kinds: whether a life depends on this signal. Its block is read first. */
  isLife: (kind: string, signal: string) => boolean;
}

/** 0 and 248-255 are no serial addresses, but Modbus TCP devices use them. */
const MAX_UNIT = 255;

/** One line to be: everything on one host and port. */
interface SharedEndpoint {
  host: string;
  port: number;
  maxInFlight: number;
  devices: PolledDevice[];
}

export class ModbusDriver implements Driver {
  readonly #options: ModbusDriverOptions;
  readonly #news = new News();
  readonly #endpoints = new Map<string, SharedEndpoint>();
  readonly #plans = new Map<ModbusProfile, Map<number, readonly ReadBlock[]>>();

  constructor(options: ModbusDriverOptions) {
    this.#options = options;
  }

  /** May be called for several connections; those to the same host and port share one socket. */
  open(connection: Connection, devices: readonly Device[]): void {
    const problems = devices.flatMap(findProblems);
    if (problems.length > 0) throw new ConfigError(problems);
    const settings = connection.settings as ModbusConnection;
    const endpoint = this.#endpointOf(settings);
    endpoint.maxInFlight = Math.min(endpoint.maxInFlight, settings.maxInFlight);
    for (const device of devices) endpoint.devices.push(this.#prepare(device, settings));
  }

  async run(output: DriverOutput, clock: DriverClock, stop: AbortSignal): Promise<void> {
    if (stop.aborted) return;
    this.#news.start(output);
    const pollers = [...this.#endpoints.values()].map(
      (endpoint, index, { length }) =>
        new LinePoller({
          createLine: (events) => new TcpLine(endpoint, events),
          maxInFlight: endpoint.maxInFlight,
          devices: endpoint.devices,
          clock,
          turn: index / length,
        }),
    );
    await new Promise<void>((resolve) => {
      stop.addEventListener('abort', () => resolve(), { once: true });
    });
    for (const poller of pollers) poller.stop();
    this.#news.stop();
  }

  health(): readonly DeviceHealth[] {
    return [...this.#endpoints.values()].flatMap(({ devices }) =>
      devices.map((device) => device.health()),
    );
  }

  #endpointOf({ host, port, maxInFlight }: ModbusConnection): SharedEndpoint {
    const key = `${host.toLowerCase()}:${port}`;
    const known = this.#endpoints.get(key);
    if (known) return known;
    const endpoint = { host, port, maxInFlight, devices: [] };
    this.#endpoints.set(key, endpoint);
    return endpoint;
  }

  #prepare(device: Device, { timeoutMs }: ModbusConnection): PolledDevice {
    const { id, unit } = device;
    assert(unit !== undefined, `${id} was checked to have a unit`);
    return new PolledDevice({ id, unit, timeoutMs, blocks: this.#blocksOf(device) }, this.#news);
  }

  #blocksOf({ profile, everyMs = DEFAULT_EVERY_MS }: Device): PolledBlock[] {
    assert(profile.protocol === 'modbus', `${profile.profile} was checked to be a Modbus profile`);
    return this.#planOf(profile, everyMs).map((block) => ({
      ...block,
      life: block.points.some(({ name }) => this.#options.isLife(profile.kind, name)),
      decoder: createRegisterDecoder(profile, block),
    }));
  }

  /** Five hundred meters of one type are read by one plan. */
  #planOf(profile: ModbusProfile, everyMs: number): readonly ReadBlock[] {
    const plans = this.#plans.get(profile) ?? new Map<number, readonly ReadBlock[]>();
    this.#plans.set(profile, plans);
    const plan = plans.get(everyMs) ?? planReads(profile, everyMs);
    plans.set(everyMs, plan);
    return plan;
  }
}

function findProblems({ id, profile, unit }: Device): ConfigProblem[] {
  const problem = (key: string, message: string): ConfigProblem => ({
    place: { file: 'devices.yaml', line: 1, column: 1 },
    path: `devices.${id}.${key}`,
    message,
  });
  if (profile.protocol !== 'modbus') {
    return [
      problem('profile', `${profile.profile} speaks ${profile.protocol}; "on" names a Modbus bus.`),
    ];
  }
  if (unit === undefined || !Number.isInteger(unit) || unit < 0 || unit > MAX_UNIT) {
    const found = unit === undefined ? 'missing' : `${unit} is no unit id`;
    return [problem('unit', `${found}. Give the device's Modbus address (0-${MAX_UNIT}).`)];
  }
  return [];
}
