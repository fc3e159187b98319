/** The server against other people's clients, and its misbehaviour seen byte by byte. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { listenModbus, type ModbusListener } from '../../../simulators/faces/modbus-server.ts';
import type { AnswerFault } from '../../../simulators/faces/wire-fault.ts';
import type { Simulation } from '../../../simulators/simulation.ts';
import { runChild } from '../../support/child.ts';
import { DEBIAN_PYTHON } from '../../support/debian-packages.ts';
import { waitFor } from '../../support/wait.ts';
import { simulateSmallSite } from '../small-site.ts';

const LATE_MS = 300;
const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function serve(simulation: Simulation = simulateSmallSite()): Promise<ModbusListener> {
  const units = new Map(simulation.devices.map((device) => [device.unit, device.id]));
  const answer = (unit: number, pdu: Uint8Array) => {
    const device = units.get(unit);
    return device === undefined ? undefined : simulation.answer(device, pdu);
  };
  const listener = await listenModbus({ answer, lateMs: LATE_MS }, '127.0.0.1', 0);
  open.push(listener.close);
  return listener;
}

async function dial({ port }: ModbusListener) {
  const socket: Socket = connect({ port, host: '127.0.0.1' });
  await once(socket, 'connect');
  open.push(() => {
    socket.destroy();
  });
  const received: Buffer[] = [];
  socket.on('data', (bytes) => received.push(bytes));
  socket.on('error', () => undefined);
  return { socket, bytes: () => Buffer.concat(received) };
}

/** Transaction 1, read of the breaker's status register, unit 20. */
const REQUEST = Buffer.from('000100000006140302320001', 'hex');
const CLOSED = '0001000000051403020001';

test('mbpoll reads the car-top box', async () => {
  const { port } = await serve();
  // mbpoll counts registers from 1: 17 is 0x10.
  const { code, stdout } = await runChild('mbpoll', [
    ...['-m', 'tcp', '-p', `${port}`, '-a', '1', '-t', '4:hex'],
    ...['-r', '17', '-c', '19', '-1', '127.0.0.1'],
  ]);
  expect(stdout).toMatch(/\[17\]:\s+0x0000/);
  // +16: 90 s and 15 s.
  expect(stdout).toMatch(/\[33\]:\s+0x5A0F/);
  expect(code).toBe(0);
});

test('mbpoll reads a meter as floats with the high word first', async () => {
  const { port } = await serve();
  const { stdout } = await runChild('mbpoll', [
    ...['-m', 'tcp', '-p', `${port}`, '-a', '10', '-t', '3:float', '-B'],
    ...['-r', '1', '-c', '3', '-1', '127.0.0.1'],
  ]);
  const volts = [...stdout.matchAll(/\[\d+\]:\s+([\d.]+)/g)].map((match) => Number(match[1]));
  expect(volts).toHaveLength(3);
  for (const volt of volts) expect(Math.abs(volt - 226)).toBeLessThan(4);
});

test('pymodbus reads registers, contacts and an exception', async () => {
  const { port } = await serve();
  const script = `
from pymodbus.client import ModbusTcpClient
client = ModbusTcpClient('127.0.0.1', port=${port})
client.connect()
print('breaker', client.read_holding_registers(0x232, 2, slave=20).registers)
print('contacts', client.read_discrete_inputs(0, 16, slave=31).bits)
print('rope', client.read_input_registers(2, 3, slave=32).registers)
print('outside', client.read_holding_registers(0x300, 1, slave=20).exception_code)
print('nobody', client.read_holding_registers(0, 1, slave=99).exception_code)
client.close()
`;
  const { output } = await runChild(DEBIAN_PYTHON, ['-c', script]);
  expect(output).toContain('breaker [1, 0]');
  // Low float, panel supply, both pumps in automatic.
  const wet = [0, 5, 10, 14];
  const contacts = Array.from({ length: 16 }, (_, at) => (wet.includes(at) ? 'True' : 'False'));
  expect(output).toContain(`contacts [${contacts.join(', ')}]`);
  expect(output).toContain('rope [0, 2, 30]');
  expect(output).toContain('outside 2');
  expect(output).toContain('nobody 11');
});

