/** A small site for the simulator's tests: one of everything, and the devices that show it. */

import type { SimulatedDevice } from '../../simulators/device-faces.ts';
import { createSimulation, type Simulation } from '../../simulators/simulation.ts';
import { type Site, siteSchema } from '../../src/core/site/site.ts';

const text = (en: string) => ({ zh: en, en });

function asset(id: string, kind: string, more: Record<string, unknown> = {}) {
  return { id, kind, in: 'plant', name: text(id), ...more };
}

/**
 * utility → MAIN → Q0 → BUS, Q1 (lifts), Q2 (UPS, sump, booster set and a transfer switch that GEN
 * backs), Q3 (flats, metered by M3).
 */
export const SMALL_SITE: Site = siteSchema.parse({
  site: { id: 'small', name: text('Small'), timezone: 'Asia/Shanghai' },
  areas: ['plant', 'corridor', 'switch-room'].map((id) => ({
    id,
    kind: 'room',
    name: text(id),
  })),
  assets: [
    asset('MAIN', 'meter', { place: 'incomer', taps: 'line' }),
    asset('Q0', 'breaker', { 'fed-by': 'MAIN', main: true }),
    asset('BUS', 'meter', { 'fed-by': 'Q0', place: 'bus', taps: 'load' }),
    asset('Q1', 'breaker', { 'fed-by': 'Q0' }),
    asset('Q2', 'breaker', { 'fed-by': 'Q0' }),
    asset('Q3', 'breaker', { 'fed-by': 'Q0' }),
    asset('M3', 'meter', { 'fed-by': 'Q3', place: 'feeder', taps: 'load' }),
    asset('M3-LINE', 'meter', { 'fed-by': 'Q3', place: 'feeder', taps: 'line' }),
    asset('L1', 'lift', { 'fed-by': 'Q1', serves: ['B2..18'] }),
    asset('L2', 'lift', { 'fed-by': 'Q1', serves: ['1..6'], rescueFitted: true }),
    asset('UPS', 'ups', { 'fed-by': 'Q2' }),
    asset('SUMP', 'sump', { 'fed-by': 'Q2' }),
    asset('ATS', 'transferSwitch', { 'fed-by': 'Q2', 'backup-from': 'GEN' }),
    asset('GEN', 'generator'),
    asset('TANK', 'tank', { stopM: 1.8, overflowM: 2.2 }),
    asset('SET', 'pump', { 'fed-by': 'Q2' }),
    asset('AIR', 'room'),
    asset('FIRE', 'contact', { means: 'fireAlarm' }),
    asset('RELAY', 'contact', { means: 'mainsFail', 'fed-by': 'MAIN' }),
    asset('ROPE', 'leak'),
    asset('SPOT', 'leak', { in: 'corridor' }),
    asset('LORA', 'leak', { in: 'switch-room' }),
  ],
  water: {
    spreads: [
      ['plant', 'corridor'],
      ['corridor', 'switch-room'],
    ],
  },
});

function modbus(id: string, profile: string, of: string, unit: number): SimulatedDevice {
  return { id, profile, asset: of, unit, placeholders: {}, connection: 'bus' };
}

export const SMALL_DEVICES: readonly SimulatedDevice[] = [
  modbus('box-1', 'lift-car-top-box', 'L1', 1),
  modbus('box-2', 'lift-car-top-box', 'L2', 2),
  modbus('controller-2', 'lift-controller-block', 'L2', 3),
  {
    id: 'controller-1',
    profile: 'gbt-24476-lift',
    asset: 'L1',
    placeholders: { registration: '31101234567890123456' },
    connection: 'field',
  },
  modbus('main', 'eastron-sdm630', 'MAIN', 10),
  modbus('bus', 'eastron-sdm630', 'BUS', 11),
  modbus('flats', 'eastron-sdm630', 'M3', 12),
  modbus('q0', 'schneider-nsx', 'Q0', 20),
  modbus('q3', 'schneider-nsx', 'Q3', 23),
  modbus('ups', 'apc-smart-ups', 'UPS', 30),
  modbus('sump', 'sump-level-controller', 'SUMP', 31),
  modbus('rope', 'rle-seahawk-ld', 'ROPE', 32),
  modbus('ats', 'siemens-atc6300', 'ATS', 40),
  modbus('gen', 'smartgen-hgm4000', 'GEN', 41),
  modbus('tank', 'tank-level-controller', 'TANK', 42),
  modbus('set', 'grundfos-cim-booster', 'SET', 43),
  {
    ...modbus('fire', 'waveshare-io-8ch', 'FIRE', 44),
    channel: { channel: 1, normally: 'open' },
  },
  {
    ...modbus('relay', 'waveshare-io-8ch', 'RELAY', 44),
    channel: { channel: 6, normally: 'closed' },
  },
  {
    id: 'air',
    profile: 'milesight-em300-th',
    asset: 'AIR',
    placeholders: { 'dev-eui': '24e124136d0000bb' },
    connection: 'field',
  },
  {
    id: 'spot',
    profile: 'aqara-sjcgq11lm',
    asset: 'SPOT',
    placeholders: { name: 'corridor' },
    connection: 'field',
  },
  {
    id: 'lora',
    profile: 'milesight-em300-zld',
    asset: 'LORA',
    placeholders: { 'dev-eui': '24e124136c0000aa' },
    connection: 'field',
  },
];

/** 2026-11-23 00:00 in Shanghai: the middle of the night, when lifts stand still. */
export const MIDNIGHT_MS = Date.UTC(2026, 10, 22, 16);

/** `hour`: local time at the start. */
export function simulateSmallSite({ seed = 7, hour = 0 } = {}): Simulation {
  const epochMs = MIDNIGHT_MS + hour * 3_600_000;
  return createSimulation({ site: SMALL_SITE, devices: SMALL_DEVICES, seed, epochMs });
}

/** Registers of one device now; fails on an exception. */
export function readRegisters(
  simulation: Simulation,
  device: string,
  [code, start, count]: [number, number, number],
): number[] {
  const answer = simulation.virtualExchange(device, readPdu(code, start, count));
  if (answer === 'timeout' || answer[0] !== code) throw new Error(`${device}: ${answer}`);
  const view = new DataView(answer.buffer, answer.byteOffset);
  return Array.from({ length: count }, (_, index) => view.getUint16(2 + index * 2));
}

export function readPdu(code: number, start: number, count: number): Uint8Array {
  return Uint8Array.of(code, start >> 8, start & 0xff, count >> 8, count & 0xff);
}

/** Steps of 100 ms until it is so; fails after `withinS` simulated seconds. */
export function advanceUntil(
  simulation: Simulation,
  what: string,
  isSo: () => boolean,
  withinS = 120,
): void {
  const deadlineMs = simulation.nowMs + withinS * 1_000;
  while (!isSo()) {
    if (simulation.nowMs >= deadlineMs) throw new Error(`not within ${withinS} s: ${what}`);
    simulation.advance(simulation.nowMs + 100);
  }
}

export function advanceBy(simulation: Simulation, seconds: number): void {
  simulation.advance(simulation.nowMs + seconds * 1_000);
}
