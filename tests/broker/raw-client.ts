/**
 * An MQTT 3.1.1 client that says exactly what a test wants, byte for byte, and shows every packet
 * that comes back. Written from the standard, with none of the libraries under test.
 */
import { connect, type Socket } from 'node:net';
import { waitFor } from '../support/wait.ts';

export const CONNACK = 2;
export const PUBLISH = 3;
export const PUBACK = 4;
export const SUBACK = 9;

export interface Packet {
  type: number;
  body: Buffer;
}

export interface Hello {
  clientId?: string;
  clean?: boolean;
  username?: string;
  password?: string;
  will?: { topic: string; payload: string };
}

/** Cuts a stream of bytes into packets (MQTT 3.1.1 §2.2) and keeps them all. */
export class PacketStream {
  readonly all: Packet[] = [];
  #bytes = Buffer.alloc(0);

  /** The packets that this chunk completes. */
  read(chunk: Buffer): Packet[] {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const whole: Packet[] = [];
    for (;;) {
      const length = readLength(this.#bytes);
      const end = length && length.end + length.value;
      if (end === undefined || this.#bytes.length < end) break;
      whole.push({
        type: this.#bytes[0]! >> 4,
        body: this.#bytes.subarray(length!.end, end),
      });
      this.#bytes = this.#bytes.subarray(end);
    }
    this.all.push(...whole);
    return whole;
  }

  ofType(type: number): Packet[] {
    return this.all.filter((packet) => packet.type === type);
  }
}

export class RawClient {
  readonly packets = new PacketStream();
  readonly socket: Socket;
  isClosed = false;
  #taken = new Set<Packet>();

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (chunk) => this.packets.read(chunk));
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.isClosed = true;
    });
  }

  send(bytes: Uint8Array): void {
    this.socket.write(bytes);
  }

  /** The first packet of a type that was not given before, as soon as it is there. */
  async next(type: number): Promise<Packet> {
    const packet = await waitFor(`a packet of type ${type}`, () =>
      this.packets.ofType(type).find((candidate) => !this.#taken.has(candidate)),
    );
    this.#taken.add(packet);
    return packet;
  }

  async closed(): Promise<void> {
    if (this.isClosed) return;
    await new Promise((resolve) => this.socket.once('close', resolve));
  }

  /** Cut, without a DISCONNECT. */
  cut(): void {
    this.socket.destroy();
  }
}

/** Connected, and greeted with return code 0. */
export async function signIn(port: number, hello: Hello = {}): Promise<RawClient> {
  const client = new RawClient(port);
  client.send(connectPacket(hello));
  const { body } = await client.next(CONNACK);
  if (body[1] !== 0) throw new Error(`refused with return code ${body[1]}`);
  return client;
}

export function connectPacket(hello: Hello): Buffer {
  const { clientId = 'raw', clean = true, username, password, will } = hello;
  const flags =
    (username === undefined ? 0 : 0x80) |
    (password === undefined ? 0 : 0x40) |
    (will ? 0x04 : 0) |
    (clean ? 0x02 : 0);
  const fields = [clientId, will?.topic, will?.payload, username, password];
  const body = Buffer.concat([
    text('MQTT'),
    Buffer.from([4, flags, 0, 0]),
    ...fields.filter((field) => field !== undefined).map(text),
  ]);
  return packet(0x10, body);
}

export function publishPacket(
  topic: string,
  payload: string | Uint8Array,
  { qos = 1, id = 1, retain = false } = {},
): Buffer {
  const idBytes = qos === 0 ? [] : [id >> 8, id & 0xff];
  const body = Buffer.concat([text(topic), Buffer.from(idBytes), Buffer.from(payload)]);
  return packet(0x30 | (qos << 1) | (retain ? 1 : 0), body);
}

export function subscribePacket(filter: string, { qos = 1, id = 1 } = {}): Buffer {
  const body = Buffer.concat([Buffer.from([id >> 8, id & 0xff]), text(filter), Buffer.from([qos])]);
  return packet(0x82, body);
}

/** Topic and payload of a PUBLISH that came with QoS 0. */
export function readPublish({ body }: Packet): { topic: string; payload: string } {
  const end = 2 + body.readUInt16BE(0);
  return { topic: body.toString('utf8', 2, end), payload: body.toString('utf8', end) };
}

function packet(head: number, body: Buffer): Buffer {
  const length: number[] = [];
  let rest = body.length;
  do {
    length.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>= 7;
  } while (rest > 0);
  return Buffer.concat([Buffer.from([head, ...length]), body]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

function readLength(bytes: Buffer): { value: number; end: number } | undefined {
  let value = 0;
  for (let i = 1; i < Math.min(bytes.length, 5); i++) {
    value += (bytes[i]! & 0x7f) << (7 * (i - 1));
    if ((bytes[i]! & 0x80) === 0) return { value, end: i + 1 };
  }
  return undefined;
}
