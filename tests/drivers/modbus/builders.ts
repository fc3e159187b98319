/** Devices, connections and an output that remembers, for the tests of this folder. */
import type { Report, Sample } from '../../../src/core/signals/reading.ts';
import { kindsSchema } from '../../../src/core/site/kinds.ts';
import type { Connection, Device } from '../../../src/devices/device.ts';
import { type ModbusProfile, parseProfile } from '../../../src/devices/profile.ts';
import type { DriverClock, DriverOutput } from '../../../src/drivers/driver.ts';
import { modbusConnectionSchema } from '../../../src/drivers/modbus/settings.ts';

const text = (word: string) => ({ zh: word, en: word });

const KINDS = kindsSchema.parse({
  lift: {
    title: text('lift'),
    signals: {
      floor: { type: 'number', title: text('floor') },
      load: { type: 'number', title: text('load') },
      moving: { type: 'bool', title: text('moving'), life: true },
      runs: { type: 'number', title: text('runs'), counter: true },
    },
  },
});

export const isLife = (kind: string, signal: string) => KINDS[kind]!.signals[signal]?.life ?? false;

/** Two registers read together: floor at 0x10, moving at 0x11. */
export const PLAIN_POINTS = {
  floor: { at: 0x10, type: 'int16' },
  moving: { at: 0x11, type: 'bool' },
};

export function makeProfile(points: object = PLAIN_POINTS): ModbusProfile {
  const parsed = parseProfile(
    {
      profile: 'test-lift',
      title: text('test'),
      kind: 'lift',
      source: 'made for the tests',
      modbus: { function: 'holding' },
      points,
    },
    KINDS,
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  if (parsed.profile.protocol !== 'modbus') throw new Error('not a Modbus profile');
  return parsed.profile;
}

export function makeDevice({
  id = 'box-1',
  unit = 1,
  everyMs = 50,
  points,
}: {
  id?: string;
  unit?: number;
  everyMs?: number;
  points?: object;
} = {}): Device {
  const profile = makeProfile(points);
  const place = { on: 'bus', asset: 'A-L1', unit, placeholders: {} };
  return { id, profile, ...place, meaningOf: () => undefined, everyMs };
}

export function makeConnection(port: number, settings: object = {}): Connection {
  return {
    id: 'bus',
    protocol: 'modbus',
    settings: modbusConnectionSchema.parse({
      modbus: 'tcp',
      host: '127.0.0.1',
      port,
      timeout: '200ms',
      ...settings,
    }),
  };
}

export type LinkChange = { device: string; up: boolean; reason?: string };

/** Remembers what a driver told, and which samples stand. */
export class Listener implements DriverOutput {
  readonly links: LinkChange[] = [];
  readonly reports: Report[] = [];
  readonly #samples = new Map<string, Sample>();

  report(reports: readonly Report[]): { stored: Promise<void> } {
    for (const report of reports) {
      this.reports.push(report);
      for (const sample of report.samples) {
        this.#samples.set(`${report.device} ${sample.signal}`, sample);
      }
    }
    return { stored: Promise.resolve() };
  }

  link(device: string, up: boolean, reason?: string): void {
    this.links.push(reason === undefined ? { device, up } : { device, up, reason });
  }

  sample(device: string, signal: string): Sample | undefined {
    return this.#samples.get(`${device} ${signal}`);
  }

  value(device: string, signal: string) {
    return this.sample(device, signal)?.value;
  }

  /** Every good value that a signal ever had here, each change once. */
  goodValues(device: string, signal: string) {
    return this.reports
      .filter((report) => report.device === device)
      .flatMap(({ samples }) => samples)
      .filter((sample) => sample.signal === signal && sample.quality === 'good')
      .map(({ value }) => value);
  }

  linksOf(device: string): boolean[] {
    return this.links.filter((link) => link.device === device).map(({ up }) => up);
  }
}

export const CLOCK: DriverClock = { now: () => performance.now() };
