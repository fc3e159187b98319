/**
 * A client of a broker elsewhere (mqtt.js). It keeps a session there, so that messages wait while
 * the gateway is away, and acknowledges each message only when it is told that it is durable.
 */
import { connect, type IClientOptions, type IPublishPacket, type MqttClient } from 'mqtt';
import type { Message } from './message.ts';
import { LatestByTopic, type Outgoing, type Publisher } from './publisher.ts';
import type { OutsideConnection } from './settings.ts';

/** Between attempts: soon enough for a broker that restarts, rare enough for one that refuses. */
const RECONNECT_MS = 2_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** A dead network shows after one and a half of these. */
const KEEPALIVE_S = 15;
/** How long a broker keeps our session and its messages (MQTT 5; with 3.1.1 it decides itself). */
const SESSION_EXPIRY_S = 24 * 3_600;
/** MQTT 5: unacknowledged messages that the broker may send; it then waits for us. */
const RECEIVE_MAXIMUM = 1_000;
/** MQTT 5: what must never reach our memory. Far above what is read, so that it can be counted. */
const MAX_PACKET_BYTES = 16 * 1024 * 1024;
/** After a message could not be stored; then the broker is asked for it again, by reconnecting. */
const STORE_RETRY_MS = 5_000;
/** A broker that does not answer must not hold up the gateway's stop. */
const CLOSE_TIMEOUT_MS = 1_000;
/** MQTT 5 §3.14.2.1: another client took over our session. */
const SESSION_TAKEN_OVER = 142;

export interface OutsideOptions {
  settings: OutsideConnection;
  /** The same at every start: the broker knows our session by it. */
  clientId: string;
  password?: string;
  filters: readonly string[];
  /** Where this connection says `online`, and the broker `offline` in its place. */
  statusTopic?: string;
}

export interface OutsideEvents {
  /** Resolves once the message is durable; rejects where it could not be made so. */
  message(message: Message): Promise<void>;
  /** Where it is a promise, no more messages are read until it resolves. */
  room(): Promise<void> | undefined;
  up(): void;
  down(reason: string): void;
  /** The broker lets us hear what matches the filter, or not. */
  subscribed(filter: string, isGranted: boolean): void;
}

/** mqtt.js sends every PUBACK through this method; it is not in its public types. */
interface Acknowledging {
  _sendPacket(packet: { cmd: 'puback'; messageId: number; reasonCode: number }): void;
}

export class OutsideBroker {
  readonly #options: OutsideOptions;
  readonly #events: OutsideEvents;
  readonly #client: MqttClient;
  readonly #outgoing: LatestByTopic;
  /** Packet ids mean something on the connection on which they came, and only there. */
  #connection = 0;
  #wasSubscribed = false;
  #problem = 'no answer yet';

