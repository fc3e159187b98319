/**
 * The faces and the gateway's decoders were written apart, each from the makers' tables. Here they
 * meet: what a decoder reads from a face must be what the model holds.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { DeviceMessage, Simulation } from '../../simulators/simulation.ts';
import type { Value } from '../../src/core/signals/reading.ts';
import { kindsSchema } from '../../src/core/site/kinds.ts';
import { atChannel } from '../../src/devices/channel.ts';
import { createPayloadDecoder } from '../../src/devices/payload-decoder.ts';
import { type ModbusProfile, type Profile, parseProfile } from '../../src/devices/profile.ts';
import { planReads } from '../../src/devices/read-plan.ts';
import { createRegisterDecoder } from '../../src/devices/register-decoder.ts';
import {
  advanceBy,
  advanceUntil,
  readPdu,
  SMALL_DEVICES,
  simulateSmallSite,
} from './small-site.ts';

const FOLDER = new URL('../../devices/', import.meta.url);
const readYaml = (name: string) => parse(readFileSync(new URL(name, FOLDER), 'utf8'));
const kinds = kindsSchema.parse(readYaml('kinds.yaml'));
const CODES = { coil: 1, discrete: 2, holding: 3, input: 4 } as const;

function loadProfile(id: string): Profile {
  const parsed = parseProfile(readYaml(`${id}.yaml`), kinds);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.profile;
}

type Signals = Record<string, Value | null>;

/** Every signal of a device as the gateway would read it; a bad one is null. */
function read(simulation: Simulation, id: string, said: readonly DeviceMessage[] = []): Signals {
  const device = SMALL_DEVICES.find((one) => one.id === id)!;
  const module = loadProfile(device.profile);
  const profile =
    device.channel && module.protocol === 'modbus' ? atChannel(module, device.channel) : module;
  return profile.protocol === 'modbus'
    ? readModbus(simulation, id, profile)
    : readMqtt(
        said.filter((message) => message.device === id),
        createPayloadDecoder(profile, device.placeholders),
      );
}

function readModbus(simulation: Simulation, id: string, profile: ModbusProfile): Signals {
  const signals: Signals = {};
  for (const block of planReads(profile, 1_000)) {
    const request = readPdu(CODES[block.function], block.start, block.count);
    const answer = simulation.virtualExchange(id, request);
    if (answer === 'timeout' || answer[0]! > 4) throw new Error(`${id} ${block.start}: ${answer}`);
    for (const sample of createRegisterDecoder(profile, block).decode(answer.subarray(2))) {
      signals[sample.signal] = sample.value;
    }
  }
  return signals;
}

function readMqtt(
  messages: readonly DeviceMessage[],
  decoder: ReturnType<typeof createPayloadDecoder>,
): Signals {
  const signals: Signals = {};
  for (const message of messages) {
    const news = decoder.decode(message.topic, Buffer.from(message.payload));
    if (news?.is === 'availability') signals.online = news.online;
    if (news?.is !== 'samples') continue;
    for (const sample of news.samples) signals[sample.signal] = sample.value;
  }
  return signals;
}

test('every profile in devices has a face, or a reason for none', () => {
  const profiles = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml') && name !== 'kinds.yaml')
    .map((name) => name.slice(0, -'.yaml'.length));
  const simulated = new Set(SMALL_DEVICES.map(({ profile }) => profile));
  expect(profiles.filter((profile) => !simulated.has(profile))).toEqual([]);
});

test('no signal of any device is bad on an ordinary day', () => {
  const simulation = simulateSmallSite({ hour: 8 });
  advanceBy(simulation, 60);
  const said = simulation.takeMessages();
  for (const { id } of SMALL_DEVICES) {
    const signals = read(simulation, id, said);
    const bad = Object.keys(signals).filter((name) => signals[name] === null);
    expect(bad, id).toEqual([]);
    expect(Object.keys(signals).length, id).toBeGreaterThan(0);
  }
});

