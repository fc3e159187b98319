import { expect, test } from 'vitest';
import type { AlarmInfo } from '../../../src/api/contract.ts';
import { checkInOf } from '../../../src/console/data/absence.ts';
import { planCheckInSound, planSound, TONES } from '../../../src/console/sound/tones.ts';
import { busyNight } from '../fixtures/night.ts';

const [first] = busyNight(1_000_000).alarms;

function alarm(id: string, more: Partial<AlarmInfo> = {}): AlarmInfo {
  const { incident: _incident, ...rest } = first!;
  return { ...rest, id, priority: 'high', state: 'unacknowledged', ...more };
}

test('silence as long as everything is acknowledged', () => {
  expect(planSound([alarm('a', { state: 'acknowledged' })])).toBeUndefined();
  expect(planSound([alarm('a', { state: 'normal' })])).toBeUndefined();
});

test('what is set aside is silent (ISA-18.2 states G, H, I)', () => {
  for (const state of ['shelved', 'suppressed', 'out-of-service'] as const) {
    expect(planSound([alarm('a', { state, active: true })])).toBeUndefined();
  }
});

test('an alarm that is over but was not seen still sounds (ISA-18.2 state D)', () => {
  expect(planSound([alarm('a', { state: 'returned' })])?.tone).toBe(TONES.high);
  expect(planSound([alarm('a', { state: 'latched-unacknowledged' })])?.tone).toBe(TONES.high);
});

test('the gravest priority decides the tone', () => {
  const alarms = [alarm('a', { priority: 'medium' }), alarm('b', { priority: 'critical' })];
  expect(planSound(alarms)?.tone).toBe(TONES.critical);
});

test('low alarms make no sound', () => {
  expect(planSound([alarm('a', { priority: 'low' })])).toBeUndefined();
});

test('one tone for each incident, not for each alarm', () => {
  const flood = Array.from({ length: 40 }, (_, n) => alarm(`a${n}`, { incident: 'I-1' }));
  expect(planSound(flood)?.rounds).toBe(1);
  expect(planSound([...flood, alarm('b', { incident: 'I-2' })])?.rounds).toBe(2);
});

test('more than three incidents are no more noise than three', () => {
  const alarms = [1, 2, 3, 4, 5].map((n) => alarm(`a${n}`, { incident: `I-${n}` }));
  expect(planSound(alarms)?.rounds).toBe(3);
});

test('a round is over before the next one begins', () => {
  for (const { pulses, everyMs } of Object.values(TONES)) {
    const length = pulses.reduce((sum, { lengthMs, pauseMs }) => sum + lengthMs + pauseMs, 0);
    expect(length).toBeLessThan(everyMs);
  }
});

test.each([
  [61_000, 0, undefined, 'there is time'],
  [60_000, 0, TONES.medium, 'the last minute before it is due'],
  [0, 0, TONES.high, 'it is due'],
  [240_000, 1, TONES.high, 'one was missed, whenever the gateway rings again'],
])('a check-in in %i ms, %i missed, sounds so', (inMs, missed, tone, why) => {
  const absence = {
    id: 'duty-1',
    name: first!.text.what,
    since: 0,
    checkInBy: 1_000 + inMs,
    missed,
  };
  expect(planCheckInSound(checkInOf(absence, 1_000))?.tone, why).toBe(tone);
});
