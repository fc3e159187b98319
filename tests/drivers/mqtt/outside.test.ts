/** Brokers elsewhere: a real Mosquitto, and a broker of the test's own where bytes must tell. */
import { writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { PUBACK, publishPacket } from '../../broker/raw-client.ts';
import { runChild } from '../../support/child.ts';
import { findFreePort } from '../../support/free-port.ts';
import { createTempFolder } from '../../support/temp-folder.ts';
import { waitFor } from '../../support/wait.ts';
import { startMosquitto } from './mosquitto.ts';
import { CONNECT, SUBSCRIBE, startRawBroker } from './raw-broker.ts';
import { Gateway, type RunningDriver, startDriver } from './running-driver.ts';

const TOPIC = 'zigbee2mqtt/basement-17';
const DRY = '{"water_leak":false}';
const WET = '{"water_leak":true}';

const entryOf = (port: number, more = {}) => ({ mqtt: `mqtt://127.0.0.1:${port}`, ...more });
const isUp = ({ gateway }: RunningDriver) => gateway.links.at(-1) === 'leak-17 up';

/** Connected and subscribed: the link is told after the CONNACK, the retained mark comes after. */
async function startHearing(...setup: Parameters<typeof startDriver>): Promise<RunningDriver> {
  const running = startDriver(...setup);
  await waitFor('the broker', () => isUp(running));
  return running;
}

afterEach(() => {
  vi.useRealTimers();
});

for (const version of [4, 5]) {
  test(`MQTT ${version}: readings come through Mosquitto, the poison is counted`, async () => {
    await using mosquitto = await startMosquitto();
    await using running = await startHearing({ entry: entryOf(mosquitto.port, { version }) });
    const { driver, gateway } = running;
    const tenMegabytes = join(createTempFolder('payload'), 'large');
    writeFileSync(tenMegabytes, Buffer.alloc(10_000_000, '1'));

    await mosquitto.publish(TOPIC, '{"water_leak":false,"battery":"100.00"}');
    await mosquitto.publish(TOPIC, 'garbage');
    await mosquitto.publish(TOPIC, { file: tenMegabytes });
    await mosquitto.publish(TOPIC, '{"water_leak":"perhaps"}');
    await mosquitto.publish(`${TOPIC}/availability`, '{"state":"offline"}', '-r');
    await mosquitto.publish(TOPIC, WET, '-q', '0');
    await waitFor('the last message', () => gateway.samples().at(-1) === 'leak=true');

    expect(gateway.samples()).toEqual([
      'leak=false',
      'battery=100',
      'leak=null bad (range)',
      'leak=true',
    ]);
    expect(gateway.links.at(-1)).toBe('leak-17 down availability');
    expect(driver.health()[0]!.errors).toEqual({ payload: 2, 'too-large': 1 });
  });
}

test('a PUBACK leaves when the reading is durable, in any order, and not before', async () => {
  await using broker = await startRawBroker();
  const gateway = new Gateway();
  gateway.isHolding = true;
  await using _running = await startHearing({
    entry: entryOf(broker.port, { version: 4 }),
    gateway,
  });
  const { packets } = broker.connections[0]!;
  broker.send(publishPacket(TOPIC, DRY, { id: 7 }));
  await waitFor('the first', () => gateway.held.length === 1);
  broker.send(publishPacket(TOPIC, WET, { id: 8 }));
  await waitFor('the second, though the first waits', () => gateway.held.length === 2);
  broker.send(publishPacket('nobody/s', 'x', { id: 9 }));
  await waitFor('the PUBACK of what needs no store', () => packets.ofType(PUBACK).length === 1);
  gateway.held[1]!.store();
  await waitFor('the second PUBACK', () => packets.ofType(PUBACK).length === 2);
  gateway.held[0]!.store();
  await waitFor('the third PUBACK', () => packets.ofType(PUBACK).length === 3);
  expect(packets.ofType(PUBACK).map(({ body }) => body.readUInt16BE(0))).toEqual([9, 8, 7]);
});

test('a message that came on a lost connection is not acknowledged on the next one', async () => {
  await using broker = await startRawBroker({ keepsSession: true });
  const gateway = new Gateway();
  gateway.isHolding = true;
  const entry = entryOf(broker.port, { version: 4 });
  await using _running = await startHearing({ entry, gateway });
  const first = broker.connections[0]!;
  await waitFor('its topics', () => first.packets.ofType(SUBSCRIBE).length === 2);
  broker.send(publishPacket(TOPIC, WET, { id: 7 }));
  await waitFor('the message', () => gateway.held.length === 1);
  first.socket.destroy();
  await waitFor('the next connection', () => broker.connections.length === 2);
  const { packets } = broker.connections[1]!;
  await waitFor('its greeting', () => packets.ofType(CONNECT).length === 1);
  gateway.held[0]!.store();
  broker.send(publishPacket('nobody/s', 'x', { id: 9 }));
  await waitFor('a later PUBACK', () => packets.ofType(PUBACK).length === 1);
  expect(packets.ofType(PUBACK)[0]!.body.readUInt16BE(0)).toBe(9);
  expect(packets.ofType(SUBSCRIBE)).toEqual([]); // the broker still knew them
});

/** `waitFor` sleeps on timers that these tests hold still; `expect.poll` does not. */
function holdTimers(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
}

test('a message that could not be stored is asked for again by a new connection', async () => {
  await using broker = await startRawBroker();
  const gateway = new Gateway();
  gateway.isHolding = true;
  const entry = entryOf(broker.port, { version: 4 });
  await using _running = await startHearing({ entry, gateway });
  holdTimers();
  broker.send(publishPacket(TOPIC, WET, { id: 7 }));
  await expect.poll(() => gateway.held.length).toBe(1);
  gateway.held[0]!.fail();
  await expect.poll(() => vi.getTimerCount()).toBeGreaterThan(0);
  await vi.advanceTimersByTimeAsync(5_000);
  await expect.poll(() => broker.connections.length, { timeout: 5_000 }).toBe(2);
  expect(broker.connections[0]!.packets.ofType(PUBACK)).toEqual([]);
  vi.useRealTimers();
});

test('what was not stored when the gateway died, Mosquitto tells its successor', async () => {
  await using mosquitto = await startMosquitto();
  const entry = entryOf(mosquitto.port);
  const dying = new Gateway();
  dying.isHolding = true;
  const first = await startHearing({ entry, gateway: dying });
  await mosquitto.publish(TOPIC, WET);
  await waitFor('the message', () => dying.held.length === 1);
  await first.stop(); // two seconds: it waits for the store, which never answers

  await mosquitto.publish(TOPIC, DRY); // meanwhile
  await using second = await startHearing({ entry });
  await waitFor('both messages', () => second.gateway.reports.length === 2);
  expect(second.gateway.samples()).toEqual(['leak=true', 'leak=false']);
  await second.stop();

  await using third = await startHearing({ entry });
  await mosquitto.publish(TOPIC, '{"battery":50}');
  await waitFor('news', () => third.gateway.reports.length === 1);
  expect(third.gateway.samples()).toEqual(['battery=50']);
});

/** The main loop stands still while the journal's file is flushed. */
function flush(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30);
}