test('a lift: at the landing, under way, stranded, in the dark', () => {
  const simulation = simulateSmallSite();
  const lift = simulation.building.lifts.get('L1')!;
  simulation.act({ lift: 'L1', passengers: 2, travel: { from: -2, to: 12 } });
  simulation.advance(1_000);
  expect(read(simulation, 'box-1')).toMatchObject({
    floor: -2,
    doors: 'open',
    doorZone: true,
    occupied: true,
    moving: false,
    direction: 'none',
    inspection: false,
    mains: true,
    doorCycles: lift.doors.cycles,
    floorsRun: lift.floorsRun,
  });
  simulation.advance(9_000);
  expect(read(simulation, 'box-1')).toMatchObject({
    floor: lift.floor,
    doors: 'closed',
    moving: true,
    direction: 'up',
    speedMs: 1.8,
  });
  simulation.startFault({ lift: 'L1', stops: 'between-floors' });
  simulation.act({ person: { presses: 'alarm-button', in: 'L1', for: 60_000 } });
  advanceBy(simulation, 45);
  simulation.startFault({ mains: 'fails' });
  advanceBy(simulation, 1);
  expect(read(simulation, 'box-1')).toMatchObject({
    doorZone: false,
    moving: false,
    speedMs: 0,
    occupied: true,
    alarmButton: true,
    mains: false,
    stoppedOffLanding: true,
    trappedOffLanding: true,
    trappedAtLanding: false,
  });
});

test('a lift’s controllers: stuck between floors, then speeding', () => {
  const simulation = simulateSmallSite();
  simulation.takeMessages();
  for (const lift of ['L1', 'L2']) {
    simulation.act({ lift, passengers: 2, travel: { from: 1, to: 6 } });
  }
  simulation.advance(9_000);
  simulation.startFault({ lift: 'L1', stops: 'between-floors' });
  simulation.startFault({ lift: 'L1', mode: 'fire-return' });
  simulation.startFault({ lift: 'L2', overspeeds: true });
  simulation.act({ person: { presses: 'alarm-button', in: 'L1', for: 60_000 } });
  const isTooFast = () => read(simulation, 'box-2').overspeed === true;
  advanceUntil(simulation, 'the box sees it too', isTooFast);
  advanceBy(simulation, 10);
  expect(read(simulation, 'controller-2')).toMatchObject({
    speedMs: 0,
    faultCode: '32',
    overspeed: true,
    safetyChain: true,
    floor: simulation.building.lifts.get('L2')!.floor,
  });
  expect(read(simulation, 'controller-1', simulation.takeMessages())).toMatchObject({
    mode: 'fireReturn',
    inspection: false,
    moving: false,
    doorZone: false,
    doors: 'closed',
    faultCode: '1,4,44,90',
    safetyChain: false,
    reportedStopped: true,
    alarmButton: true,
    mains: true,
  });
});

test('a lift that runs past its last landing, and its stuck button', () => {
  const simulation = simulateSmallSite();
  simulation.startFault({ lift: 'L1', 'runs-past': 'bottom' });
  simulation.startFault({ lift: 'L1', button: 'sticks' });
  advanceBy(simulation, 90);
  const there = { overTravelTop: false, overTravelBottom: true, alarmButton: true, moving: false };
  expect(read(simulation, 'box-1')).toMatchObject(there);
  expect(read(simulation, 'controller-1', simulation.takeMessages())).toMatchObject({
    ...there,
    floor: -2,
    faultCode: '1,4,42,90,91',
  });
});

test('a meter: live and dead', () => {
  const simulation = simulateSmallSite({ hour: 20 });
  advanceBy(simulation, 5);
  const meter = simulation.building.power.meters.get('MAIN')!;
  const float = (value: number) => Math.fround(value);
  const expected = () => ({
    'voltage.l1': float(meter.voltages[0]),
    'voltage.l3': float(meter.voltages[2]),
    'current.l2': float(meter.currents[1]),
    'power.l3': float(meter.powers[2]),
    'power.total': float(meter.powers[0] + meter.powers[1] + meter.powers[2]),
    frequency: float(meter.frequencyHz),
    energyImport: float(meter.energyKwh),
  });
  expect(read(simulation, 'main')).toMatchObject(expected());
  simulation.startFault({ mains: 'fails' });
  expect(read(simulation, 'main')).toMatchObject({ ...expected(), 'current.l1': 0, frequency: 0 });
});

test('a breaker: closed and tripped', () => {
  const simulation = simulateSmallSite();
  expect(read(simulation, 'q3')).toMatchObject({ closed: true, tripped: false, faultTrip: false });
  simulation.startFault({ breaker: 'Q3', trips: true });
  expect(read(simulation, 'q3')).toMatchObject({ closed: false, tripped: true, faultTrip: true });
});

