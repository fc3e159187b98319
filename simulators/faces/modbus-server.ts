/**
 * A small Modbus TCP server: many units behind one port, as behind a serial gateway. It frames and
 * addresses, and misbehaves on request; what a unit says is its face's business.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { breakAnswer } from './broken-answer.ts';
import { exception } from './modbus-face.ts';
import type { AnswerFault } from './wire-fault.ts';

/** One unit's answer, and what is wrong with it. */
export interface Reply {
  pdu: Uint8Array;
  fault?: AnswerFault | undefined;
}

export interface ModbusServerOptions {
  /** Undefined: no such unit. */
  answer(unit: number, pdu: Uint8Array): Reply | undefined;
  /** How long a `late` answer takes: longer than any client waits, ms. */
  lateMs: number;
}

export interface ModbusListener {
  readonly port: number;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/** Clients at once; a further one is refused. */
const CONNECTION_LIMIT = 64;
/** Late answers under way on one connection; further ones are never given. */
const LATE_LIMIT = 100;
const HEADER_BYTES = 7;
/** Unit and PDU together, by the specification. */
const MAX_LENGTH = 254;
/** "Gateway target device failed to respond". */
const NO_SUCH_UNIT = 0x0b;

/** Port 0 takes a free one. Rejects where the port cannot be had. */
export async function listenModbus(
  options: ModbusServerOptions,
  host: string,
  port: number,
): Promise<ModbusListener> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serve(socket, options);
  });
  server.maxConnections = CONNECTION_LIMIT;
  const address = await open(server, host, port);
  return {
    port: address,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function open(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = REASONS[cause.code ?? ''] ?? cause.message;
      reject(new Error(`${host}:${port}: simulated Modbus devices: ${reason}`, { cause }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

const REASONS: Record<string, string> = {
  EADDRINUSE: 'the port is taken; end the other program or choose another port',
  EACCES: 'the port is not allowed; choose one above 1023',
  EADDRNOTAVAIL: 'the machine has no such address; correct the host of the connection',
};

function serve(socket: Socket, options: ModbusServerOptions): void {
  let pending: Buffer = Buffer.alloc(0);
  const late = new Set<NodeJS.Timeout>();
  socket.setNoDelay(true);
  socket.once('close', () => {
    for (const timer of late) clearTimeout(timer);
  });
  // A client that goes away mid-answer is its own business; `close` follows.
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes) => {
    pending = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
    for (;;) {
      const frame = takeFrame(pending);
      if (frame === 'incomplete') return;
      if (frame === 'no-modbus') {
        socket.destroy();
        return;
      }
      pending = pending.subarray(frame.length);
      send(socket, late, { request: frame, options });
    }
  });
}

/** At most one frame of 260 bytes is ever incomplete, so `pending` cannot grow. */
function takeFrame(pending: Buffer): Buffer | 'incomplete' | 'no-modbus' {
  if (pending.length < HEADER_BYTES) return 'incomplete';
  const length = pending.readUInt16BE(4);
  if (pending.readUInt16BE(2) !== 0 || length < 2 || length > MAX_LENGTH) return 'no-modbus';
  const whole = 6 + length;
  return pending.length < whole ? 'incomplete' : pending.subarray(0, whole);
}

interface Exchange {
  request: Buffer;
  options: ModbusServerOptions;
}

function send(socket: Socket, late: Set<NodeJS.Timeout>, { request, options }: Exchange): void {
  const unit = request[6]!;
  const pdu = request.subarray(HEADER_BYTES);
  const reply = options.answer(unit, pdu) ?? { pdu: exception(pdu[0]!, NO_SUCH_UNIT) };
  if (reply.fault === 'never') return;
  const frame = frameAnswer(request, breakAnswer(reply.pdu, reply.fault), reply.fault);
  if (reply.fault !== 'late') {
    socket.write(frame);
    return;
  }
  if (late.size >= LATE_LIMIT) return;
  const timer = setTimeout(() => {
    late.delete(timer);
    socket.write(frame);
  }, options.lateMs);
  late.add(timer);
}

function frameAnswer(request: Buffer, pdu: Uint8Array, fault: AnswerFault | undefined): Buffer {
  const frame = Buffer.alloc(HEADER_BYTES + pdu.length);
  const transaction = request.readUInt16BE(0);
  const unit = request[6]!;
  frame.writeUInt16BE(fault === 'wrong-transaction' ? transaction ^ 0x5555 : transaction, 0);
  frame.writeUInt16BE(pdu.length + 1, 4);
  frame[6] = fault === 'wrong-unit' ? unit ^ 0x01 : unit;
  frame.set(pdu, HEADER_BYTES);
  return frame;
}
