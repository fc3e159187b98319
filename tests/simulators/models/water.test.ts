import { expect, test } from 'vitest';
import { createLeakSensor, senseWater, wipe } from '../../../simulators/models/leak-sensor.ts';
import { createRandom } from '../../../simulators/models/random.ts';
import { advanceSump, createSump, setSumpSupply } from '../../../simulators/models/sump.ts';
import { advanceWater, createWater, drain, dryUp } from '../../../simulators/models/water.ts';

const random = createRandom(9, 'water');

/** Three rooms in a row, a sensor in each. */
function buildFloors() {
  const water = createWater(
    ['plant', 'corridor', 'switch-room', 'roof'],
    [
      ['plant', 'corridor'],
      ['corridor', 'switch-room'],
    ],
  );
  const pool = (area: string) => water.pools.get(area)!;
  const sensors = ['plant', 'corridor', 'switch-room', 'roof'].map((area) =>
    createLeakSensor(area, area, random),
  );
  let nowMs = 0;
  const run = (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      nowMs += 1_000;
      advanceWater(water, nowMs, 1_000);
      for (const sensor of sensors) senseWater(sensor, pool(sensor.area), nowMs);
    }
  };
  const wet = () => sensors.filter((sensor) => sensor.isWet).map((sensor) => sensor.id);
  const litres = () => [...water.pools.values()].reduce((sum, p) => sum + p.volumeM3, 0) * 1_000;
  return { pool, run, wet, litres, sensors, now: () => nowMs };
}

test('water reaches the sensor of its own area in 15 to 50 s', () => {
  const { pool, run, wet } = buildFloors();
  pool('plant').isBurst = true;
  run(14);
  expect(wet()).toEqual([]);
  run(36);
  expect(wet()).toEqual(['plant']);
});

test('it crosses a sill only when it stands a centimetre deep, and uphill never', () => {
  const { pool, run, wet } = buildFloors();
  pool('corridor').isBurst = true;
  // 6 l/s on 60 m² are 6 mm a minute: 10 mm after 100 s.
  run(99);
  expect(pool('switch-room').volumeM3).toBe(0);
  run(300);
  expect(wet()).toEqual(['corridor', 'switch-room']);
  expect(pool('plant').volumeM3).toBe(0);
});

test('in ten minutes it has gone from the pump room to the switch room, never to the roof', () => {
  const { pool, run, wet } = buildFloors();
  pool('plant').isBurst = true;
  run(600);
  expect(wet()).toEqual(['plant', 'corridor', 'switch-room']);
});

test('no water is made or lost but what seeps away', () => {
  const { pool, run, litres } = buildFloors();
  pool('plant').isBurst = true;
  run(600);
  // 600 s × 6 l/s; the two other rooms and the roof lose at most 0.1 l/s each.
  expect(litres()).toBeLessThanOrEqual(3_600);
  expect(litres()).toBeGreaterThan(3_600 - 3 * 60);
});

test('a rope stays wet for 20 minutes on a dry floor, unless it is wiped', () => {
  const { pool, run, wet, now, sensors } = buildFloors();
  pool('roof').isBurst = true;
  run(60);
  pool('roof').isBurst = false;
  dryUp(pool('roof'), now());
  run(19 * 60);
  expect(wet()).toEqual(['roof']);
  run(2 * 60);
  expect(wet()).toEqual([]);

  pool('roof').isBurst = true;
  run(60);
  pool('roof').isBurst = false;
  dryUp(pool('roof'), now());
  wipe(sensors[3]!);
  run(1);
  expect(wet()).toEqual([]);
});

test('a floor drain takes 4 l/s of the water that is there, no more', () => {
  const { pool } = buildFloors();
  pool('plant').volumeM3 = 0.01;
  expect(drain(pool('plant'), 1_000)).toBeCloseTo(0.004, 9);
  expect(drain(pool('plant'), 10_000)).toBeCloseTo(0.006, 9);
  expect(pool('plant').volumeM3).toBe(0);
});

function buildSump() {
  const sump = createSump('S', {}, random);
  const run = (seconds: number, inflowM3S = 0) => {
    let spiltM3 = 0;
    for (let second = 0; second < seconds; second++) {
      spiltM3 += advanceSump(sump, inflowM3S, 1_000);
    }
    return spiltM3;
  };
  const running = () => sump.pumps.map((pump) => pump.isRunning);
  return { sump, run, running };
}

test('a pump starts at 1.2 m, empties the pit to 0.48 m, and the pumps take turns', () => {
  const { sump, run, running } = buildSump();
  sump.levelM = 1.21;
  run(1);
  expect(running()).toEqual([true, false]);
  // 0.73 m × 2 m² at 5 l/s less at most 0.15 l/s of seepage: 292 to 301 s.
  run(302);
  expect(running()).toEqual([false, false]);
  expect(sump.levelM).toBeCloseTo(0.48, 1);
  sump.levelM = 1.21;
  run(1);
  expect(running()).toEqual([false, true]);
});

test('both pumps run when more comes in than one can take', () => {
  const { sump, run, running } = buildSump();
  sump.levelM = 1.3;
  run(600, 0.007);
  expect(running()).toEqual([true, true]);
});

test('without supply the pumps stand, the pit fills and spills what it cannot hold', () => {
  const { sump, run, running } = buildSump();
  sump.levelM = 2;
  setSumpSupply(sump, false);
  const spiltM3 = run(600, 0.004);
  expect(running()).toEqual([false, false]);
  expect(sump.levelM).toBe(2.3);
  // 600 s × 4 l/s and seepage, less 0.3 m × 2 m² that the pit still held.
  expect(spiltM3).toBeGreaterThan(2.4 - 0.6);
  expect(spiltM3).toBeLessThan(2.4 - 0.6 + 0.1);
});

test('levels that the site states replace the usual ones', () => {
  const sump = createSump('S', { startM: 0.9, overflowM: 1.5 }, random);
  expect(sump.levels).toEqual({ startM: 0.9, highM: 2, overflowM: 1.5 });
});
