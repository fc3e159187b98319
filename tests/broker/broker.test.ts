import { createServer } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import {
  type BrokerMessage,
  type BrokerOptions,
  type EmbeddedBroker,
  startBroker,
} from '../../src/broker/broker.ts';
import { DeviceError } from '../../src/core/error.ts';
import { runChild, startChild } from '../support/child.ts';
import { waitFor } from '../support/wait.ts';
import {
  CONNACK,
  connectPacket,
  PUBACK,
  PUBLISH,
  publishPacket,
  RawClient,
  readPublish,
  SUBACK,
  signIn,
  subscribePacket,
} from './raw-client.ts';

const PINGREQ = Buffer.from([0xc0, 0x00]);
const PINGRESP = 13;

const open: EmbeddedBroker[] = [];
afterEach(async () => {
  for (const broker of open.splice(0)) await broker.close();
});

/** On a free port, with every message stored at once unless the test says otherwise. */
async function start(options: Partial<BrokerOptions> = {}) {
  const heard: BrokerMessage[] = [];
  const broker = await startBroker({
    host: '127.0.0.1',
    port: 0,
    onMessage: async (message) => {
      heard.push(message);
    },
    ...options,
  });
  open.push(broker);
  return { broker, port: broker.address.port, heard };
}

const words = (heard: readonly BrokerMessage[]) =>
  heard.map(({ topic, payload }) => `${topic} ${Buffer.from(payload)}`);

/** A store that says "durable" when the test does. */
function createSlowStore() {
  const waiting: { message: BrokerMessage; settle(error?: Error): void }[] = [];
  const onMessage = (message: BrokerMessage) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ message, settle: (error) => (error ? reject(error) : resolve()) });
    });
  return { waiting, onMessage };
}

test('mosquitto_pub is heard with topic, payload and QoS', async () => {
  const { port, heard } = await start();
  const at = ['-h', '127.0.0.1', '-p', String(port), '-V', 'mqttv311'];
  await runChild('mosquitto_pub', [
    ...at,
    '-q',
    '1',
    '-t',
    'stat/tank/RESULT',
    '-m',
    '{"Switch1":"ON"}',
  ]);
  await runChild('mosquitto_pub', [...at, '-q', '2', '-t', 'tele/tank/LWT', '-m', 'Online', '-r']);
  expect(heard.map(({ topic, qos, replayed }) => ({ topic, qos, replayed }))).toEqual([
    { topic: 'stat/tank/RESULT', qos: 1, replayed: false },
    { topic: 'tele/tank/LWT', qos: 2, replayed: false },
  ]);
  expect(words(heard)[0]).toBe('stat/tank/RESULT {"Switch1":"ON"}');
});

test('mosquitto_sub hears what the gateway publishes, before and after it came', async () => {
  const { broker, port } = await start();
  const topic = 'dutywatch/riverside/asset/A-W17/leak';
  broker.publish(topic, 'true', { retain: true });
  broker.publish('dutywatch/riverside/incident/7', 'gone by', { retain: false });
  await using listener = await startChild('mosquitto_sub', [
    ...['-h', '127.0.0.1', '-p', String(port), '-V', 'mqttv311'],
    ...['-t', 'dutywatch/#', '-v', '-C', '2', '-W', '5'],
  ]);
  await waitFor('the retained message', () => listener.stdout() === `${topic} true\n`);
  broker.publish('dutywatch/riverside/incident/8', 'opened', { retain: false });
  await listener.waitForOutput(/incident\/8 opened/);
});

test('displays see that the gateway is there, and that it went', async () => {
  const statusTopic = 'dutywatch/riverside/status';
  const { broker, port } = await start({ statusTopic });
  await using display = await startChild('mosquitto_sub', [
    ...['-h', '127.0.0.1', '-p', String(port), '-V', 'mqttv311'],
    ...['-t', statusTopic, '-C', '2', '-W', '5'],
  ]);
  await display.waitForOutput(/online/);
  await broker.close();
  await display.waitForOutput(/offline/);
});

