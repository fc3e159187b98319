import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Schedule, type Task } from '../../../src/drivers/modbus/schedule.ts';
import { effort } from '../../support/effort.ts';

const DEAD = Number.POSITIVE_INFINITY;

interface Bus {
  tasks: Task[];
  /** Milliseconds to answer, by device; `DEAD`: never. */
  answersAfterMs: number[];
  slots?: number;
  timeoutMs?: number;
  lastsMs: number;
}

interface Asked {
  at: number;
  task: number;
}

/** Runs a schedule against imagined devices, in virtual time. */
function runBus({ tasks, answersAfterMs, slots = 4, timeoutMs = 1_000, lastsMs }: Bus): Asked[] {
  const schedule = new Schedule(tasks, {
    startAt: 0,
    maxDoubtful: Math.max(1, Math.floor(slots / 2)),
  });
  const asked: Asked[] = [];
  let open: { device: number; endsAt: number; answers: boolean }[] = [];
  for (let now = 0; now <= lastsMs; ) {
    for (const { device, answers } of open.filter(({ endsAt }) => endsAt <= now)) {
      if (answers) schedule.answered(device, now);
      else schedule.missed(device, now);
    }
    open = open.filter(({ endsAt }) => endsAt > now);
    while (open.length < slots) {
      const task = schedule.take(now);
      if (task === undefined) break;
      const { device } = tasks[task]!;
      expect(open.some((other) => other.device === device)).toBe(false);
      const answers = answersAfterMs[device]! <= timeoutMs;
      open.push({ device, endsAt: now + Math.min(answersAfterMs[device]!, timeoutMs), answers });
      asked.push({ at: now, task });
    }
    const nextEnd = Math.min(...open.map(({ endsAt }) => endsAt), Number.POSITIVE_INFINITY);
    now = open.length < slots ? Math.min(nextEnd, schedule.nextDue(now)) : nextEnd;
  }
  return asked;
}

const timesOf = (asked: readonly Asked[], task: number) =>
  asked.filter((entry) => entry.task === task).map(({ at }) => at);

describe('due times', () => {
  test('a hundred lines of one device each take turns, a hundredth of the interval apart', () => {
    const firstTurns = Array.from({ length: 100 }, (_, line) => {
      const schedule = new Schedule([{ device: 0, everyMs: 1_000, life: false }], {
        startAt: 0,
        maxDoubtful: 1,
        turn: line / 100,
      });
      schedule.take(0);
      schedule.answered(0, 0);
      return schedule.nextDue(0);
    });
    // Not sooner than half the interval after the first poll: the first half waits for its second.
    const expected = Array.from({ length: 100 }, (_, line) =>
      line < 50 ? 1_000 + 10 * line : 10 * line,
    );
    expect(firstTurns).toEqual(expected);
  });

  test('a device with time to spare is asked on its own grid and never drifts', () => {
    const tasks = [0, 1, 2, 3].map((device) => ({ device, everyMs: 1_000, life: false }));
    const asked = runBus({ tasks, answersAfterMs: [7, 7, 7, 7], lastsMs: 100_000 });
    // All at once at the start; then a quarter of the interval apart, not sooner than half of it.
    expect(timesOf(asked, 0).slice(0, 3)).toEqual([0, 1_000, 2_000]);
    expect(timesOf(asked, 1).slice(0, 3)).toEqual([0, 1_250, 2_250]);
    expect(timesOf(asked, 2).slice(0, 3)).toEqual([0, 500, 1_500]);
    expect(timesOf(asked, 3).at(-1)).toBe(99_750);
  });

  test('a block of 60 s on a device of 1 s does not delay the other', () => {
    const tasks = [
      { device: 0, everyMs: 1_000, life: false },
      { device: 0, everyMs: 60_000, life: false },
    ];
    const asked = runBus({ tasks, answersAfterMs: [20], lastsMs: 120_500 });
    expect(timesOf(asked, 1)).toEqual([20, 60_020, 120_020]);
    expect(timesOf(asked, 0)).toHaveLength(121);
  });

  test('an overloaded line leaves polls out instead of asking twice in a row', () => {
    const tasks = [0, 1, 2].map((device) => ({ device, everyMs: 1_000, life: false }));
    const asked = runBus({ tasks, answersAfterMs: [600, 600, 600], slots: 1, lastsMs: 60_000 });
    // 1.8 s for a round of three: each is asked in turn.
    expect(asked.map(({ task }) => task).slice(0, 9)).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
  });
});

