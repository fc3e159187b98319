import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DuePolls } from '../../src/drills/due-polls.ts';
import type { VirtualPoll } from '../../src/drills/virtual-modbus.ts';

const EVERY_MS = fc.integer({ min: 1, max: 20 });
const FIRST_MS = fc.integer({ min: 0, max: 20 });

/** Looks through all of them at each moment, in their order. */
function scanned(polls: readonly { dueMs: number; everyMs: number }[], untilMs: number): string[] {
  const done: string[] = [];
  const due = polls.map(({ dueMs }) => dueMs);
  for (let now = 0; now <= untilMs; now++) {
    for (const [place, { everyMs }] of polls.entries()) {
      if (due[place]! > now) continue;
      done.push(`${now} ${place}`);
      due[place]! += everyMs;
    }
  }
  return done;
}

test('each is taken at its time, those of one moment in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(FIRST_MS, EVERY_MS), { maxLength: 12 }), (times) => {
      const given = times.map(([dueMs, everyMs]) => ({ dueMs, everyMs }));
      const polls = given.map(({ dueMs }, place) => ({ device: `${place}`, dueMs }) as VirtualPoll);
      const queue = new DuePolls(polls);
      const done: string[] = [];
      for (let now = queue.nextMs(); now <= 100; now = queue.nextMs()) {
        for (let one = queue.take(now); one; one = queue.take(now)) {
          done.push(`${now} ${one.device}`);
          one.dueMs += given[Number(one.device)]!.everyMs;
          queue.put(one);
        }
      }
      expect(done).toEqual(scanned(given, 100));
    }),
  );
});

test('without polls nothing is ever due', () => {
  expect(new DuePolls([]).nextMs()).toBe(Number.POSITIVE_INFINITY);
  expect(new DuePolls([]).take(1e9)).toBeUndefined();
});