test('a message of QoS 1 is acknowledged when it is stored, not before', async () => {
  const store = createSlowStore();
  const { port } = await start({ onMessage: store.onMessage });
  const client = await signIn(port);
  client.send(publishPacket('leak/1', 'wet', { id: 7 }));
  await vi.waitFor(() => expect(store.waiting).toHaveLength(1));
  client.send(PINGREQ); // the broker is awake, and still says nothing of the message
  await client.next(PINGRESP);
  expect(client.packets.ofType(PUBACK)).toEqual([]);
  store.waiting[0]!.settle();
  expect((await client.next(PUBACK)).body).toEqual(Buffer.from([0, 7]));
  client.cut();
});

test('messages of one client wait for the store together, and QoS 0 waits for nobody', async () => {
  const store = createSlowStore();
  const { port } = await start({ onMessage: store.onMessage });
  const client = await signIn(port);
  client.send(
    Buffer.concat([
      ...Array.from({ length: 100 }, (_, i) => publishPacket('a', 'b', { id: i + 1 })),
      publishPacket('c', 'd', { qos: 0 }),
    ]),
  );
  await vi.waitFor(() => expect(store.waiting).toHaveLength(101));
  for (const { settle } of store.waiting) settle();
  await vi.waitFor(() => {
    expect(client.packets.ofType(PUBACK)).toHaveLength(100);
  });
  client.cut();
});

test('a message that could not be stored is not acknowledged; its client is cut off', async () => {
  const store = createSlowStore();
  const { broker, port } = await start({ onMessage: store.onMessage });
  const client = await signIn(port);
  client.send(publishPacket('leak/1', 'wet'));
  await vi.waitFor(() => expect(store.waiting).toHaveLength(1));
  store.waiting[0]!.settle(new Error('disk full'));
  await client.closed();
  expect(client.packets.ofType(PUBACK)).toEqual([]);
  expect(broker.health()).toMatchObject({ notStored: 1 });

  const again = await signIn(port);
  again.send(publishPacket('leak/1', 'wet'));
  await vi.waitFor(() => expect(store.waiting).toHaveLength(2));
  store.waiting[1]!.settle();
  await again.next(PUBACK);
  again.cut();
});

test('the last will of a client that vanishes is heard like a message', async () => {
  const { port, heard } = await start();
  const client = await signIn(port, { will: { topic: 'tele/tank/LWT', payload: 'Offline' } });
  client.cut();
  await vi.waitFor(() => expect(words(heard)).toEqual(['tele/tank/LWT Offline']));
});

test('a gateway that stops does not believe the wills of those it cuts off', async () => {
  const { broker, port, heard } = await start();
  const client = await signIn(port, { will: { topic: 'tele/tank/LWT', payload: 'Offline' } });
  await broker.close();
  await client.closed();
  expect(heard).toEqual([]);
});

test('a payload of 10 MB is refused before it is collected, and the others go on', async () => {
  const { broker, port, heard } = await start();
  const other = await signIn(port, { clientId: 'other' });
  const client = await signIn(port);
  client.send(publishPacket('leak/1', Buffer.alloc(10_000_000)));
  await client.closed();
  expect(broker.health()).toMatchObject({ tooLarge: 1 });
  other.send(publishPacket('leak/2', 'dry'));
  await other.next(PUBACK);
  expect(words(heard)).toEqual(['leak/2 dry']);
  other.cut();
});

test('garbage instead of MQTT ends that connection and nothing else', async () => {
  const { broker, port } = await start();
  for (const bytes of ['GET / HTTP/1.1\r\n\r\n', '\xff\xff\xff\xff\xff\xff', '\x10\x04MQTT']) {
    const client = new RawClient(port);
    client.send(Buffer.from(bytes, 'latin1'));
    await client.closed();
  }
  const client = await signIn(port);
  expect(broker.health().clients).toBe(1);
  client.cut();
});