describe('a device that does not answer', () => {
  test('is asked at its interval until 3 misses, then after 1 s, 2 s, 4 s … 30 s', () => {
    const tasks = [{ device: 0, everyMs: 1_000, life: true }];
    const asked = runBus({ tasks, answersAfterMs: [DEAD], lastsMs: 100_000 });
    // Each poll costs the timeout of 1 s, and the wait counts from there.
    expect(timesOf(asked, 0)).toEqual([
      0, 1_000, 2_000, 4_000, 7_000, 12_000, 21_000, 38_000, 69_000, 100_000,
    ]);
  });

  test('is asked for everything once it answers, also for what is read every hour', () => {
    const tasks = [
      { device: 0, everyMs: 1_000, life: true },
      { device: 0, everyMs: 3_600_000, life: false },
    ];
    const schedule = new Schedule(tasks, { startAt: 0, maxDoubtful: 1 });
    expect([schedule.take(0), schedule.answered(0, 10)]).toEqual([0, undefined]);
    expect([schedule.take(10), schedule.answered(0, 20)]).toEqual([1, undefined]);
    for (const at of [1_000, 2_000, 3_000]) {
      expect(schedule.take(at)).toBe(0);
      schedule.missed(0, at + 500);
    }
    expect(schedule.take(4_500)).toBe(0);
    schedule.answered(0, 4_510);
    expect(schedule.take(4_510)).toBe(0);
    schedule.answered(0, 4_520);
    expect(schedule.take(4_520)).toBe(1);
  });

  test('is asked at its interval again as soon as it has answered', () => {
    const schedule = new Schedule([{ device: 0, everyMs: 1_000, life: true }], {
      startAt: 0,
      maxDoubtful: 1,
    });
    let now = 0;
    for (let misses = 1; misses <= 6; misses++) {
      now = Math.max(now, schedule.nextDue(now - 1));
      expect(schedule.take(now)).toBe(0);
      now += 1_000;
      expect(schedule.missed(0, now)).toBe(misses);
    }
    now = schedule.nextDue(now);
    expect(schedule.take(now)).toBe(0);
    schedule.answered(0, now);
    expect(schedule.take(now)).toBe(0);
    schedule.answered(0, now);
    expect(schedule.nextDue(now) - now).toBeLessThanOrEqual(1_500);
  });

  test('takes at most half of the slots, so that the others keep their interval', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 2, max: 8 }),
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        (dead, alive, slots, latencyMs, deadAreLife) => {
          const tasks = Array.from({ length: dead + alive }, (_, device) => ({
            device,
            everyMs: 1_000,
            life: device < dead && deadAreLife,
          }));
          const answersAfterMs = tasks.map(({ device }) => (device < dead ? DEAD : latencyMs));
          const asked = runBus({ tasks, answersAfterMs, slots, lastsMs: 60_000 });
          // Nobody is known to be dead in the first round, which may cost each a timeout.
          const firstRoundMs = Math.ceil(dead / slots) * 1_000 + 1_000;
          for (let task = dead; task < tasks.length; task++) {
            const times = timesOf(asked, task).filter((at) => at >= firstRoundMs);
            for (let i = 1; i < times.length; i++) {
              expect(times[i]! - times[i - 1]!).toBeLessThanOrEqual(1_500);
            }
            expect(times.length).toBeGreaterThan((60_000 - firstRoundMs) / 1_000 - 3);
          }
        },
      ),
      { numRuns: effort(60, 5_000) },
    );
  });

  test('starts afresh when the line itself was lost', () => {
    const schedule = new Schedule([{ device: 0, everyMs: 1_000, life: true }], {
      startAt: 0,
      maxDoubtful: 1,
    });
    for (const at of [0, 1_000, 2_000]) {
      schedule.take(at);
      schedule.missed(0, at + 900);
    }
    expect(schedule.take(3_000)).toBeUndefined();
    schedule.reset();
    expect(schedule.take(3_000)).toBe(0);
    expect(schedule.missed(0, 3_900)).toBe(1);
  });
});

describe('priority', () => {
  test('life-safety is asked first, whatever has waited longer', () => {
    const tasks = [
      { device: 0, everyMs: 1_000, life: false },
      { device: 1, everyMs: 1_000, life: true },
    ];
    const asked = runBus({ tasks, answersAfterMs: [10, 10], slots: 1, lastsMs: 0 });
    expect(asked).toEqual([{ at: 0, task: 1 }]);
  });

  test('on a line that life-safety could fill, the rest has exactly every eighth slot', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 80 }),
        fc.integer({ min: 4, max: 30 }),
        fc.integer({ min: 1, max: 4 }),
        (lives, others, slots) => {
          // 50 ms an answer: 20 a second and slot; both classes alone would overfill the line.
          const tasks = Array.from({ length: lives * slots + others * slots }, (_, device) => ({
            device,
            everyMs: device < lives * slots ? 1_000 : 500,
            life: device < lives * slots,
          }));
          const answersAfterMs = tasks.map(() => 50);
          const asked = runBus({ tasks, answersAfterMs, slots, lastsMs: 10_000 });
          const isLife = asked.map(({ task }) => tasks[task]!.life);
          for (let i = 0; i + 8 <= isLife.length; i++) {
            expect(isLife.slice(i, i + 8).filter((life) => !life)).toHaveLength(1);
          }
        },
      ),
      { numRuns: effort(20, 1_000) },
    );
  });

  test('within a class every device gets its turn, however overloaded the line is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ life: fc.boolean(), latencyMs: fc.integer({ min: 1, max: 400 }) }), {
          minLength: 2,
          maxLength: 40,
        }),
        (devices) => {
          const tasks = devices.map(({ life }, device) => ({ device, everyMs: 1_000, life }));
          const answersAfterMs = devices.map(({ latencyMs }) => latencyMs);
          const asked = runBus({ tasks, answersAfterMs, slots: 1, lastsMs: 400_000 });
          const slowestMs = Math.max(...answersAfterMs);
          // Worst case: each turn of the own class waits for seven slots of the other.
          const boundMs = devices.length * 8 * slowestMs + 1_500;
          for (let task = 0; task < tasks.length; task++) {
            const times = timesOf(asked, task);
            for (let i = 1; i < times.length; i++) {
              expect(times[i]! - times[i - 1]!).toBeLessThanOrEqual(boundMs);
            }
            expect(times.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: effort(20, 1_000) },
    );
  });
});
