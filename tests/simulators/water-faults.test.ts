/** What each trap of water looks like to a client: by makers' tables and hand calculation. */
import { expect, test } from 'vitest';
import { createLeakSensor, senseWater } from '../../simulators/models/leak-sensor.ts';
import { createRandom } from '../../simulators/models/random.ts';
import { advanceSump, createSump, type SumpFaults } from '../../simulators/models/sump.ts';
import { advanceValve, createValve, turnValve } from '../../simulators/models/valve.ts';
import { advanceWater, createWater } from '../../simulators/models/water.ts';
import { advanceBy, readPdu, readRegisters, simulateSmallSite } from './small-site.ts';

const rope = (simulation: ReturnType<typeof simulateSmallSite>) =>
  readRegisters(simulation, 'rope', [4, 0, 4]);

/** Discrete inputs 0-14 of the sump's panel, input 0 first. */
function contacts(simulation: ReturnType<typeof simulateSmallSite>): number[] {
  const answer = simulation.virtualExchange('sump', readPdu(2, 0, 15));
  if (answer === 'timeout') throw new Error('the panel is silent');
  return Array.from({ length: 15 }, (_, index) => (answer[2 + (index >> 3)]! >> (index & 7)) & 1);
}

test('a broken rope says break (bit 1) and can no longer say leak', () => {
  const simulation = simulateSmallSite();
  const id = simulation.startFault({ leak: 'ROPE', cable: 'breaks' });
  simulation.startFault({ pipe: 'bursts', area: 'plant' });
  advanceBy(simulation, 60);
  // 2 break + 8 summary alarm; no distance.
  expect(rope(simulation).slice(0, 2)).toEqual([0b1010, 0]);
  simulation.endFault(id);
  expect(rope(simulation)[0]).toBe(0b1001);
});

test('dirt grows by 1 µA a minute and is contamination (bit 2) from 60 µA on, never a leak', () => {
  const simulation = simulateSmallSite();
  simulation.startFault({ leak: 'ROPE', rope: 'gets-dirty' });
  advanceBy(simulation, 59 * 60);
  expect(rope(simulation)).toEqual([0, 0, 0, 2 + 59]);
  advanceBy(simulation, 60);
  expect(rope(simulation)).toEqual([0b1100, 0, 0, 2 + 60]);
});

test('a second leak moves the distance to the other half of the rope', () => {
  const simulation = simulateSmallSite();
  simulation.startFault({ pipe: 'bursts', area: 'plant' });
  advanceBy(simulation, 60);
  const first = rope(simulation)[1]!;
  simulation.startFault({ leak: 'ROPE', leaks: 'second' });
  expect(Math.abs(rope(simulation)[1]! - first)).toBeGreaterThanOrEqual(14);
});

test('a mopped floor is damp for ten minutes, and dry at once where it is wiped', () => {
  const simulation = simulateSmallSite();
  simulation.act({ area: 'plant', mopped: true });
  advanceBy(simulation, 1);
  expect(rope(simulation)[0]).toBe(0b1001);
  advanceBy(simulation, 9 * 60);
  expect(rope(simulation)[0]).toBe(0b1001);
  advanceBy(simulation, 61);
  expect(rope(simulation)[0]).toBe(0);
});

test('a dripping gland wets the rope for 8 s of every minute', () => {
  const sensor = createLeakSensor('R', 'plant', createRandom(1, 'drip'));
  const pool = createWater(['plant'], []).pools.get('plant')!;
  sensor.faults = { drips: true };
  let wetS = 0;
  for (let second = 0; second < 600; second++) {
    senseWater(sensor, pool, second * 1_000);
    if (sensor.isWet) wetS += 1;
  }
  expect(wetS).toBe(10 * 8);
});

test('floats that hang and pumps in manual show on the panel', () => {
  const simulation = simulateSmallSite();
  simulation.startFault({ sump: 'SUMP', float: 'high-stuck' });
  expect(contacts(simulation).slice(3, 5)).toEqual([1, 0]);
  simulation.startFault({ sump: 'SUMP', pumps: 'in-manual' });
  expect([contacts(simulation)[10], contacts(simulation)[14]]).toEqual([0, 0]);
});

/** Seconds of a pit 2 m² wide that stops at 0.65 m and starts at 0.8 m; one pump takes 5 l/s. */
function pit(faults: SumpFaults, seconds: number) {
  const levels = { stopM: 0.65, startM: 0.8, highM: 1.4, overflowM: 2 };
  const sump = createSump('S', levels, createRandom(2, 'pit'));
  sump.faults = faults;
  sump.levelM = 0.79;
  const starts = () => sump.pumps[0].starts + sump.pumps[1].starts;
  const before = starts();
  let bothS = 0;
  for (let second = 0; second < seconds; second++) {
    advanceSump(sump, 0, 1_000);
    if (sump.pumps.every((pump) => pump.isRunning)) bothS += 1;
  }
  return { levelM: sump.levelM, starts: starts() - before, bothS };
}

test('pumps that do not start, or run for nothing, let the water rise', () => {
  // Rain of 2.5 l/s on 2 m²: 0.45 m in six minutes, and at most 0.03 m of seepage.
  for (const pumps of ['do-not-start', 'in-manual', 'blocked'] as const) {
    const { levelM, starts } = pit({ pumps, inflow: 'rain' }, 360);
    expect(levelM, pumps).toBeCloseTo(0.79 + 0.45 + 0.02, 1);
    expect(starts > 0, pumps).toBe(pumps === 'blocked');
  }
});

test('in rain a pump starts about 15 times an hour and one is enough', () => {
  // 0.3 m³ at 2.5 l/s in and 2.5 l/s net out: 120 s each way, 240 s a start.
  const { starts, bothS } = pit({ inflow: 'rain' }, 3_600);
  expect(starts).toBeGreaterThanOrEqual(14);
  expect(starts).toBeLessThanOrEqual(16);
  expect(bothS).toBe(0);
});

test('water that comes back through the check valve starts the pumps some 20 times an hour', () => {
  // 0.3 m³ at 3 l/s back: 100 s, and 60 s to pump it out again.
  const { starts } = pit({ pumps: 'leak-back' }, 3_600);
  expect(starts).toBeGreaterThanOrEqual(21);
  expect(starts).toBeLessThanOrEqual(24);
});

test('a storm takes both pumps', () => {
  expect(pit({ inflow: 'storm' }, 1_800).bothS).toBeGreaterThan(300);
});

test('a valve takes 15 s, and stops the burst of its area only when it is closed', () => {
  const valve = createValve('V', ['plant']);
  turnValve(valve, true, 0);
  advanceValve(valve, 14_000);
  expect(valve.position).toBe('between');
  advanceValve(valve, 15_000);
  expect(valve.position).toBe('closed');
  const water = createWater(['plant'], []);
  const pool = water.pools.get('plant')!;
  pool.isBurst = true;
  advanceWater(water, 1_000, 1_000);
  const litres = pool.volumeM3;
  pool.isShutOff = true;
  advanceWater(water, 2_000, 1_000);
  expect(pool.volumeM3).toBeLessThan(litres);
});
