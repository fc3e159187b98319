/** An MQTT driver at work, with a gateway that stores at once or when the test says so. */
import type { Report } from '../../../src/core/signals/reading.ts';
import type { Device } from '../../../src/devices/device.ts';
import type { DriverOutput } from '../../../src/drivers/driver.ts';
import { MqttDriver, type MqttDriverOptions } from '../../../src/drivers/mqtt/mqtt-driver.ts';
import { mqttConnectionSchema } from '../../../src/drivers/mqtt/settings.ts';
import { loadProfile, profileFiles } from '../../devices/files.ts';

/** A device on connection `field` with a profile that ships. */
export function device(id: string, profile: string, placeholders: Record<string, string>): Device {
  const file = profileFiles().find(({ name }) => name === profile);
  return {
    id,
    profile: loadProfile(file?.content),
    on: 'field',
    asset: `${id}-asset`,
    placeholders,
    meaningOf: () => undefined,
  };
}

/** The leak sensor of formats.md, as Zigbee2MQTT speaks for it. */
export const leak17 = device('leak-17', 'aqara-sjcgq11lm', { name: 'basement-17' });

/** A gateway that keeps what it is told; `hold` makes it store only when the test settles. */
export class Gateway implements DriverOutput {
  readonly reports: Report[] = [];
  readonly links: string[] = [];
  /** Calls of `report`, each one commit. */
  commits = 0;
  /** Waiting to be settled, oldest first; used while `isHolding`. */
  readonly held: { store(): void; fail(): void }[] = [];
  isHolding = false;

  report(reports: readonly Report[]): { stored: Promise<void> } {
    this.reports.push(...reports);
    this.commits++;
    if (!this.isHolding) return { stored: Promise.resolve() };
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.held.push({ store: resolve, fail: () => reject(new Error('disk full')) });
    return { stored: promise };
  }

  link(name: string, up: boolean, reason?: string): void {
    this.links.push(`${name} ${up ? 'up' : 'down'}${reason ? ` ${reason}` : ''}`);
  }

  /** `leak=true battery=97`: all samples so far with their quality where it is not good. */
  samples(): string[] {
    return this.reports.flatMap(({ samples }) =>
      samples.map(({ signal, value, quality, reason }) =>
        quality === 'good' ? `${signal}=${value}` : `${signal}=${value} ${quality} (${reason})`,
      ),
    );
  }
}

export interface RunningDriver extends AsyncDisposable {
  driver: MqttDriver;
  gateway: Gateway;
  stop(): Promise<void>;
}

export interface Setup extends Partial<MqttDriverOptions> {
  devices?: readonly Device[];
  gateway?: Gateway;
  /** The connection's entry in devices.yaml. */
  entry?: Record<string, unknown>;
}

/** Core time stands at 1,000 ms. */
export function startDriver(setup: Setup = {}): RunningDriver {
  const { devices = [leak17], gateway = new Gateway(), entry = { mqtt: 'embedded' } } = setup;
  const { site = 'riverside', folder = '/', publishOn } = setup;
  const driver = new MqttDriver({ site, folder, ...(publishOn && { publishOn }) });
  const settings = mqttConnectionSchema.parse(entry);
  driver.open({ id: 'field', protocol: 'mqtt', settings }, devices);
  const stopping = new AbortController();
  const ended = driver.run(gateway, { now: () => 1_000 }, stopping.signal);
  const stop = () => {
    stopping.abort();
    return ended;
  };
  return { driver, gateway, stop, [Symbol.asyncDispose]: stop };
}
