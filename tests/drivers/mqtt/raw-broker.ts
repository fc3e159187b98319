/**
 * An MQTT 3.1.1 broker of one client that does exactly what a test wants, and shows every packet
 * that the client sends. Written from the standard, with none of the libraries under test.
 */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { PacketStream } from '../../broker/raw-client.ts';

export const CONNECT = 1;
export const SUBSCRIBE = 8;

export interface RawBroker extends AsyncDisposable {
  port: number;
  /** Every connection that came, the newest last. */
  connections: { socket: Socket; packets: PacketStream }[];
  send(bytes: Uint8Array): void;
}

/**
 * Greets every client and grants what it asks, with `granted` as the SUBACK's code; says that it
 * still knows the client's session where it `keepsSession`.
 */
export async function startRawBroker({
  granted = 1,
  keepsSession = false,
} = {}): Promise<RawBroker> {
  const connections: RawBroker['connections'] = [];
  const server = createServer((socket) => {
    const packets = new PacketStream();
    connections.push({ socket, packets });
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      for (const { type, body } of packets.read(chunk)) {
        if (type === CONNECT) socket.write(Buffer.from([0x20, 2, Number(keepsSession), 0]));
        if (type === SUBSCRIBE) socket.write(Buffer.from([0x90, 3, body[0]!, body[1]!, granted]));
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections,
    send: (bytes) => void connections.at(-1)!.socket.write(bytes),
    [Symbol.asyncDispose]: async () => {
      for (const { socket } of connections) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
