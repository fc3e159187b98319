import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startMosquitto } from '../drivers/mqtt/mosquitto.ts';
import { startReceiver } from '../notify/receiver.ts';
import { type Child, runChild, startChild } from '../support/child.ts';
import { waitFor } from '../support/wait.ts';
import { GatewayProcess } from './gateway-process.ts';
import { waitForMessage } from './messages.ts';
import { TestSite } from './site.ts';

interface Published {
  value: unknown;
  quality: string;
}

/** `-F %t %p`: one line a message. */
function listen(port: string, ...filters: string[]): Promise<Child> {
  const topics = filters.flatMap((filter) => ['-t', filter]);
  return startChild('mosquitto_sub', ['-h', '127.0.0.1', '-p', port, ...topics, '-F', '%t %p']);
}

/** The newest message of a topic. */
function published(subscriber: Child, topic: string): Published | undefined {
  const lines = subscriber.stdout().split('\n').slice(0, -1);
  const line = lines.findLast((found) => found.startsWith(`${topic} `));
  return line === undefined ? undefined : JSON.parse(line.slice(topic.length + 1));
}

/** Register values as mbpoll prints them: `[17]: 1024`. */
async function poll(port: string, unit: number, ...how: string[]): Promise<number[]> {
  const args = ['-m', 'tcp', '-p', port, '-a', `${unit}`, '-0', '-1', ...how, '127.0.0.1'];
  const { stdout } = await runChild('mbpoll', args);
  return [...stdout.matchAll(/^\[\d+\]:\s+(-?[\d.]+)/gm)].map(([, value]) => Number(value));
}

test('mbpoll reads from the simulated devices what the gateway publishes', async () => {
  const site = new TestSite('living');
  await using gateway = await GatewayProcess.start(site);
  const asset = 'dutywatch/riverside/asset';
  const topics = [`${asset}/A-L1/+`, `${asset}/MAIN-U/+`];
  await using subscriber = await listen(gateway.port('broker'), ...topics);
  // lifts.md 1.4 A: register +1, bit 2 of the high byte is level; +2, high byte is the floor.
  await waitFor('a car that says the same on both ways', async () => {
    const [state, place] = await poll(gateway.port('lifts'), 1, '-t', '4', '-r', '17', '-c', '2');
    const floor = published(subscriber, `${asset}/A-L1/floor`);
    const doorZone = published(subscriber, `${asset}/A-L1/doorZone`);
    const isLevel = (state! & 0x0400) !== 0;
    const isSame = floor?.value === (place! << 16) >> 24 && doorZone?.value === isLevel;
    return isSame && floor.quality === 'good' && doorZone.quality === 'good';
  });
  // Eastron SDM630, input registers: 0x0000 volts of phase 1, 0x0046 hertz; float32, high first.
  await waitFor('the incomer', () => published(subscriber, `${asset}/MAIN-U/frequency`));
  const power = gateway.port('power');
  const [volts] = await poll(power, 1, '-t', '3:float', '-B', '-r', '0', '-c', '1');
  const [hertz] = await poll(power, 1, '-t', '3:float', '-B', '-r', '70', '-c', '1');
  expect(volts, 'GB/T 12325: 220 V, +7 % and -10 %').toBeGreaterThan(198);
  expect(volts).toBeLessThan(235.4);
  expect(hertz, 'GB/T 15945: 50 Hz ± 0.5 Hz').toBeGreaterThan(49.5);
  expect(hertz).toBeLessThan(50.5);
  const shownVolts = published(subscriber, `${asset}/MAIN-U/voltage.l1`)!;
  const shownHertz = published(subscriber, `${asset}/MAIN-U/frequency`)!;
  expect(shownVolts.quality).toBe('good');
  expect(Math.abs((shownVolts.value as number) - volts!)).toBeLessThan(2);
  expect(Math.abs((shownHertz.value as number) - hertz!)).toBeLessThan(0.2);
});

test('a leak told on a Mosquitto elsewhere opens the incident, and people are told', async () => {
  await using receiver = await startReceiver();
  await using mosquitto = await startMosquitto();
  const site = new TestSite('leak')
    .tell(receiver.url, 60)
    .write('gateway.yaml', 'broker: { port: 0 }\n')
    .write(
      'devices.yaml',
      `connections:
  city: { mqtt: "mqtt://127.0.0.1:${mosquitto.port}" }
devices:
  - { id: leak-a3, profile: aqara-sjcgq11lm, on: city, name: switch-room, asset: A-W3 }
`,
    );
  await using gateway = await GatewayProcess.start(site);
  await using subscriber = await listen(gateway.port('broker'), 'dutywatch/riverside/incident/+');
  const topic = 'zigbee2mqtt/switch-room';
  const say = (wet: boolean) =>
    mosquitto.publish(topic, `{"water_leak":${wet},"battery":"97.00","linkquality":120}`);
  await waitFor('the sensor', async () => {
    await say(false);
    return (await gateway.signal('A-W3', 'leak')).value === false;
  });
  const tooLarge = join(site.data, 'ten-megabytes');
  writeFileSync(tooLarge, `{"water_leak":true,"x":"${'9'.repeat(10_000_000)}"}`);
  for (const nonsense of ['water', '{"water_leak":"perhaps"}', { file: tooLarge }]) {
    await mosquitto.publish(topic, nonsense);
  }
  await waitFor('all three to be counted', async () => {
    const { errors } = await gateway.call('GET', '/devices/leak-a3');
    return errors.payload === 2 && errors['too-large'] === 1;
  });
  expect((await gateway.signal('A-W3', 'leak')).value, 'no nonsense is a leak').not.toBe(true);
  await say(true);
  const { message } = await waitForMessage(receiver, { template: 'incident-opened' });
  expect(message.text.en).toMatch(/flood/i);
  const [, id, payload] = await subscriber.waitForOutput(/incident\/(\S+) (\{.*\})$/m);
  expect(JSON.parse(payload!)).toMatchObject({ id, hazard: 'flooding', state: 'open' });
  expect(message.incident).toBe(id);
});
