/**
 * The embedded MQTT 3.1.1 broker (aedes). It lets clients in, decides who may publish what, hands
 * every message out and acknowledges it only once it is durable. It knows no device and reads no
 * payload. Retained messages and sessions are in memory only.
 */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import {
  Aedes,
  type AuthenticateError,
  type Client,
  type PublishPacket,
  type Subscription,
} from 'aedes';
import { DeviceError } from '../core/error.ts';
import { Access } from './access.ts';
import { boundStore } from './bounds.ts';
import { type BrokerHealth, createHealth } from './health.ts';
import { GuardedSocket, MAX_PACKET_BYTES } from './packet-guard.ts';
import type { Account } from './settings.ts';

/** Connections beyond it are closed at once; the client's own retry brings it back. */
const MAX_CLIENTS = 12_000;
/** Clients with a session (`clean: false`) that subscribe; beyond it the SUBACK says failure. */
const MAX_SESSIONS = 100;
/** Packets a client may send ahead of its CONNACK; beyond it, it is hung up on. */
const MAX_EARLY_PACKETS = 100;
/** QoS 2 messages of one client between PUBLISH and PUBREL; beyond it, it is hung up on. */
const MAX_HALF_DONE = 20;
const CONNECT_TIMEOUT_MS = 10_000;
/** A subscriber that takes nothing for so long is hung up on: it holds up all others. */
const DRAIN_TIMEOUT_MS = 5_000;
/** Finds a client that asked for no keep-alive and lost its network. */
const TCP_KEEPALIVE_MS = 60_000;
/** A display that takes nothing must not hold up the gateway's stop. */
const FAREWELL_TIMEOUT_MS = 1_000;
/** MQTT 3.1.1 table 3.1. */
const SERVER_UNAVAILABLE = 3;
const BAD_PASSWORD = 4;

/** A message as a client published it. */
export interface BrokerMessage {
  topic: string;
  payload: Uint8Array;
  qos: 0 | 1 | 2;
  /** Old, told again to a new subscriber: never so here, each message is fresh from its client. */
  replayed: false;
}

export interface BrokerOptions {
  host: string;
  /** 0: any free port. */
  port: number;
  /** Parsed by `credentialsSchema`; without them everybody may in. */
  accounts?: readonly Account[];
  /** Where the gateway says `online` and, when it stops in order, `offline`; both retained. */
  statusTopic?: string;
  /**
   * Resolves once the message is durable; only then is a QoS 1 or 2 message acknowledged. Where it
   * rejects, the client is hung up on, so that it sends the message again.
   */
  onMessage(message: BrokerMessage): Promise<void>;
}

/** Listens; rejects with a `DeviceError` where the address cannot be had. */
export async function startBroker(options: BrokerOptions): Promise<EmbeddedBroker> {
  const broker = new EmbeddedBroker(options);
  await broker.start();
  return broker;
}

export class EmbeddedBroker {
  readonly #options: BrokerOptions;
  readonly #access: Access;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #accounts = new WeakMap<Client, Account>();
  readonly #sessions = new Set<string>();
  readonly #health = createHealth();
  readonly #aedes: Aedes;
  #isClosing = false;

