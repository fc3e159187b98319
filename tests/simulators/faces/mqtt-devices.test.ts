/** What MQTT devices say and when, against the shapes of their makers' documents. */
import { expect, test } from 'vitest';
import type { DeviceMessage, Simulation } from '../../../simulators/simulation.ts';
import { advanceBy, MIDNIGHT_MS, simulateSmallSite } from '../small-site.ts';

const HOUR_S = 3_600;

function listen(simulation: Simulation, device: string) {
  return (): DeviceMessage[] =>
    simulation.takeMessages().filter((message) => message.device === device);
}

const body = (message: DeviceMessage | undefined) => JSON.parse(String(message!.payload));

test('Aqara: availability and state at the start, then once an hour', () => {
  const simulation = simulateSmallSite();
  const heard = listen(simulation, 'spot');
  const [availability, state, ...more] = heard();
  expect(more).toEqual([]);
  expect(availability).toMatchObject({
    topic: 'zigbee2mqtt/corridor/availability',
    payload: '{"state":"online"}',
    retain: true,
  });
  expect(state).toMatchObject({ topic: 'zigbee2mqtt/corridor', retain: false });
  const { voltage, ...rest } = body(state);
  expect(rest).toMatchObject({ battery_low: false, water_leak: false });
  // Converter's range: 2850 mV empty, 3000 mV full; this one lies in the upper third.
  expect(voltage).toBeGreaterThanOrEqual(2_950);
  expect(rest.battery).toBeGreaterThan(66);
  advanceBy(simulation, 24 * HOUR_S);
  expect(heard()).toHaveLength(24);
});

test('Aqara: water is reported within a second of reaching it, and so is its going', () => {
  const simulation = simulateSmallSite();
  const heard = listen(simulation, 'spot');
  heard();
  simulation.startFault({ pipe: 'bursts', area: 'corridor' });
  const sensor = simulation.building.water.leakSensors.get('SPOT')!;
  while (!sensor.isWet) advanceBy(simulation, 1);
  const [wet, ...more] = heard();
  expect(more).toEqual([]);
  expect(body(wet).water_leak).toBe(true);
  expect(wet!.atMs).toBe(simulation.nowMs);
  simulation.act({ area: 'corridor', dried: true });
  advanceBy(simulation, 1);
  expect(heard().map((message) => body(message).water_leak)).toEqual([false]);
});

test('Aqara: a silent sensor is offline for the bridge after 25 h, online when it speaks', () => {
  const simulation = simulateSmallSite();
  const heard = listen(simulation, 'spot');
  heard();
  const fault = simulation.startFault({ device: 'spot', answers: 'never' });
  advanceBy(simulation, 24.9 * HOUR_S);
  expect(heard()).toEqual([]);
  advanceBy(simulation, 0.2 * HOUR_S);
  expect(heard().map((message) => message.payload)).toEqual(['{"state":"offline"}']);
  advanceBy(simulation, HOUR_S);
  simulation.endFault(fault);
  advanceBy(simulation, 1);
  expect(heard()[0]!.payload).toBe('{"state":"online"}');
});

test('EM300: an uplink at the start and every 30 minutes, with time, id and count', () => {
  const simulation = simulateSmallSite();
  const heard = listen(simulation, 'lora');
  advanceBy(simulation, 2 * HOUR_S + 1);
  const uplinks = heard();
  expect(uplinks).toHaveLength(5);
  const bodies = uplinks.map(body);
  expect(uplinks[0]!.topic).toMatch(
    /^application\/[0-9a-f-]{36}\/device\/24e124136c0000aa\/event\/up$/,
  );
  expect(bodies[1].time).toBe(new Date(MIDNIGHT_MS + 1_800_000).toISOString());
  expect(bodies.map(({ fCnt }) => fCnt - bodies[0].fCnt)).toEqual([0, 1, 2, 3, 4]);
  expect(new Set(bodies.map(({ deduplicationId }) => deduplicationId)).size).toBe(5);
});

test('EM300: the binary says the same as the decoded object', () => {
  const simulation = simulateSmallSite();
  const heard = listen(simulation, 'lora');
  simulation.startFault({ pipe: 'bursts', area: 'switch-room' });
  advanceBy(simulation, 60);
  const { object, data, fPort } = body(heard().at(-1));
  expect(object.leakage_status).toBe('leak');
  expect(fPort).toBe(85);
  // 01 75 battery · 03 67 temperature ×10, low byte first · 04 68 humidity ×2 · 05 00 leak.
  const bytes = Buffer.from(data, 'base64');
  expect(bytes.subarray(0, 2).toString('hex')).toBe('0175');
  expect(bytes[2]).toBe(object.battery);
  expect(bytes.subarray(3, 5).toString('hex')).toBe('0367');
  expect(bytes.readInt16LE(5) / 10).toBe(object.temperature);
  expect(bytes.subarray(7, 9).toString('hex')).toBe('0468');
  expect(bytes[9]! / 2).toBe(object.humidity);
  expect(bytes.subarray(10).toString('hex')).toBe('050001');
});

test('a broken payload comes at once and at every report, and ends with a whole one', () => {
  for (const fault of ['garbage', 'wrong-type', 'oversized'] as const) {
    const simulation = simulateSmallSite();
    const heard = listen(simulation, 'spot');
    heard();
    const id = simulation.startFault({ device: 'spot', payload: fault });
    advanceBy(simulation, 1 + HOUR_S);
    const broken = heard();
    expect(broken, fault).toHaveLength(2);
    const text = Buffer.from(broken[0]!.payload).toString('utf8');
    if (fault === 'garbage') expect(() => JSON.parse(text)).toThrow();
    if (fault === 'wrong-type') expect(JSON.parse(text).water_leak).toBe('not false');
    if (fault === 'oversized') expect(text.length).toBeGreaterThan(1024 * 1024);
    simulation.endFault(id);
    advanceBy(simulation, 1);
    expect(body(heard()[0]).water_leak, fault).toBe(false);
  }
});