const ACCOUNTS = [
  { username: 'z2m', password: 'right', publish: ['zigbee2mqtt/#'], subscribe: ['dutywatch/#'] },
];

test('with accounts a wrong or missing password is told so in the CONNACK', async () => {
  const { broker, port } = await start({ accounts: ACCOUNTS });
  for (const hello of [{}, { username: 'z2m' }, { username: 'z2m', password: 'wrong' }]) {
    const client = new RawClient(port);
    client.send(connectPacket(hello));
    expect((await client.next(CONNACK)).body[1]).toBe(4); // bad user name or password, §3.2.2.3
    await client.closed();
  }
  expect(broker.health()).toMatchObject({ wrongPassword: 3 });
});

test('an account publishes and subscribes only to what it names', async () => {
  const { broker, port, heard } = await start({ accounts: ACCOUNTS });
  const hello = { username: 'z2m', password: 'right' };
  const client = await signIn(port, hello);
  client.send(publishPacket('zigbee2mqtt/basement-17', 'ok'));
  await client.next(PUBACK);
  client.send(subscribePacket('#', { id: 2 }));
  expect((await client.next(SUBACK)).body).toEqual(Buffer.from([0, 2, 0x80])); // failure, §3.9.3
  client.send(subscribePacket('dutywatch/#', { id: 3, qos: 0 }));
  expect((await client.next(SUBACK)).body).toEqual(Buffer.from([0, 3, 0]));
  client.send(publishPacket('tele/tank/LWT', 'Offline'));
  await client.closed();
  expect(words(heard)).toEqual(['zigbee2mqtt/basement-17 ok']);
  expect(broker.health()).toMatchObject({ notAllowed: 2 });
});

test('nobody but the gateway speaks in its name, accounts or not', async () => {
  const { port, heard } = await start();
  const client = await signIn(port);
  client.send(publishPacket('dutywatch/riverside/alarm/1', 'all clear'));
  await client.closed();
  expect(heard).toEqual([]);
});

test('what waits for an absent subscriber is bounded, and the oldest are kept', async () => {
  const { broker, port } = await start();
  const hello = { clientId: 'display', clean: false };
  const display = await signIn(port, hello);
  display.send(subscribePacket('dutywatch/#'));
  await display.next(SUBACK);
  display.cut();
  await vi.waitFor(() => expect(broker.health().clients).toBe(0));
  for (let i = 0; i < 510; i++) broker.publish('dutywatch/x', String(i), { retain: false });
  await vi.waitFor(() => expect(broker.health()).toMatchObject({ notQueued: 10 }));
  const back = await signIn(port, hello);
  await vi.waitFor(() => {
    expect(back.packets.ofType(PUBLISH)).toHaveLength(500);
  });
  back.cut();
});

test('retained topics are bounded; one that is already kept stays up to date', async () => {
  const { broker, port } = await start();
  const client = await signIn(port);
  for (let i = 0; i < 20_001; i++) broker.publish(`dutywatch/${i}`, '1', { retain: true });
  await vi.waitFor(() => expect(broker.health()).toMatchObject({ notRetained: 1 }), 10_000);
  broker.publish('dutywatch/0', '2', { retain: true });
  client.send(subscribePacket('dutywatch/0', { qos: 0 }));
  expect(readPublish(await client.next(PUBLISH))).toEqual({ topic: 'dutywatch/0', payload: '2' });
  client.cut();
});

test('a taken port is said in words, with what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as { port: number };
  const refusal = start({ port });
  await expect(refusal).rejects.toThrow(DeviceError);
  await expect(refusal).rejects.toThrow(
    `broker 127.0.0.1:${port}: the port is taken by another program; give another broker.port`,
  );
  other.close();
});

test('closing ends every connection, even those that never said a word', async () => {
  const { broker, port } = await start();
  const silent = new RawClient(port);
  const client = await signIn(port);
  await broker.close();
  await Promise.all([silent.closed(), client.closed()]);
  broker.publish('dutywatch/x', 'late', { retain: false });
});
