/** What the driver makes of messages, by the way of the embedded broker: no wire between. */
import { expect, test } from 'vitest';
import { ConfigError } from '../../../src/core/error.ts';
import type { Message } from '../../../src/drivers/mqtt/message.ts';
import { MqttDriver } from '../../../src/drivers/mqtt/mqtt-driver.ts';
import { modbusProfile } from '../../devices/files.ts';
import { device, Gateway, leak17, startDriver } from './running-driver.ts';

const TOPIC = 'zigbee2mqtt/basement-17';
/** As Zigbee2MQTT sends it (reference/water.md 3.3). */
const DRY =
  '{"battery":100,"battery_low":false,"device_temperature":27,"linkquality":99,' +
  '"power_outage_count":3,"trigger_count":0,"voltage":3045,"water_leak":false}';

const message = (topic: string, payload: string | Uint8Array, more: Partial<Message> = {}) => ({
  topic,
  payload: Buffer.from(payload),
  qos: 1 as const,
  replayed: false,
  ...more,
});

test('a message of a leak sensor becomes one report of its topic', async () => {
  await using running = startDriver();
  await running.driver.accept(message(TOPIC, DRY));
  const { gateway } = running;
  expect(gateway.reports).toMatchObject([
    { device: 'leak-17', group: 'zigbee2mqtt/<name>', at: 1_000 },
  ]);
  expect(gateway.samples()).toContain('leak=false');
  expect(gateway.samples()).toContain('batteryVoltage=3.045');
});

test('a battery written as text, as old Zigbee2MQTT did, is a number', async () => {
  await using running = startDriver();
  await running.driver.accept(message(TOPIC, '{"battery":"100.00","water_leak":false}'));
  expect(running.gateway.samples()).toEqual(['leak=false', 'battery=100']);
});

test('an unreadable message is counted, shown, acknowledged, and never a value', async () => {
  await using running = startDriver();
  const { driver, gateway } = running;
  for (const [payload, kind, said] of [
    ['leak!', 'payload', /zigbee2mqtt\/basement-17.*leak!.*JSON/],
    ['{"water_leak":', 'payload', /JSON/],
    [Buffer.from([0xff, 0xfe, 0x00]), 'payload', /UTF-8/],
    ['', 'payload', /expected a value/],
    ['[]', 'payload', /expected one of water_leak/],
    [Buffer.alloc(10_000_000, '1'), 'too-large', /10000000 bytes/],
  ] as const) {
    const before = driver.health()[0]!.errors[kind] ?? 0;
    await driver.accept(message(TOPIC, payload));
    expect(driver.health()[0]!.errors[kind]).toBe(before + 1);
    expect(driver.health()[0]!.lastError?.message).toMatch(said);
  }
  expect(gateway.reports).toEqual([]);
  expect(driver.health()).toMatchObject([{ up: false, reason: 'not heard yet' }]);
});

test('one value of a wrong type is bad and counted; the others of the message stand', async () => {
  await using running = startDriver();
  await running.driver.accept(message(TOPIC, '{"water_leak":"perhaps","battery":97}'));
  expect(running.gateway.samples()).toEqual(['leak=null bad (range)', 'battery=97']);
  expect(running.driver.health()[0]).toMatchObject({
    errors: { payload: 1 },
    lastError: { at: 1_000, message: expect.stringContaining('leak') },
  });
});

test('topics of no device are counted and acknowledged', async () => {
  await using running = startDriver();
  await running.driver.accept(message('zigbee2mqtt/somebody-else', DRY));
  expect(running.driver.unknownTopics).toBe(1);
  expect(running.gateway.reports).toEqual([]);
});

/** ChirpStack v4 event/up, as far as the profile reads it. */
const uplink = (id: string, leak: string) =>
  message(
    'application/7f3c/device/24e124535b316056/event/up',
    JSON.stringify({
      deduplicationId: id,
      time: '2026-11-23T08:00:00.250Z',
      fCnt: 12,
      object: { leakage_status: leak },
    }),
  );
const lora = device('leak-3', 'milesight-em300-zld', { 'dev-eui': '24e124535b316056' });

test('the same uplink twice is one message, and carries its own time', async () => {
  await using running = startDriver({ devices: [lora] });
  await running.driver.accept(uplink('a', 'leak'));
  await running.driver.accept(uplink('a', 'leak'));
  await running.driver.accept(uplink('b', 'normal'));
  const { reports } = running.gateway;
  expect(reports.map(({ deviceAt }) => deviceAt)).toEqual(
    Array(2).fill(Date.parse('2026-11-23T08:00:00.250Z')),
  );
});

