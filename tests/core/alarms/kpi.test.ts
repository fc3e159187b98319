import { expect, test } from 'vitest';
import { alarmKpis } from '../../../src/core/alarms/kpi.ts';
import type { Event, Events, EventType } from '../../../src/core/event.ts';

const S = 1_000;
const MINUTE = 60 * S;
const HOUR = 60 * MINUTE;

type Line = [at: number, type: EventType, alarm: string, priority?: 'critical' | 'low'];

function journal(lines: readonly Line[]): Event[] {
  return lines.map(([at, type, alarm, priority = 'low'], index) => {
    const data = { alarm, priority } as unknown as Events[typeof type];
    return { seq: index + 1, at, wallAt: at, type, v: 1, realm: 'live', data } as Event;
  });
}

const kpis = (lines: readonly Line[], to = 24 * HOUR) => alarmKpis(journal(lines), 0, to);

test('rates and peaks are counted by hand: 12 in a minute, 3 an hour later', () => {
  const burst = Array.from({ length: 12 }, (_, n): Line => [n * 5 * S, 'alarm-raised', `a${n}`]);
  const later = [1, 2, 3].map((n): Line => [2 * HOUR + n * MINUTE, 'alarm-raised', `b${n}`]);
  const found = kpis([...burst, ...later]);
  expect(found).toMatchObject({ count: 15, perDay: 15, perHour: 15 / 24 });
  expect(found).toMatchObject({ peakHour: 12, peakTenMinutes: 12 });
});

test('a flood is more than ten in ten minutes, and ends below five (alarms.md 4.2)', () => {
  const ten = Array.from({ length: 10 }, (_, n): Line => [n * S, 'alarm-raised', `a${n}`]);
  expect(kpis(ten).floods, 'ten are none').toEqual([]);
  const found = kpis([...ten, [10 * S, 'alarm-raised', 'a10']], HOUR);
  // Four are left once the seventh, of 6 s, is ten minutes old.
  expect(found.floods).toEqual([{ from: 10 * S, to: 606 * S, count: 11 }]);
  expect(found.floodShare).toBeCloseTo(596 / 3_600);
});

test('chattering is three times active and quiet within a minute; two are fleeting', () => {
  const cycles = (alarm: string, count: number): Line[] =>
    Array.from({ length: count }, (_, n): Line[] => [
      [n * 20 * S, 'alarm-raised', alarm],
      [n * 20 * S + 5 * S, 'alarm-cleared', alarm],
    ]).flat();
  const found = kpis([...cycles('chatters', 3), ...cycles('fleets', 2)]);
  expect(found.chattering).toEqual(['chatters']);
  expect(found.fleeting).toEqual(['fleets']);
});

test('standing is active for more than 24 h; one still active counts until the end', () => {
  const lines: Line[] = [
    [0, 'alarm-raised', 'still'],
    [0, 'alarm-raised', 'cleared'],
    [24 * HOUR, 'alarm-cleared', 'cleared'],
  ];
  expect(kpis(lines, 25 * HOUR).standing).toEqual(['still']);
});

test('the time to acknowledge, the mix of priorities and the worst are those of the lines', () => {
  const found = kpis([
    [0, 'alarm-raised', 'a', 'critical'],
    [10 * S, 'alarm-acknowledged', 'a'],
    [20 * S, 'alarm-raised', 'b'],
    [50 * S, 'alarm-acknowledged', 'b'],
    [60 * S, 'alarm-raised', 'b'],
  ]);
  expect(found.acknowledgedAfterMs).toEqual({ median: 10 * S, p95: 30 * S });
  expect(found.byPriority).toEqual({ critical: 1, high: 0, medium: 0, low: 2 });
  expect(found.worst).toEqual([
    { alarm: 'b', count: 2, share: 2 / 3 },
    { alarm: 'a', count: 1, share: 1 / 3 },
  ]);
});

test('what is suppressed or shelved loads nobody and does not count', () => {
  const found = kpis([
    [0, 'alarm-suppressed', 'a'],
    [S, 'alarm-raised', 'a'],
    [HOUR, 'alarm-unsuppressed', 'a'],
    [2 * HOUR, 'alarm-raised', 'a'],
  ]);
  expect(found.count).toBe(1);
});

test('floods of 100,000 alarms are counted in one pass, each flood by itself', () => {
  const nights = Array.from({ length: 1_000 }, (_, night) => night * HOUR);
  const lines = nights.flatMap((from) =>
    Array.from({ length: 100 }, (_, n): Line => [from + n * S, 'alarm-raised', `a${n}`]),
  );
  const { floods } = kpis(lines, 1_000 * HOUR);
  expect(floods).toHaveLength(1_000);
  // The eleventh begins it; four are left once the ninety-sixth, of 95 s, is ten minutes old.
  expect(floods[1]).toEqual({ from: HOUR + 10 * S, to: HOUR + 695 * S, count: 100 });
});
