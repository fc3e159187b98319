import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Simulation } from '../../simulators/simulation.ts';
import { effort } from '../support/effort.ts';
import { advanceBy, readPdu, SMALL_DEVICES, simulateSmallSite } from './small-site.ts';

const READS: Record<string, Uint8Array[]> = {
  'lift-car-top-box': [readPdu(3, 0x10, 19)],
  'eastron-sdm630': [readPdu(4, 0, 80), readPdu(4, 0xc8, 6)],
  'schneider-nsx': [readPdu(3, 0x232, 1)],
  'apc-smart-ups': [readPdu(3, 0, 27), readPdu(3, 128, 24)],
  'sump-level-controller': [readPdu(2, 0, 15), readPdu(4, 0, 10)],
  'rle-seahawk-ld': [readPdu(4, 0, 12)],
};

/** All that any client could see now, as one text. */
function look(simulation: Simulation): string {
  const answers = SMALL_DEVICES.flatMap(({ id, profile }) =>
    (READS[profile] ?? []).map((pdu) => {
      const answer = simulation.virtualExchange(id, pdu);
      return answer === 'timeout' ? answer : Buffer.from(answer).toString('hex');
    }),
  );
  return [...answers, JSON.stringify(simulation.takeMessages())].join('\n');
}

/** Ten minutes with trouble of every sort, looked at every five seconds. */
function liveThrough(seed: number, stepsMs: readonly number[] = [5_000]): string[] {
  const simulation = simulateSmallSite({ seed, hour: 8 });
  const history: string[] = [];
  const trouble = [
    () => simulation.startFault({ lift: 'L1', stops: 'between-floors' }),
    () => simulation.startFault({ pipe: 'bursts', area: 'plant' }),
    () => simulation.startFault({ mains: 'fails' }),
    () => simulation.startFault({ device: 'spot', payload: 'wrong-type' }),
    () => simulation.act({ mains: 'returns' }),
    () => simulation.act({ lift: 'L1', released: true }),
  ];
  for (let minute = 1; minute <= 10; minute++) {
    for (let part = 1; part <= 12; part++) {
      const untilMs = simulation.nowMs + 5_000;
      for (let step = 0; simulation.nowMs < untilMs; step++) {
        const stepMs = stepsMs[step % stepsMs.length]!;
        simulation.advance(Math.min(untilMs, simulation.nowMs + stepMs));
      }
      history.push(look(simulation));
    }
    trouble[minute - 1]?.();
  }
  return history;
}

test('the same seed has the same history, byte for byte, however time is cut', () => {
  const whole = liveThrough(7);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 }),
      (tenths) => {
        expect(
          liveThrough(
            7,
            tenths.map((t) => t * 100),
          ),
        ).toEqual(whole);
      },
    ),
    { numRuns: effort(5, 100) },
  );
});

test('no two seeds have the same history', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (one, other) => {
      fc.pre(one !== other);
      expect(liveThrough(one)).not.toEqual(liveThrough(other));
    }),
    { numRuns: effort(5, 200) },
  );
});

test('time never goes back, and a step below 100 ms waits until it has grown', () => {
  const simulation = simulateSmallSite();
  simulation.advance(250);
  expect(simulation.nowMs).toBe(200);
  simulation.advance(100);
  expect(simulation.nowMs).toBe(200);
  simulation.advance(310);
  expect(simulation.nowMs).toBe(300);
});

test('an ordinary day looks like no emergency at all, in any device', () => {
  for (const seed of [1, 2, 3].slice(0, effort(1, 3))) {
    const simulation = simulateSmallSite({ seed });
    const odd: string[] = [];
    for (let second = 0; second < 86_400; second++) {
      advanceBy(simulation, 1);
      for (const lift of simulation.building.lifts.values()) {
        const isBetween = lift.speedMs === 0 && Math.abs(lift.positionM % 3) > 0.01;
        if (isBetween) odd.push(`seed ${seed}, second ${second}: ${lift.id} off a landing`);
      }
      for (const box of ['box-1', 'box-2']) {
        const [, , high, low] = simulation.virtualExchange(box, readPdu(3, 0x10, 1));
        if (high !== 0 || low !== 0) odd.push(`seed ${seed}, second ${second}: fault in ${box}`);
      }
    }
    expect(odd).toEqual([]);
    const { power, water } = simulation.building;
    for (const sensor of water.leakSensors.values()) expect(sensor.isWet).toBe(false);
    for (const sump of water.sumps.values()) expect(sump.levelM).toBeLessThan(1.3);
    for (const breaker of power.breakers.values()) expect(breaker.isClosed).toBe(true);
    for (const ups of power.upses.values()) expect(ups.charge).toBe(100);
  }
});

test('whoever has got out is seen to be out: doors open and nobody seen for 10 s', () => {
  // What rules need to release `lift.present` (practice P-2), for every ride of a morning.
  const simulation = simulateSmallSite({ hour: 7 });
  const lift = simulation.building.lifts.get('L1')!;
  let isLatched = false;
  let clearSeconds = 0;
  let rides = 0;
  for (let second = 0; second < 3 * 3_600; second++) {
    advanceBy(simulation, 1);
    const isClear = lift.doors.state === 'open' && !lift.presence.sees;
    clearSeconds = isClear ? clearSeconds + 1 : 0;
    if (lift.presence.sees) isLatched = true;
    if (isLatched && clearSeconds === 11) {
      isLatched = false;
      rides += 1;
    }
    if (lift.phase === 'parked') expect(isLatched, `at ${second} s`).toBe(false);
  }
  expect(rides).toBeGreaterThan(20);
});

test('a virtual day of all devices read every second takes seconds, not minutes', () => {
  const simulation = simulateSmallSite();
  const startedAt = performance.now();
  for (let second = 0; second < 8_640; second++) {
    advanceBy(simulation, 1);
    for (const { id, profile } of SMALL_DEVICES) {
      for (const pdu of READS[profile] ?? []) simulation.virtualExchange(id, pdu);
    }
  }
  // A tenth of a day; on an idle machine it takes 0.1 s.
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
