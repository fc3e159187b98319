import { expect, test } from 'vitest';
import { demandW } from '../../../simulators/models/demand.ts';
import { createMeter, measure } from '../../../simulators/models/meter.ts';
import { createRandom } from '../../../simulators/models/random.ts';
import { advanceUps, createUps, runtimeS } from '../../../simulators/models/ups.ts';

const HOUR_MS = 3_600_000;
const random = createRandom(4, 'supply');

test('voltages wander inside what GB/T 12325 allows: 198 V to 235.4 V', () => {
  const meter = createMeter('M', random);
  for (let round = 0; round < 2_000; round++) {
    measure(meter, { isLive: true, utility: 'whole', loadW: 30_000, elapsedMs: 5_000 }, random);
    for (const volts of meter.voltages) {
      expect(volts).toBeGreaterThan(198);
      expect(volts).toBeLessThan(235.4);
    }
    expect(Math.abs(meter.frequencyHz - 50)).toBeLessThan(0.2);
  }
});

test('a dead line shows some induced volts, no current and no frequency', () => {
  const meter = createMeter('M', random);
  measure(meter, { isLive: false, utility: 'dead', loadW: 0, elapsedMs: 5_000 }, random);
  // P-19: dead is below 20 % of 220 V, which is 44 V, not below 1 %.
  for (const volts of meter.voltages) expect(volts).toBeLessThan(44);
  expect(meter).toMatchObject({ currents: [0, 0, 0], powers: [0, 0, 0], frequencyHz: 0 });
});

test('30 kW are about 49 A a phase', () => {
  // 30,000 W / (3 × 226 V × 0.93) = 47.6 A; noise of voltage and sharing adds some per cent.
  const meter = createMeter('M', random);
  measure(meter, { isLive: true, utility: 'whole', loadW: 30_000, elapsedMs: 5_000 }, random);
  for (const amps of meter.currents) {
    expect(amps).toBeGreaterThan(45);
    expect(amps).toBeLessThan(51);
  }
});

test('one hour at 30 kW adds 30 kWh', () => {
  const meter = createMeter('M', random);
  const before = meter.energyKwh;
  for (let round = 0; round < 721; round++) {
    measure(meter, { isLive: true, utility: 'whole', loadW: 30_000, elapsedMs: 5_000 }, random);
  }
  expect(meter.energyKwh - before).toBeGreaterThan(29.5);
  expect(meter.energyKwh - before).toBeLessThan(30.5);
});

test('flats take most in the evening and least before dawn', () => {
  const at = (hour: number) => demandW(hour * HOUR_MS, random);
  expect(at(20)).toBeGreaterThan(at(3) * 2.5);
  expect(at(8)).toBeGreaterThan(at(4));
});

test('a full battery bridges 60 minutes and warns in the last six', () => {
  const ups = createUps('U');
  for (let minute = 0; minute < 53; minute++) advanceUps(ups, false, 60_000);
  expect(ups).toMatchObject({ isOnBattery: true, isShutdownImminent: false });
  expect(runtimeS(ups)).toBe(7 * 60);
  for (let minute = 0; minute < 2; minute++) advanceUps(ups, false, 60_000);
  expect(ups.isShutdownImminent).toBe(true);
  for (let minute = 0; minute < 6; minute++) advanceUps(ups, false, 60_000);
  expect(ups).toMatchObject({ isOnBattery: false, isOutputOff: true, charge: 0, loadPercent: 0 });
});

test('with its input back the battery is full again after four hours', () => {
  const ups = createUps('U');
  advanceUps(ups, false, 60 * 60_000);
  advanceUps(ups, true, 3 * HOUR_MS);
  expect(ups).toMatchObject({ isOutputOff: false, charge: 75 });
  advanceUps(ups, true, HOUR_MS);
  expect(ups.charge).toBe(100);
});

test('a full battery on mains changes nothing', () => {
  const ups = createUps('U');
  advanceUps(ups, true, HOUR_MS);
  expect(ups.revision).toBe(0);
});