  constructor(options: OutsideOptions, events: OutsideEvents) {
    this.#options = options;
    this.#events = events;
    this.#outgoing = new LatestByTopic((message) => this.#send(message));
    this.#client = connect(options.settings.url, clientOptions(options));
    this.#client.handleMessage = (packet, done) => this.#take(packet, done);
    this.#client.on('connect', ({ sessionPresent }) => this.#greet(sessionPresent));
    this.#client.on('error', (error) => {
      this.#problem = describe(error);
    });
    this.#client.on('disconnect', ({ reasonCode }) => {
      const isTaken = reasonCode === SESSION_TAKEN_OVER;
      this.#problem = isTaken
        ? `another client is called ${options.clientId}: two gateways of one site?`
        : `the broker hung up (reason code ${reasonCode})`;
    });
    this.#client.on('close', () => {
      this.#connection++;
      this.#outgoing.setOnline(false);
      events.down(this.#problem);
    });
  }

  get publisher(): Publisher {
    return this.#outgoing;
  }

  async close(): Promise<void> {
    const { statusTopic } = this.#options;
    const farewell = async () => {
      if (statusTopic !== undefined && this.#client.connected) {
        await this.#send({ topic: statusTopic, payload: 'offline', retain: true });
      }
      await this.#client.endAsync();
    };
    const timeout = new Promise((resolve) => setTimeout(resolve, CLOSE_TIMEOUT_MS).unref());
    await Promise.race([farewell(), timeout]);
    this.#client.end(true);
    this.#client.stream.destroy();
  }

  #greet(sessionPresent: boolean): void {
    this.#problem = 'connection lost';
    const { statusTopic, filters } = this.#options;
    // Our topics may have changed since the session began, so the first time we say them anyway.
    if (!sessionPresent || !this.#wasSubscribed) for (const filter of filters) this.#ask(filter);
    this.#wasSubscribed = true;
    if (statusTopic !== undefined) this.#outgoing.publish(statusTopic, 'online', { retain: true });
    this.#outgoing.setOnline(true);
    this.#events.up();
  }

  /** A connection lost on the way is no refusal: the next one asks again. */
  #ask(filter: string): void {
    const connection = this.#connection;
    this.#client.subscribeAsync(filter, { qos: 1 }).then(
      () => this.#events.subscribed(filter, true),
      () => {
        if (connection === this.#connection) this.#events.subscribed(filter, false);
        else this.#wasSubscribed = false;
      },
    );
  }

  /** mqtt.js calls this for one message at a time and reads on when `done` is called. */
  #take(packet: IPublishPacket, done: (error?: Error) => void): void {
    const { topic, qos, retain, messageId, payload: said } = packet;
    const payload = typeof said === 'string' ? Buffer.from(said) : said;
    const connection = this.#connection;
    this.#events.message({ topic, payload, qos, replayed: retain }).then(
      () => this.#acknowledge(connection, messageId),
      () => {
        if (qos > 0) this.#askAgain(connection);
      },
    );
    // An error in place of the PUBACK; ours follows when the message is durable.
    const readOn = () => done(qos === 0 ? undefined : new Error('acknowledged later'));
    const room = this.#events.room();
    if (room === undefined) readOn();
    else void room.then(readOn);
  }

  #acknowledge(connection: number, messageId: number | undefined): void {
    if (messageId === undefined || connection !== this.#connection) return;
    if (!this.#client.connected) return;
    const client = this.#client as unknown as Acknowledging;
    client._sendPacket({ cmd: 'puback', messageId, reasonCode: 0 });
  }

  /** A broker repeats what was not acknowledged only on a new connection. */
  #askAgain(connection: number): void {
    setTimeout(() => {
      if (connection !== this.#connection) return;
      this.#problem = 'a message could not be stored';
      this.#client.stream.destroy();
    }, STORE_RETRY_MS).unref();
  }

  async #send({ topic, payload, retain }: Outgoing): Promise<void> {
    await this.#client.publishAsync(topic, payload, { qos: 1, retain });
  }
}

/** Where a name has several addresses, Node says what it tried in a code and leaves no message. */
function describe(error: Error & { code?: unknown }): string {
  return error.message === '' ? String(error.code) : error.message;
}

function clientOptions(options: OutsideOptions): IClientOptions {
  const { settings, clientId, password, statusTopic } = options;
  const { version, username } = settings;
  return {
    clientId,
    protocolVersion: version,
    clean: false,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(statusTopic !== undefined && {
      will: { topic: statusTopic, payload: Buffer.from('offline'), qos: 1, retain: true },
    }),
    ...(version === 5 && {
      properties: {
        sessionExpiryInterval: SESSION_EXPIRY_S,
        receiveMaximum: RECEIVE_MAXIMUM,
        maximumPacketSize: MAX_PACKET_BYTES,
      },
    }),
    keepalive: KEEPALIVE_S,
    connectTimeout: CONNECT_TIMEOUT_MS,
    reconnectPeriod: RECONNECT_MS,
    reconnectOnConnackError: true,
    resubscribe: false,
  };
}