test('a burst is stored in few commits, though Mosquitto sends twenty at a time', async () => {
  await using mosquitto = await startMosquitto();
  const gateway = new Gateway();
  // As a disk does: what came meanwhile is stored together, and acknowledged together.
  gateway.isHolding = true;
  await using _running = await startHearing({ entry: entryOf(mosquitto.port), gateway });
  const lines = Array.from({ length: 500 }, (_, i) => `{"battery":${i % 100}}`).join('\n');
  const { code } = await runChild(
    'mosquitto_pub',
    ['-p', String(mosquitto.port), '-q', '1', '-t', TOPIC, '-l'],
    { input: `${lines}\n` },
  );
  expect(code).toBe(0);
  const storeHeld = () => {
    for (const { store } of gateway.held.splice(0)) store();
    // Acknowledged now; the next turn comes after a flush, and finds what was sent in it.
    setImmediate(flush);
    return gateway.reports.length === 500;
  };
  // A busy Mosquitto needs longer than a flush to send its twenty.
  await waitFor('all', storeHeld, { everyMs: 80 });
  expect(gateway.commits).toBeLessThan(100);
});

test('a retained message of before is shown as doubtful', async () => {
  await using mosquitto = await startMosquitto();
  await mosquitto.publish(TOPIC, WET, '-r');
  await using running = startDriver({ entry: entryOf(mosquitto.port) });
  await waitFor('the retained message', () => running.gateway.reports.length === 1);
  expect(running.gateway.samples()).toEqual(['leak=true uncertain (clock)']);
});

