/**
 * Program of its own: the devices (raw Modbus TCP, no library) and whoever receives the webhook, in
 * one process, so that one clock times both ends. Told what to do by HTTP.
 *
 * Usage: `node field.ts ENDPOINTS UNITS`. Prints one line of JSON: `{ ports, control }`.
 */
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { FieldLog } from './field-client.ts';
import { assetOf, NOMINAL_RAW, REGISTERS } from './generated-site.ts';

const [endpoints = 0, units = 0] = process.argv.slice(2).map(Number);

/** MBAP header, function, start and count: every question is as long. */
const QUESTION_BYTES = 12;
/** MBAP header, function, byte count, registers. */
const ANSWER_BYTES = 9 + 2 * REGISTERS;
/** Raw values go up and down by this much, so that every answer differs in every register. */
const NOISE_STEPS = 5;

interface Unit {
  asset: string;
  polls: number;
  trippedAt?: number;
  /** The tripped value was in an answer. */
  onWireAt?: number;
}

const all: Unit[] = [];
const posts: FieldLog['posts'] = [];

function serve(socket: Socket, devices: readonly Unit[]): void {
  socket.setNoDelay();
  socket.on('error', () => socket.destroy());
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const answers: Buffer[] = [];
    for (; bytes.length >= QUESTION_BYTES; bytes = bytes.subarray(QUESTION_BYTES)) {
      answers.push(answer(bytes, devices[bytes[6]! - 1]!));
    }
    rest = bytes;
    socket.write(answers.length === 1 ? answers[0]! : Buffer.concat(answers));
  });
}

function answer(question: Buffer, unit: Unit): Buffer {
  const bytes = Buffer.allocUnsafe(ANSWER_BYTES);
  question.copy(bytes, 0, 0, 8);
  bytes.writeUInt16BE(ANSWER_BYTES - 6, 4);
  bytes[8] = 2 * REGISTERS;
  const noise = unit.polls++ % NOISE_STEPS;
  for (let i = 0; i < REGISTERS; i++) {
    bytes.writeUInt16BE(NOMINAL_RAW + ((noise + i) % NOISE_STEPS), 9 + 2 * i);
  }
  if (unit.trippedAt !== undefined) {
    bytes.writeUInt16BE(0, 9);
    unit.onWireAt ??= performance.now();
  }
  return bytes;
}

function log(): FieldLog {
  const trips = all.flatMap(({ asset, trippedAt, onWireAt }) =>
    trippedAt === undefined ? [] : [{ asset, trippedAt, ...(onWireAt && { onWireAt }) }],
  );
  return { trips, posts, polls: all.reduce((sum, { polls }) => sum + polls, 0) };
}

async function control(request: IncomingMessage): Promise<object> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const at = performance.now();
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://field');
  switch (pathname) {
    case '/hook': {
      const { alarm } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { alarm: string };
      posts.push({ asset: alarm.slice(alarm.indexOf('@') + 1), at });
      return {};
    }
    case '/trip':
      all[Number(searchParams.get('device'))]!.trippedAt = at;
      return {};
    default:
      return log();
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const ports: number[] = [];
for (let endpoint = 0; endpoint < endpoints; endpoint++) {
  const devices = Array.from({ length: units }, (_, index): Unit => {
    return { asset: assetOf(endpoint * units + index), polls: 0 };
  });
  all.push(...devices);
  ports.push(await listen(createServer((socket) => serve(socket, devices))));
}
const http = createHttpServer((request, response) => {
  control(request).then(
    (said) => response.end(JSON.stringify(said)),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
console.log(JSON.stringify({ ports, control: await listen(http) }));
