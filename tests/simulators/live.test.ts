/** The simulated site on real sockets, with a clock that the test moves. */
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type LiveSimulation, type SimulatedConnection, startLive } from '../../simulators/live.ts';
import { runChild, startChild } from '../support/child.ts';
import { findFreePort } from '../support/free-port.ts';
import { waitFor, waitForPort } from '../support/wait.ts';
import { simulateSmallSite } from './small-site.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const BUS: SimulatedConnection = {
  id: 'bus',
  protocol: 'modbus',
  host: '127.0.0.1',
  port: 0,
  timeoutMs: 1_000,
};

function createHandClock() {
  const ticks = new Set<() => void>();
  let nowMs = 1_000_000;
  return {
    now: () => nowMs,
    every(_intervalMs: number, tick: () => void) {
      ticks.add(tick);
      return () => ticks.delete(tick);
    },
    pass(ms: number) {
      nowMs += ms;
      for (const tick of ticks) tick();
    },
    isStopped: () => ticks.size === 0,
  };
}

async function start(connections: SimulatedConnection[]) {
  const simulation = simulateSmallSite();
  const clock = createHandClock();
  const links: string[] = [];
  const live: LiveSimulation = await startLive({
    simulation,
    connections,
    clock,
    onLink: (connection, reason) => links.push(`${connection}: ${reason ?? 'up'}`),
  });
  open.push(() => live.stop());
  return { simulation, clock, live, links };
}

test('the clock moves the building, and the devices are where the ports say', async () => {
  const { simulation, clock, live } = await start([BUS]);
  clock.pass(12_345);
  expect(simulation.nowMs).toBe(12_300);
  const port = live.ports.get('bus')!;
  const { stdout } = await runChild('mbpoll', [
    ...['-m', 'tcp', '-p', `${port}`, '-a', '20', '-t', '4:hex'],
    ...['-r', '563', '-1', '127.0.0.1'],
  ]);
  expect(stdout).toMatch(/\[563\]:\s+0x0001/);
});

test('after a long pause of the process an hour is made up at a time', async () => {
  const { simulation, clock } = await start([BUS]);
  clock.pass(2.5 * 3_600_000);
  expect(simulation.nowMs).toBe(3_600_000);
  clock.pass(0);
  clock.pass(0);
  expect(simulation.nowMs).toBe(9_000_000);
});

test('what MQTT devices say reaches the broker of their connection', async () => {
  const port = await findFreePort();
  const broker = await startChild('mosquitto', ['-p', `${port}`]);
  open.push(() => broker.stop());
  await waitForPort(port);
  const args = ['-h', '127.0.0.1', '-p', `${port}`, '-t', '#', '-v', '-d'];
  const subscriber = await startChild('stdbuf', ['-oL', 'mosquitto_sub', ...args]);
  open.push(() => subscriber.stop());
  await subscriber.waitForOutput(/Subscribed/);
  const url = `mqtt://127.0.0.1:${port}`;
  const { clock, links } = await start([BUS, { id: 'field', protocol: 'mqtt', url }]);
  await waitFor('the link', () => links.includes('field: up'));
  clock.pass(100);
  await subscriber.waitForOutput(/zigbee2mqtt\/corridor \{"battery":\d+/);
  await subscriber.waitForOutput(/application\/.+\/event\/up \{"deduplicationId"/);
});

test('stopping ends the ticks and the sockets', async () => {
  const { clock, live } = await start([BUS]);
  const port = live.ports.get('bus')!;
  await live.stop();
  expect(clock.isStopped()).toBe(true);
  await expect(waitForPort(port, { withinMs: 200 })).rejects.toThrow('waited');
});

test('when one port is taken nothing stays open', async () => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, '127.0.0.1', () => {
      const address = taken.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  open.push(() => new Promise((resolve) => taken.close(resolve)));
  const free = await findFreePort();
  await expect(
    start([
      { ...BUS, port: free },
      { ...BUS, id: 'other', port },
    ]),
  ).rejects.toThrow('the port is taken');
  await expect(waitForPort(free, { withinMs: 200 })).rejects.toThrow('waited');
});
