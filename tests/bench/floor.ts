/**
 * Program of its own: the least that could do the same work, written by hand. Polls the same
 * devices, decodes the same registers, compares one value and posts, with no core, no journal and
 * no store. What the gateway costs above it is the price of all that it does besides.
 *
 * Usage: `node floor.ts '{ "ports": […], "units": N, "webhook": "http://…" }'`.
 */
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { REGISTERS, TRIP_BELOW_RAW } from './generated-site.ts';

interface Task {
  ports: number[];
  units: number;
  webhook: string;
}

const EVERY_MS = 1_000;
const ANSWER_BYTES = 9 + 2 * REGISTERS;

const { ports, units, webhook } = JSON.parse(process.argv[2]!) as Task;
const agent = new Agent({ keepAlive: true });
const values: number[][] = [];
const told = new Set<number>();

function take(device: number, answer: Buffer): void {
  const decoded = values[device]!;
  for (let i = 0; i < REGISTERS; i++) decoded[i] = answer.readUInt16BE(9 + 2 * i) * 0.1;
  if (decoded[0]! >= TRIP_BELOW_RAW / 10 || told.has(device)) return;
  told.add(device);
  const body = JSON.stringify({ alarm: `low-voltage@M${device}` });
  const headers = { 'content-type': 'application/json', 'content-length': body.length };
  const post = request(webhook, { method: 'POST', agent, headers }, (response) =>
    response.resume(),
  );
  post.end(body);
}

function receive(socket: Socket, firstDevice: number): void {
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (; bytes.length >= ANSWER_BYTES; bytes = bytes.subarray(ANSWER_BYTES)) {
      take(firstDevice + bytes[6]! - 1, bytes);
    }
    rest = bytes;
  });
}

function poll(socket: Socket, unit: number): void {
  let transaction = 0;
  const question = Buffer.from([0, 0, 0, 0, 0, 6, unit, 3, 0, 0, 0, REGISTERS]);
  setInterval(() => {
    transaction = (transaction + 1) & 0xffff;
    question.writeUInt16BE(transaction, 0);
    socket.write(Buffer.from(question));
  }, EVERY_MS);
}

for (const [endpoint, port] of ports.entries()) {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  receive(socket, endpoint * units);
  for (let unit = 1; unit <= units; unit++) {
    const device = endpoint * units + unit - 1;
    values[device] = [];
    // Spread over the second, as anybody would.
    setTimeout(() => poll(socket, unit), (device / (ports.length * units)) * EVERY_MS);
  }
}
console.log('polling');
