import { expect, test } from 'vitest';
import { startOfScenario } from '../../src/drills/start-time.ts';

test.each([
  ['10:00', 'Asia/Shanghai', '2026-01-05T02:00:00Z', 'UTC+8 without summer time'],
  ['00:00', 'Asia/Shanghai', '2026-01-04T16:00:00Z', 'the local day began the day before'],
  ['10:00', 'UTC', '2026-01-05T10:00:00Z', ''],
  ['10:15', 'Asia/Kolkata', '2026-01-05T04:45:00Z', 'UTC+5:30'],
  ['20:00', 'America/New_York', '2026-01-06T01:00:00Z', 'UTC-5 in winter'],
])('%s in %s is %s (%s)', (clock, timezone, utc) => {
  expect(new Date(startOfScenario(clock, timezone)).toISOString()).toBe(utc.replace('Z', '.000Z'));
});
