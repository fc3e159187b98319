/** The devices behind one outside broker: what is heard of them, and when they are lost with it. */
import { DeviceError } from '../../core/error.ts';
import type { Device } from '../../devices/device.ts';
import type { Inlet } from './inlet.ts';
import type { OutsideBroker } from './outside-broker.ts';
import { Reader } from './reader.ts';
import { Routes } from './routes.ts';
import type { OutsideConnection } from './settings.ts';
import { healthOf, type MqttDeviceHealth, type Tally } from './tally.ts';

/** A broker that restarts is back before this; its devices were not lost. */
const BROKER_AWAY_MS = 10_000;

export interface OutsideDevicesOptions {
  settings: OutsideConnection;
  password: string | undefined;
  clientId: string;
  /** Where the gateway publishes here too. */
  statusTopic?: string;
}

export class OutsideDevices {
  readonly reader: Reader;
  readonly #options: OutsideDevicesOptions;
  readonly #devices: readonly string[];
  readonly #routes: Routes;
  readonly #tally: Tally;
  /** Why the broker cannot be reached, in its own words; undefined while it is. */
  #problem: string | undefined = 'no answer yet';
  #lostTimer: NodeJS.Timeout | undefined;

  constructor(options: OutsideDevicesOptions, devices: readonly Device[], tally: Tally) {
    this.#options = options;
    this.#devices = devices.map(({ id }) => id);
    this.#routes = new Routes(devices);
    this.#tally = tally;
    this.reader = new Reader(this.#routes, tally);
  }

  /** Where no broker is elsewhere, its client is not even loaded. */
  async connect(inlet: Inlet): Promise<OutsideBroker> {
    this.#startWaiting(inlet);
    const { OutsideBroker } = await import('./outside-broker.ts');
    const { password, ...options } = this.#options;
    return new OutsideBroker(
      { ...options, ...(password !== undefined && { password }), filters: this.#routes.filters },
      {
        message: (message) => inlet.take(this.reader, message),
        room: () => (inlet.intake.isFull ? inlet.intake.freed() : undefined),
        up: () => this.#broughtBack(inlet),
        down: (problem) => {
          this.#problem = problem;
          this.#startWaiting(inlet);
        },
        subscribed: (filter, isGranted) => this.#subscribed(inlet, filter, isGranted),
      },
    );
  }

  async disconnect(broker: OutsideBroker): Promise<void> {
    await broker.close();
    this.#stopWaiting();
  }

  health(inlet: Inlet | undefined): MqttDeviceHealth[] {
    const problem = this.#problem && `${this.#options.settings.url}: ${this.#problem}`;
    return this.#devices.map((id) =>
      healthOf(this.#tally, id, inlet?.links.lostBecause(id), problem),
    );
  }

  /** Lost when the broker has been away for a while, not at every hiccup; told once. */
  #startWaiting({ clock, links }: Inlet): void {
    this.#lostTimer ??= setTimeout(() => {
      const words = `${this.#options.settings.url}: ${this.#problem}`;
      const error = new DeviceError('disconnected', words);
      for (const device of this.#devices) {
        this.#tally.failed(device, clock.now(), error);
        links.lose(device, 'broker');
      }
    }, BROKER_AWAY_MS);
  }

  #stopWaiting(): void {
    clearTimeout(this.#lostTimer);
    this.#lostTimer = undefined;
  }

  #broughtBack({ links }: Inlet): void {
    this.#problem = undefined;
    this.#stopWaiting();
    for (const device of this.#devices) links.restore(device, 'broker');
  }

  #subscribed({ clock, links }: Inlet, filter: string, isGranted: boolean): void {
    const error = new DeviceError('refused', `${filter}: the broker refuses the subscription`);
    for (const device of this.#routes.devicesOf(filter)) {
      if (isGranted) links.restore(device, 'subscription');
      else {
        this.#tally.failed(device, clock.now(), error);
        links.lose(device, 'subscription');
      }
    }
  }
}