test('a UPS: half empty after half an hour', () => {
  const simulation = simulateSmallSite();
  expect(read(simulation, 'ups')).toMatchObject({
    onBattery: false,
    charge: 100,
    inputVoltage: 226,
  });
  simulation.startFault({ mains: 'fails' });
  advanceBy(simulation, 30 * 60);
  const signals = read(simulation, 'ups');
  expect(signals).toMatchObject({
    onBattery: true,
    inputBad: true,
    outputOff: false,
    lowBattery: false,
    charge: 50,
    inputVoltage: 0,
    outputVoltage: 230,
    loadPercent: 32,
    transferCause: '2',
  });
  expect(signals.runtimeMinutes).toBeCloseTo(30, 6);
});

test('water: rope, sump, spot and LoRa sensor tell the same flooding', () => {
  const simulation = simulateSmallSite();
  simulation.takeMessages();
  simulation.startFault({ pipe: 'bursts', area: 'plant' });
  simulation.startFault({ mains: 'fails' });
  advanceBy(simulation, 20 * 60);
  const { leakSensors, sumps } = simulation.building.water;
  expect(read(simulation, 'rope')).toMatchObject({
    leak: true,
    cableBreak: false,
    distanceM: Math.round(leakSensors.get('ROPE')!.firstAtM),
    ropeLengthM: 30,
    'x.inFeet': false,
  });
  const sump = sumps.get('SUMP')!;
  const signals = read(simulation, 'sump');
  expect(signals).toMatchObject({
    highHigh: true,
    supply: false,
    levelM: 2.3,
    'pump1.running': false,
    'pump1.auto': true,
    'pump2.fault': false,
    'pump1.starts': sump.pumps[0].starts,
  });
  expect(signals['pump2.runHours']).toBeCloseTo(sump.pumps[1].runMs / 3_600_000, 1);
  advanceBy(simulation, 3_600);
  const said = simulation.takeMessages();
  expect(read(simulation, 'spot', said)).toMatchObject({ leak: true, batteryLow: false });
  expect(read(simulation, 'lora', said)).toMatchObject({ leak: true });
});

test('a standby set takes over a dead line, and gives it back', () => {
  const simulation = simulateSmallSite();
  advanceBy(simulation, 2);
  expect(read(simulation, 'ats')).toMatchObject({ source: 'normal', auto: true, fault: false });
  expect(read(simulation, 'gen')).toMatchObject({ running: false, auto: true, speedRpm: 0 });
  simulation.startFault({ mains: 'fails' });
  // 3 s of patience, 7 s to run up, 2 s to transfer: 10 to 15 s in all (`power.md` 2.2).
  advanceBy(simulation, 9);
  expect(read(simulation, 'ats')).toMatchObject({ source: 'normal', normalAvailable: false });
  advanceBy(simulation, 6);
  expect(read(simulation, 'ats')).toMatchObject({
    source: 'emergency',
    normalAvailable: false,
    emergencyAvailable: true,
  });
  advanceBy(simulation, 10);
  const signals = read(simulation, 'gen');
  expect(signals).toMatchObject({ running: true, onLoad: true, mainsFailed: true, speedRpm: 1500 });
  expect(signals['power.total']).toBeGreaterThan(1_000);
  simulation.act({ mains: 'returns' });
  advanceBy(simulation, 29);
  expect(read(simulation, 'ats')).toMatchObject({ source: 'emergency', normalAvailable: true });
  advanceBy(simulation, 3);
  expect(read(simulation, 'ats')).toMatchObject({ source: 'normal' });
  expect(read(simulation, 'gen')).toMatchObject({ running: true, onLoad: false });
  advanceBy(simulation, 185);
  expect(read(simulation, 'gen')).toMatchObject({ running: false, speedRpm: 0 });
});

test('a set that does not start, one left in manual, a switch that hangs', () => {
  const failing = simulateSmallSite();
  failing.startFault({ generator: 'GEN', starts: 'never' });
  failing.startFault({ generator: 'GEN', fuel: 'low' });
  failing.startFault({ mains: 'fails' });
  advanceBy(failing, 60);
  expect(read(failing, 'gen')).toMatchObject({
    running: false,
    shutdown: true,
    warning: true,
    fuelPercent: 18,
  });

  const manual = simulateSmallSite();
  manual.act({ generator: 'GEN', mode: 'manual' });
  manual.startFault({ mains: 'fails' });
  advanceBy(manual, 60);
  expect(read(manual, 'gen')).toMatchObject({ running: false, shutdown: false, auto: false });

  const hanging = simulateSmallSite();
  hanging.startFault({ transferSwitch: 'ATS', transfers: 'never' });
  hanging.startFault({ mains: 'fails' });
  advanceBy(hanging, 60);
  expect(read(hanging, 'ats')).toMatchObject({ source: 'normal', fault: true });
  expect(read(hanging, 'gen')).toMatchObject({ running: true, onLoad: false });
});