test('a broker that is away for ten seconds loses its devices, and brings them back', async () => {
  const mosquitto = await startMosquitto();
  const { port } = mosquitto;
  await using running = await startHearing({ entry: entryOf(port) });
  const { driver, gateway } = running;
  await mosquitto.publish(TOPIC, DRY);
  await waitFor('the message', () => gateway.reports.length === 1);
  holdTimers();
  await mosquitto.kill();
  await expect.poll(() => vi.getTimerCount()).toBeGreaterThan(0);
  await vi.advanceTimersByTimeAsync(9_999);
  expect(gateway.links).toEqual(['leak-17 up']);
  await vi.advanceTimersByTimeAsync(1);
  await expect.poll(() => gateway.links).toEqual(['leak-17 up', 'leak-17 down broker']);
  const refused = `127.0.0.1:${port}: connect ECONNREFUSED`;
  await expect.poll(() => driver.health()[0]!.reason, { timeout: 5_000 }).toContain(refused);
  vi.useRealTimers();
  await using again = await startMosquitto({ port });
  await waitFor('the link', () => isUp(running));
  expect(driver.health()[0]).toMatchObject({ up: true, errors: { disconnected: 1 } });
  await again.publish(TOPIC, WET); // it forgot our session, and was told our topics again
  await waitFor('the message', () => gateway.samples().at(-1) === 'leak=true');
});

test('a wrong password is told as the broker tells it, and the right one is used', async () => {
  const folder = createTempFolder('passwords');
  const passwords = join(folder, 'passwords');
  writeFileSync(passwords, '');
  await runChild('mosquitto_passwd', ['-b', passwords, 'gw', 'right']);
  writeFileSync(join(folder, 'good'), 'right\n');
  writeFileSync(join(folder, 'bad'), 'wrong\n');
  const config = ['allow_anonymous false', `password_file ${passwords}`];
  await using mosquitto = await startMosquitto({ config });
  const entry = (file: string) =>
    entryOf(mosquitto.port, { username: 'gw', 'password-file': file });

  await using refused = startDriver({ folder, entry: entry('bad') });
  await waitFor('the refusal', () =>
    refused.driver.health()[0]!.reason?.includes('Not authorized'),
  );
  await using running = await startHearing({ folder, entry: entry('good'), site: 'other' });
  expect(isUp(running)).toBe(true);
  expect(() => startDriver({ folder, entry: entry('none') })).toThrow(/none.*cannot be read/);
});

test('a topic that the broker does not let us hear is a lost link with its reason', async () => {
  await using broker = await startRawBroker({ granted: 0x80 });
  await using running = startDriver({ entry: entryOf(broker.port, { version: 4 }) });
  const health = () => running.driver.health()[0]!;
  await waitFor('both refusals', () => health().errors.refused === 2);
  expect(health().lastError?.message).toMatch(/the broker refuses the subscription/);
  expect(health().reason).toMatch(/does not let us subscribe/);
  await waitFor('the link', () => running.gateway.links.at(-1) === 'leak-17 down subscription');
});

test('the broker is asked to keep our session, under a name that stays the same', async () => {
  await using broker = await startRawBroker();
  await using running = await startHearing({ entry: entryOf(broker.port, { version: 4 }) });
  const { packets } = broker.connections[0]!;
  await waitFor('its topics', () => packets.ofType(SUBSCRIBE).length === 2);
  const [hello] = packets.ofType(CONNECT);
  expect(hello!.body.toString('latin1')).toContain('dutywatch-riverside-field');
  expect(hello!.body[7]! & 0x02).toBe(0); // clean session, MQTT 3.1.1 §3.1.2.4
  expect(running.gateway.links).toEqual(['leak-17 up']);
});

test('the gateway publishes on Mosquitto, and is missed when it goes or is cut off', async () => {
  await using mosquitto = await startMosquitto();
  await using wire = await startCuttableWire(mosquitto.port);
  // Four messages, and one more where the cut took the acknowledgement: then it is sent again.
  await using display = await mosquitto.listen('dutywatch/#', 5);
  await using running = await startHearing({ entry: entryOf(wire.port), publishOn: 'field' });
  await display.waitForOutput(/riverside\/status online/);
  running.driver.publish('dutywatch/riverside/asset/A-W17/leak', 'true', { retain: true });
  await display.waitForOutput(/asset\/A-W17\/leak true/);
  wire.cut();
  await display.waitForOutput(/riverside\/status offline/);
  await using late = await mosquitto.listen('dutywatch/+/asset/#', 1);
  await late.waitForOutput(/asset\/A-W17\/leak true/);
  await display.waitForOutput(/online.*offline.*online/s);
  await using end = await mosquitto.listen('dutywatch/+/status', 2);
  await end.waitForOutput(/online/);
  await running.stop();
  await end.waitForOutput(/offline/);
});

/** Between client and server, so that a test can tear it without a farewell. */
async function startCuttableWire(target: number) {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => cutAll([near, far]));
    }
    near.pipe(far);
    far.pipe(near);
  });
  const cutAll = (some: Iterable<Socket>) => {
    for (const socket of some) socket.destroy();
  };
  const port = await findFreePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port,
    cut: () => cutAll(sockets),
    [Symbol.asyncDispose]: async () => {
      cutAll(sockets);
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