  /** Use `startBroker`. */
  constructor(options: BrokerOptions) {
    this.#options = options;
    this.#access = new Access(options.accounts);
    this.#server = createServer((socket) => this.#accept(socket));
    this.#server.maxConnections = MAX_CLIENTS;
    this.#server.on('drop', () => this.#note('tooManyClients', 'too many clients'));
    this.#aedes = new Aedes({
      connectTimeout: CONNECT_TIMEOUT_MS,
      drainTimeout: DRAIN_TIMEOUT_MS,
      queueLimit: MAX_EARLY_PACKETS,
      maxInflightInbound: MAX_HALF_DONE,
      authenticate: (client, username, password, done) => {
        void this.#authenticate(client, username, password).then(
          () => done(null, true),
          (refusal: AuthenticateError) => done(refusal, false),
        );
      },
      authorizePublish: (client, packet, done) => this.#publishIn(client, packet, done),
      authorizeSubscribe: (client, subscription, done) =>
        done(null, this.#maySubscribe(client, subscription) ? subscription : null),
      // aedes queues for a session what its refused subscriptions match, so ask again here.
      authorizeForward: (client, packet) =>
        this.#access.maySubscribe(this.#accounts.get(client), packet.topic) ? packet : null,
    });
    this.#aedes.on('clientReady', (client) => {
      if (client.clean) this.#sessions.delete(client.id);
    });
    this.#aedes.on('clientError', (client, error) => this.#note('faults', describe(client, error)));
    this.#aedes.on('connectionError', (client, error) =>
      this.#note('faults', describe(client, error)),
    );
  }

  async start(): Promise<void> {
    await this.#aedes.listen();
    boundStore(this.#aedes, {
      notRetained: () => this.#note('notRetained', 'too many retained messages'),
      notQueued: () => this.#note('notQueued', 'a subscriber with a session takes nothing'),
    });
    const { host, port } = this.#options;
    this.#server.listen(port, host);
    try {
      await once(this.#server, 'listening');
    } catch (error) {
      await this.close();
      throw describeListenError(error as Error, host, port);
    }
    this.#server.on('error', (error) => this.#note('faults', error.message));
    await this.#sayStatus('online');
  }

  /** Where it listens; with port 0 the port that was free. */
  get address(): { host: string; port: number } {
    const { address, port } = this.#server.address() as AddressInfo;
    return { host: address, port };
  }

  /** In the gateway's own name, to all who subscribed. After `close` nobody is left to tell. */
  publish(topic: string, payload: string, { retain }: { retain: boolean }): void {
    if (!this.#isClosing) void this.#publishOut(topic, payload, retain);
  }

  health(): BrokerHealth {
    return { clients: this.#aedes.connectedClients, ...this.#health };
  }

  /** What was not acknowledged by now, its client sends again to the next broker. */
  async close(): Promise<void> {
    if (this.#isClosing) return;
    this.#isClosing = true;
    await this.#sayStatus('offline');
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await new Promise<void>((resolve) => this.#aedes.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #sayStatus(status: 'online' | 'offline'): Promise<void> {
    const { statusTopic } = this.#options;
    if (statusTopic === undefined) return;
    const timeout = new Promise((resolve) => setTimeout(resolve, FAREWELL_TIMEOUT_MS).unref());
    await Promise.race([this.#publishOut(statusTopic, status, true), timeout]);
  }

  /** Resolves when every subscriber that is there has been written to. */
  #publishOut(topic: string, payload: string, retain: boolean): Promise<void> {
    const packet = { cmd: 'publish', topic, payload: Buffer.from(payload), retain } as const;
    return new Promise((resolve) => {
      this.#aedes.publish({ ...packet, qos: 1, dup: false }, (error) => {
        if (error) this.#note('faults', `publishing ${topic}: ${error.message}`);
        resolve();
      });
    });
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, TCP_KEEPALIVE_MS);
    socket.on('close', () => this.#sockets.delete(socket));
    const { remoteAddress } = socket;
    const guarded = new GuardedSocket(socket, () =>
      this.#note('tooLarge', `${remoteAddress}: a packet of more than ${MAX_PACKET_BYTES} bytes`),
    );
    this.#aedes.handle(guarded);
  }

  async #authenticate(client: Client, username?: string, password?: Buffer): Promise<void> {
    const entry = await this.#access.enter(username, password);
    if (entry === 'busy') {
      throw Object.assign(new Error('busy'), { returnCode: SERVER_UNAVAILABLE });
    }
    if (entry === 'wrong') {
      this.#note('wrongPassword', `client ${client.id}, user ${username ?? '(none)'}: refused`);
      throw Object.assign(new Error('wrong user or password'), { returnCode: BAD_PASSWORD });
    }
    if (entry.account) this.#accounts.set(client, entry.account);
  }

  /** Also asked for last wills, which aedes sends out like messages. */
  #publishIn(client: Client | null, packet: PublishPacket, done: (error?: Error) => void): void {
    const { topic, qos } = packet;
    const refusal = this.#refusal(client, topic);
    if (refusal !== undefined) {
      done(new Error(refusal));
      return;
    }
    const payload =
      typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
    const stored = this.#options.onMessage({ topic, payload, qos, replayed: false });
    const lost = (error: Error) => this.#note('notStored', `${topic}: ${error.message}`);
    if (qos === 0) {
      done();
      stored.catch(lost);
      return;
    }
    stored.then(
      () => done(),
      (error: Error) => {
        lost(error);
        done(error);
      },
    );
  }

  #refusal(client: Client | null, topic: string): string | undefined {
    // The gateway itself is going: the wills of clients that it cuts off would be lies.
    if (this.#isClosing) return 'the broker is closing';
    const account = client ? this.#accounts.get(client) : undefined;
    if (this.#access.mayPublish(account, topic)) return undefined;
    this.#note('notAllowed', `client ${client?.id}: may not publish to ${topic}`);
    return `may not publish to ${topic}`;
  }

  #maySubscribe(client: Client, { topic }: Subscription): boolean {
    if (!this.#access.maySubscribe(this.#accounts.get(client), topic)) {
      this.#note('notAllowed', `client ${client.id}: may not subscribe to ${topic}`);
      return false;
    }
    if (client.clean || this.#sessions.has(client.id)) return true;
    if (this.#sessions.size >= MAX_SESSIONS) {
      this.#note('tooManyClients', `client ${client.id}: too many sessions; use a clean one`);
      return false;
    }
    this.#sessions.add(client.id);
    return true;
  }

  #note(kind: Exclude<keyof BrokerHealth, 'clients' | 'lastProblem'>, problem: string): void {
    this.#health[kind]++;
    this.#health.lastProblem = problem;
  }
}

function describe(client: Client, error: Error): string {
  return `client ${client.id ?? '(not yet named)'}: ${error.message}`;
}

function describeListenError(error: Error, host: string, port: number): DeviceError {
  const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  const what = isTaken ? 'the port is taken by another program' : error.message;
  const message = `broker ${host}:${port}: ${what}; give another broker.port, or 0 for any`;
  return new DeviceError('refused', message, { cause: error });
}
