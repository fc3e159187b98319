/**
 * A Modbus TCP server whose every answer is written by the test, byte by byte: for all that a
 * well-behaved server never does.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface RawRequest {
  transaction: number;
  unit: number;
  function: number;
  start: number;
  count: number;
  socket: Socket;
  /** Sends a frame; what is not given is as it should be. */
  answer(pdu: Buffer, as?: { transaction?: number; unit?: number }): void;
}

export interface RawServer extends AsyncDisposable {
  port: number;
  requests: RawRequest[];
  /** Connections accepted so far. */
  accepted: number;
  sockets: Set<Socket>;
  /** Replaced by tests in the middle of a run. */
  behave: (request: RawRequest) => void;
  close(): Promise<void>;
}

const REQUEST_BYTES = 12;

export async function startRawServer(
  behave: (request: RawRequest) => void,
  port = 0,
): Promise<RawServer> {
  const server = createServer();
  const raw: RawServer = {
    port: 0,
    requests: [],
    accepted: 0,
    sockets: new Set(),
    behave,
    close: async () => {
      for (const socket of raw.sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
    [Symbol.asyncDispose]: () => raw.close(),
  };
  server.on('connection', (socket) => accept(raw, socket));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  raw.port = (server.address() as AddressInfo).port;
  return raw;
}

/** Registers whose value is their address: a wrong one shows. */
export function registersOf({ function: code, start, count }: RawRequest): Buffer {
  const pdu = Buffer.alloc(2 + count * 2);
  pdu.writeUInt8(code, 0);
  pdu.writeUInt8(count * 2, 1);
  for (let i = 0; i < count; i++) pdu.writeUInt16BE(start + i, 2 + i * 2);
  return pdu;
}

export function registers(...values: number[]): Buffer {
  const pdu = Buffer.alloc(2 + values.length * 2);
  pdu.writeUInt8(3, 0);
  pdu.writeUInt8(values.length * 2, 1);
  for (const [i, value] of values.entries()) pdu.writeInt16BE(value, 2 + i * 2);
  return pdu;
}

export function frame(transaction: number, unit: number, pdu: Buffer): Buffer {
  const header = Buffer.alloc(7);
  header.writeUInt16BE(transaction, 0);
  header.writeUInt16BE(pdu.length + 1, 4);
  header.writeUInt8(unit, 6);
  return Buffer.concat([header, pdu]);
}

function accept(raw: RawServer, socket: Socket): void {
  raw.accepted += 1;
  raw.sockets.add(socket);
  socket.setNoDelay();
  socket.on('error', () => undefined);
  socket.on('close', () => raw.sockets.delete(socket));
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (; rest.length >= REQUEST_BYTES; rest = rest.subarray(REQUEST_BYTES)) {
      const request = parse(rest, socket);
      raw.requests.push(request);
      raw.behave(request);
    }
  });
}

function parse(bytes: Buffer, socket: Socket): RawRequest {
  const transaction = bytes.readUInt16BE(0);
  const unit = bytes.readUInt8(6);
  return {
    transaction,
    unit,
    function: bytes.readUInt8(7),
    start: bytes.readUInt16BE(8),
    count: bytes.readUInt16BE(10),
    socket,
    answer: (pdu, as = {}) => {
      socket.write(frame(as.transaction ?? transaction, as.unit ?? unit, pdu));
    },
  };
}