test('a repeat is acknowledged with its first, and taken anew where that failed', async () => {
  const gateway = new Gateway();
  gateway.isHolding = true;
  await using running = startDriver({ devices: [lora], gateway });
  const { driver } = running;
  const first = driver.accept(uplink('a', 'leak'));
  const repeat = driver.accept(uplink('a', 'leak'));
  const both = Promise.allSettled([first, repeat]);
  await expect.poll(() => gateway.held.length).toBe(1);
  gateway.held[0]!.fail();
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);

  const again = driver.accept(uplink('a', 'leak'));
  await expect.poll(() => gateway.held.length).toBe(2);
  gateway.held[1]!.store();
  await again;
});

test('what arrives in one turn is one commit, and links keep their place in it', async () => {
  const gateway = new Gateway();
  const order: string[] = [];
  const report = gateway.report.bind(gateway);
  gateway.report = (reports) => {
    order.push(`${reports.length} reports`);
    return report(reports);
  };
  gateway.link = (name, up) => order.push(`${name} ${up ? 'up' : 'down'}`);
  await using running = startDriver({ gateway });
  const say = (payload: string, topic = TOPIC) => running.driver.accept(message(topic, payload));
  await Promise.all([
    say(DRY),
    say(DRY),
    say('{"state":"offline"}', `${TOPIC}/availability`),
    say(DRY),
  ]);
  expect(order).toEqual(['2 reports', 'leak-17 down', '1 reports']);
});

test('a device that says it is offline is lost until it says otherwise', async () => {
  await using running = startDriver();
  const { driver, gateway } = running;
  for (const state of ['online', 'offline', 'offline', 'online', 'online']) {
    await driver.accept(message(`${TOPIC}/availability`, `{"state":"${state}"}`));
  }
  await expect
    .poll(() => gateway.links)
    .toEqual(['leak-17 up', 'leak-17 down availability', 'leak-17 up']);
});

test('a device that is offline is not up, whatever was heard of it before', async () => {
  await using running = startDriver();
  await running.driver.accept(message(TOPIC, DRY));
  expect(running.driver.health()).toMatchObject([{ up: true, lastHeardAt: 1_000 }]);
  await running.driver.accept(message(`${TOPIC}/availability`, '{"state":"offline"}'));
  expect(running.driver.health()[0]).toMatchObject({
    up: false,
    reason: expect.stringMatching(/offline/),
    cause: 'availability',
  });
});

test('a retained message of unknown age is doubtful, unless it is the last one heard', async () => {
  await using running = startDriver();
  const { driver, gateway } = running;
  const replay = (payload: string) => driver.accept(message(TOPIC, payload, { replayed: true }));
  await replay('{"water_leak":true}');
  await driver.accept(message(TOPIC, '{"water_leak":false}'));
  await replay('{"water_leak":false}');
  await replay('{"water_leak":true}');
  expect(gateway.samples()).toEqual([
    'leak=true uncertain (clock)',
    'leak=false',
    'leak=true uncertain (clock)',
  ]);
});

test('two devices on one topic are both told', async () => {
  const devices = [leak17, { ...leak17, id: 'leak-17b' }];
  await using running = startDriver({ devices });
  await running.driver.accept(message(TOPIC, DRY));
  expect(running.gateway.reports.map((report) => report.device)).toEqual(['leak-17', 'leak-17b']);
});

test('a driver that does not run, or has more to store than it can hold, refuses', async () => {
  const gateway = new Gateway();
  gateway.isHolding = true;
  const running = startDriver({ gateway });
  const large = JSON.stringify({ water_leak: true, padding: ' '.repeat(250_000) });
  const all: Promise<void>[] = [];
  for (let i = 0; i < 300; i++) all.push(running.driver.accept(message(TOPIC, large)));
  const settled = Promise.allSettled(all);
  await expect.poll(() => gateway.held.length).toBe(1);
  gateway.held[0]!.store();
  const outcomes = await settled;
  // 250,032 bytes each: the 269th reaches 64 MiB.
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(269);
  await running.driver.accept(message('nobody/s', '')); // there is room again
  await running.stop();
  await expect(running.driver.accept(message(TOPIC, DRY))).rejects.toThrow('not running');
});

test('devices that cannot be heard over MQTT are refused, all of them at once', () => {
  const driver = new MqttDriver({ site: 'riverside', folder: '/' });
  const connection = { id: 'field', protocol: 'mqtt', settings: { broker: 'embedded' } } as const;
  const meter = {
    ...leak17,
    id: 'meter-1',
    profile: modbusProfile({}, { 'power.total': { at: 0, type: 'float32', unit: 'W' } }),
  };
  const nameless = { ...leak17, id: 'leak-18', placeholders: {} };
  const greedy = { ...leak17, id: 'leak-19', placeholders: { name: '#' } };
  expect(() => driver.open(connection, [meter, nameless, greedy])).toThrow(ConfigError);
  expect(() => driver.open(connection, [meter, nameless, greedy])).toThrow(
    /meter-1\.profile: .* speaks modbus.*leak-18\.name: missing.*leak-19\.name: holds/s,
  );
});
