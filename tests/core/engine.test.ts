import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Event } from '../../src/core/event.ts';
import { evolve, initialState } from '../../src/core/state.ts';
import { type Run, restart, runCore } from '../support/core-run.ts';
import { effort } from '../support/effort.ts';
import { BUSY_SITE, busyDay, type Happening, TICK_MS } from './busy-day.ts';

/** After the last happening everything that was begun has this long to end. */
const AFTERMATH_MS = 30_000;

/** Woken exactly when it asked to be. */
function live(
  day: readonly Happening[],
  run = runCore(BUSY_SITE),
  afterStep?: (run: Run) => void,
): Run {
  let at = run.at;
  for (const { afterMs, what } of day) {
    at += afterMs;
    what(run, at);
    afterStep?.(run);
  }
  run.goTo(at + AFTERMATH_MS);
  return run;
}

/** Woken every 100 ms besides, whether it asked or not. */
function ticking(day: readonly Happening[]): Run {
  const run = runCore(BUSY_SITE);
  const tickTo = (at: number): void => {
    for (let tick = run.at + TICK_MS; tick <= at; tick += TICK_MS) run.input(tick, { type: 'due' });
  };
  let at = 0;
  for (const { afterMs, what } of day) {
    at += afterMs;
    tickTo(at);
    what(run, at);
  }
  tickTo(at + AFTERMATH_MS);
  return run;
}

const json = (value: unknown) => JSON.stringify(value);
const lines = (events: readonly Event[]) => events.map((event) => json(event));

test('the same inputs give the same events, byte for byte', () => {
  fc.assert(
    fc.property(busyDay, (day) => {
      expect(lines(live(day).events)).toEqual(lines(live(day).events));
    }),
    { numRuns: effort(50, 3_000) },
  );
});

test('events are numbered from one without a gap, never go back, and name an earlier cause', () => {
  fc.assert(
    fc.property(busyDay, (day) => {
      const { events } = live(day);
      for (const [i, { seq, at, cause }] of events.entries()) {
        expect(seq).toBe(i + 1);
        expect(at).toBeGreaterThanOrEqual(events[i - 1]?.at ?? 0);
        if (cause !== undefined) expect(cause).toBeLessThan(seq);
      }
    }),
    { numRuns: effort(50, 3_000) },
  );
});

test('what is journalled replays to the state that was, at every moment', () => {
  fc.assert(
    fc.property(busyDay, (day) => {
      const seen: { seq: number; state: string }[] = [];
      const run = live(day, undefined, ({ state }) =>
        seen.push({ seq: state.seq, state: json(state) }),
      );
      const journal = JSON.parse(json(run.events)) as Event[];
      const replayed = initialState();
      for (const event of journal) {
        evolve(replayed, event);
        for (const moment of seen.filter(({ seq }) => seq === event.seq)) {
          expect(json(replayed)).toBe(moment.state);
        }
      }
      expect(json(replayed)).toBe(json(run.state));
    }),
    { numRuns: effort(50, 3_000) },
  );
});

test('woken only when it asked, the core misses nothing that a clock of 100 ms would show', () => {
  fc.assert(
    fc.property(busyDay, (day) => {
      expect(lines(live(day).events)).toEqual(lines(ticking(day).events));
    }),
    { numRuns: effort(40, 2_000) },
  );
});

test('a restart at any moment goes on from what is journalled, and neither spins nor fails', () => {
  fc.assert(
    fc.property(busyDay, busyDay, fc.nat(600), (before, after, awayTicks) => {
      const first = live(before);
      const again = restart(first, BUSY_SITE, first.at, first.at + awayTicks * TICK_MS);
      const run = live(after, again);
      const replayed = initialState();
      for (const event of [...first.events, ...run.events]) evolve(replayed, event);
      expect(json(replayed)).toBe(json(run.state));
      expect(again.events[0]).toMatchObject({ type: 'gateway-started', seq: first.state.seq + 1 });
    }),
    { numRuns: effort(40, 2_000) },
  );
});

test('a core to which nothing happens wants to be woken no more', () => {
  const run = runCore(BUSY_SITE);
  run.goTo(3_000);
  expect(run.of('blind-started').length, 'blindness is said after 3 s').toBeGreaterThan(0);
  expect(run.core.nextDue()).toBe(Number.POSITIVE_INFINITY);
});

test('an event says when it happened on the core’s clock and on the wall’s, and who did it', () => {
  const run = runCore(BUSY_SITE);
  run.input(1_000, { type: 'clock-adjusted', offsetMs: 500_000 });
  const place = { playbook: 'flooding', asset: 'W1', source: 'patrol' } as const;
  run.tell(
    2_000,
    { person: 'eva', onBehalfOf: 'fred', via: 'radio' },
    { do: 'report-incident', ...place },
  );
  expect(run.of('incident-opened')[0]).toMatchObject({
    at: 2_000,
    wallAt: 502_000,
    realm: 'live',
    v: 1,
    actor: { person: 'eva', onBehalfOf: 'fred', via: 'radio' },
  });
});

test('what a channel says of a message is kept with the message', () => {
  const run = runCore(BUSY_SITE);
  const place = { playbook: 'flooding', asset: 'W1', source: 'patrol' } as const;
  run.tell(0, 'eva', { do: 'report-incident', ...place });
  const { notification } = run.of('notification-requested')[0]!.data;
  const receipt = { notification, person: 'eva', channel: 'console' };
  run.input(1_000, { type: 'delivery', ...receipt, result: 'retry', reason: 'busy', attempt: 1 });
  run.input(2_000, { type: 'delivery', ...receipt, result: 'delivered', attempt: 2 });
  expect(run.state.duty.notifications[notification]!.recipients[0]).toEqual({
    person: 'eva',
    channel: 'console',
    result: 'delivered',
    attempts: 2,
    at: 2_000,
  });
});
