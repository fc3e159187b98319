/**
 * The MQTT driver: turns messages, of the embedded broker (`accept`) and of brokers elsewhere, into
 * reports, and says when each may be acknowledged. Decides nothing.
 */
import { DeviceError } from '../../core/error.ts';
import type { Connection, Device } from '../../devices/device.ts';
import type { Driver, DriverClock, DriverOutput } from '../driver.ts';
import { checkDevices } from './device-check.ts';
import { Inlet } from './inlet.ts';
import type { Message } from './message.ts';
import { OutsideDevices } from './outside-devices.ts';
import { readPasswordFile } from './password-file.ts';
import type { Publisher } from './publisher.ts';
import { Reader } from './reader.ts';
import { Routes } from './routes.ts';
import type { MqttConnection } from './settings.ts';
import { healthOf, type MqttDeviceHealth, Tally } from './tally.ts';

/** The store may be why we stop: what it still owes then is sent again by the brokers. */
const STOP_TIMEOUT_MS = 2_000;

export interface MqttDriverOptions {
  /** Id of the site: the name under which brokers keep our session. Unique on each broker. */
  site: string;
  /** The config folder, in which password files lie. */
  folder: string;
  /** Id of the connection to an outside broker on which the gateway publishes too. */
  publishOn?: string;
}

export class MqttDriver implements Driver, Publisher {
  readonly #options: MqttDriverOptions;
  readonly #tally = new Tally();
  readonly #embeddedDevices: Device[] = [];
  readonly #outsides: { id: string; devices: OutsideDevices }[] = [];
  #embedded: Reader | undefined;
  #inlet: Inlet | undefined;
  #publisher: Publisher | undefined;

  constructor(options: MqttDriverOptions) {
    this.#options = options;
  }

  /** May be called for several connections. */
  open({ id, settings }: Connection, devices: readonly Device[]): void {
    checkDevices(devices);
    const checked = settings as MqttConnection;
    if (checked.broker === 'embedded') {
      this.#embeddedDevices.push(...devices);
      this.#embedded = new Reader(new Routes(this.#embeddedDevices), this.#tally);
      return;
    }
    const { site, folder, publishOn } = this.#options;
    const { passwordFile } = checked;
    const options = {
      settings: checked,
      password: passwordFile && readPasswordFile(folder, passwordFile),
      clientId: `dutywatch-${site}-${id}`,
      ...(id === publishOn && { statusTopic: `dutywatch/${site}/status` }),
    };
    this.#outsides.push({ id, devices: new OutsideDevices(options, devices, this.#tally) });
  }

  async run(output: DriverOutput, clock: DriverClock, stop: AbortSignal): Promise<void> {
    if (stop.aborted) return;
    const inlet = new Inlet(output, clock);
    this.#inlet = inlet;
    const connecting = this.#outsides.map(async ({ id, devices }) => {
      const broker = await devices.connect(inlet);
      if (id === this.#options.publishOn) this.#publisher = broker.publisher;
      return { devices, broker };
    });
    const connected = await Promise.all(connecting);
    if (!stop.aborted) {
      await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }));
    }
    const timeout = new Promise((resolve) => setTimeout(resolve, STOP_TIMEOUT_MS).unref());
    await Promise.race([inlet.intake.settled(), timeout]);
    this.#publisher = undefined;
    await Promise.all(connected.map(({ devices, broker }) => devices.disconnect(broker)));
    this.#inlet = undefined;
  }

  /**
   * A message of the embedded broker. Resolves once it is durable, or at once where there is
   * nothing in it to store; rejects where its client had better send it again.
   */
  async accept(message: Message): Promise<void> {
    const inlet = this.#inlet;
    if (inlet === undefined) throw new DeviceError('refused', 'the gateway is not running');
    if (inlet.intake.isFull)
      throw new DeviceError('refused', 'too many messages wait to be stored');
    if (this.#embedded) await inlet.take(this.#embedded, message);
  }

  /** On `publishOn`, while running; the newest of each topic waits for the broker. */
  publish(topic: string, payload: string, options: { retain: boolean }): void {
    this.#publisher?.publish(topic, payload, options);
  }

  health(): readonly MqttDeviceHealth[] {
    const embedded = this.#embeddedDevices.map(({ id }) =>
      healthOf(this.#tally, id, this.#inlet?.links.lostBecause(id)),
    );
    return [...embedded, ...this.#outsides.flatMap(({ devices }) => devices.health(this.#inlet))];
  }

  /** Messages on topics that belong to no device. */
  get unknownTopics(): number {
    const readers = this.#outsides.map(({ devices }) => devices.reader);
    if (this.#embedded) readers.push(this.#embedded);
    return readers.reduce((sum, reader) => sum + reader.unknownTopics, 0);
  }
}
