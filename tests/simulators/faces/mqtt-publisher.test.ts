/** The publisher against Mosquitto and its own subscriber. */
import { afterEach, expect, test } from 'vitest';
import type { MqttMessage } from '../../../simulators/faces/mqtt-face.ts';
import { createMqttPublisher } from '../../../simulators/faces/mqtt-publisher.ts';
import { type Child, startChild } from '../../support/child.ts';
import { findFreePort } from '../../support/free-port.ts';
import { waitFor, waitForPort } from '../../support/wait.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function startBroker(port: number): Promise<Child> {
  const broker = await startChild('mosquitto', ['-p', `${port}`]);
  open.push(() => broker.stop());
  await waitForPort(port);
  return broker;
}

async function subscribe(port: number): Promise<Child> {
  const args = ['-h', '127.0.0.1', '-p', `${port}`, '-t', '#', '-F', '%t %r %p', '-d'];
  // Into a pipe it would keep back what it says until there is much of it.
  const subscriber = await startChild('stdbuf', ['-oL', 'mosquitto_sub', ...args]);
  open.push(() => subscriber.stop());
  await subscriber.waitForOutput(/Subscribed/);
  return subscriber;
}

function publishTo(port: number) {
  const links: (string | undefined)[] = [];
  const publisher = createMqttPublisher({
    url: `mqtt://127.0.0.1:${port}`,
    onLink: (reason) => links.push(reason),
  });
  open.push(() => publisher.close());
  return { publisher, links };
}

const message = (topic: string, payload: string, retain = false): MqttMessage => ({
  topic,
  payload,
  retain,
  qos: 1,
});

test('mosquitto_sub receives the messages, and a later one the retained alone', async () => {
  const port = await findFreePort();
  await startBroker(port);
  const early = await subscribe(port);
  const { publisher } = publishTo(port);
  publisher.publish([
    message('zigbee2mqtt/a/availability', '{"state":"online"}', true),
    message('zigbee2mqtt/a', '{"water_leak":false}'),
  ]);
  await early.waitForOutput(/zigbee2mqtt\/a 0 \{"water_leak":false\}/);
  const late = await subscribe(port);
  await late.waitForOutput(/zigbee2mqtt\/a\/availability 1 \{"state":"online"\}/);
  expect(late.stdout()).not.toContain('water_leak');
});

test('while the broker is away the newest message of each topic is held', async () => {
  const port = await findFreePort();
  const { publisher, links } = publishTo(port);
  await waitFor('the refused connection', () => links.length > 0);
  publisher.publish([message('a', '1'), message('b', '1'), message('a', '2')]);
  await startBroker(port);
  const subscriber = await subscribe(port);
  await waitFor('the broker', () => links.includes(undefined));
  publisher.publish([message('c', '3')]);
  await subscriber.waitForOutput(/c 0 3/);
  expect(subscriber.stdout()).not.toMatch(/^a 0 1$/m);
});