test('each fault of the wire, as a socket sees it', async () => {
  for (const [fault, answer, why] of [
    ['short', '00010000000314' + '0302', 'the register announced by the byte count is missing'],
    ['exception', '000100000003148304', 'server device failure'],
    ['wrong-unit', '0001000000051503020001', 'unit 21 in place of 20'],
    ['wrong-transaction', '5554000000051403020001', 'a number that was never asked with'],
  ] as [AnswerFault, string, string][]) {
    const simulation = simulateSmallSite();
    simulation.startFault({ device: 'q0', answers: fault });
    const { socket, bytes } = await dial(await serve(simulation));
    socket.write(REQUEST);
    await waitFor(`${fault}: ${why}`, () => bytes().length >= answer.length / 2);
    expect(bytes().toString('hex'), why).toBe(answer);
  }
});

test('a device that never answers is silent while its neighbour on the bus answers', async () => {
  const simulation = simulateSmallSite();
  simulation.startFault({ device: 'q0', answers: 'never' });
  const { socket, bytes } = await dial(await serve(simulation));
  socket.write(REQUEST);
  socket.write(Buffer.from('000200000006170302320001', 'hex'));
  await waitFor('the neighbour', () => bytes().length > 0);
  expect(bytes().toString('hex')).toBe('0002000000051703020001');
});

test('a late answer comes whole, after the time that a client waits', async () => {
  const simulation = simulateSmallSite();
  simulation.startFault({ device: 'q0', answers: 'late' });
  const { socket, bytes } = await dial(await serve(simulation));
  const askedAt = performance.now();
  socket.write(REQUEST);
  await waitFor('the late answer', () => bytes().length > 0);
  // Timers may fire a millisecond early.
  expect(performance.now() - askedAt).toBeGreaterThan(LATE_MS - 2);
  expect(bytes().toString('hex')).toBe(CLOSED);
});

test('requests cut into bytes and several in one piece are answered in order', async () => {
  const { socket, bytes } = await dial(await serve());
  for (const byte of REQUEST) socket.write(Uint8Array.of(byte));
  await waitFor('the first answer', () => bytes().length === CLOSED.length / 2);
  const second = Buffer.from(REQUEST);
  second.writeUInt16BE(2, 0);
  const third = Buffer.from(REQUEST);
  third.writeUInt16BE(3, 0);
  socket.write(Buffer.concat([second, third]));
  await waitFor('all answers', () => bytes().length === (3 * CLOSED.length) / 2);
  expect(bytes().toString('hex')).toBe(
    CLOSED + CLOSED.replace('0001', '0002') + CLOSED.replace('0001', '0003'),
  );
});

test('what is no Modbus ends the connection and not the server', async () => {
  const listener = await serve();
  const { socket } = await dial(listener);
  const closed = once(socket, 'close');
  socket.write('GET / HTTP/1.1\r\n\r\n');
  await closed;
  const again = await dial(listener);
  again.socket.write(REQUEST);
  await waitFor('an answer', () => again.bytes().length > 0);
  expect(again.bytes().toString('hex')).toBe(CLOSED);
});

test('a taken port is said so, with what to do', async () => {
  const { port } = await serve();
  const options = { answer: () => undefined, lateMs: LATE_MS };
  await expect(listenModbus(options, '127.0.0.1', port)).rejects.toThrow(
    `127.0.0.1:${port}: simulated Modbus devices: the port is taken; end the other program`,
  );
});

test('closing ends open connections', async () => {
  const listener = await serve();
  const { socket } = await dial(listener);
  const closed = once(socket, 'close');
  await listener.close();
  await closed;
});