test('contacts: a fire alarm closes its own, a dead line opens the relay held by it', () => {
  const simulation = simulateSmallSite();
  expect(read(simulation, 'fire')).toEqual({ active: false });
  expect(read(simulation, 'relay')).toEqual({ active: false });
  // Held closed by the mains: input 6 reads 1 and nothing is wrong.
  expect(simulation.virtualExchange('fire', readPdu(2, 0, 8))).toEqual(Uint8Array.of(2, 1, 0x20));
  simulation.startFault({ contact: 'FIRE', acts: true });
  simulation.startFault({ mains: 'fails' });
  expect(read(simulation, 'fire')).toEqual({ active: true });
  expect(read(simulation, 'relay')).toEqual({ active: true });
  expect(simulation.virtualExchange('relay', readPdu(2, 0, 8))).toEqual(Uint8Array.of(2, 1, 0x01));
});

test('a tank whose inlet does not shut runs over, onto the floor', () => {
  const simulation = simulateSmallSite({ hour: 3 });
  simulation.startFault({ tank: 'TANK', inlet: 'stuck-open' });
  // 0.2 m to the high-high float's 2.0 m from 1.6 m: 2.4 m³ at 3 l/s, some drawn meanwhile.
  advanceBy(simulation, 600);
  expect(read(simulation, 'tank')).toMatchObject({ highHigh: false, inletOpen: true });
  advanceBy(simulation, 600);
  expect(read(simulation, 'tank')).toMatchObject({ highHigh: true, overflowing: false });
  advanceBy(simulation, 600);
  expect(read(simulation, 'tank')).toMatchObject({ overflowing: true, levelM: 2.2 });
  expect(simulation.building.water.pools.get('plant')!.volumeM3).toBeGreaterThan(0);
});

test('a booster set: at its pressure, with a burst riser, without supply', () => {
  const simulation = simulateSmallSite({ hour: 20 });
  advanceBy(simulation, 60);
  const usual = read(simulation, 'set');
  expect(usual).toMatchObject({ running: true, auto: true, fault: false, pressureKpa: 600 });
  expect(usual.speedPercent).toBeLessThan(99);
  simulation.startFault({ pump: 'SET', riser: 'bursts' });
  advanceBy(simulation, 60);
  const burst = read(simulation, 'set');
  expect(burst.speedPercent).toBe(100);
  // A fall of more than a fifth within a minute (P-35).
  expect(burst.pressureKpa).toBeLessThan(480);
  simulation.startFault({ mains: 'fails' });
  advanceBy(simulation, 300);
  expect(read(simulation, 'set')).toMatchObject({ running: false, speedPercent: 0, fault: false });
});

test('a lost phase and a lost neutral, as a meter sees them', () => {
  const simulation = simulateSmallSite();
  const phase = simulation.startFault({ mains: 'loses-phase' });
  const lost = read(simulation, 'main');
  expect(lost['voltage.l1']).toBeGreaterThan(198);
  expect(lost['voltage.l2']).toBeLessThan(44);
  // P-19: lifts stop on it, as on no supply at all. The box looks once a second.
  advanceBy(simulation, 1);
  expect(read(simulation, 'box-1')).toMatchObject({ mains: false });
  simulation.endFault(phase);
  simulation.startFault({ mains: 'loses-neutral' });
  const shifted = read(simulation, 'main');
  expect(shifted['voltage.l1']).toBeGreaterThan(253);
  expect(shifted['voltage.l2']).toBeLessThan(198);
  for (const line of ['l12', 'l23', 'l31']) {
    expect(shifted[`voltage.${line}`]).toBeGreaterThan(342);
    expect(shifted[`voltage.${line}`]).toBeLessThan(418);
  }
});

test('a room that freezes tells it by radio', () => {
  const simulation = simulateSmallSite();
  simulation.startFault({ room: 'AIR', freezes: true });
  simulation.takeMessages();
  advanceBy(simulation, 60 * 60);
  expect(read(simulation, 'air', simulation.takeMessages()).temperature).toBeLessThan(4);
});
