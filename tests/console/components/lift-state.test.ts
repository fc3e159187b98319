import { expect, test } from 'vitest';
import type { AssetInfo } from '../../../src/api/contract.ts';
import { describeLift } from '../../../src/console/components/lifts/lift-state.ts';
import { LIFT_AT_REST, reading, readingsOf } from '../fixtures/signals.ts';
import { ASSETS } from '../fixtures/site.ts';

const LIFT = ASSETS.find(({ id }) => id === 'A-L1') as AssetInfo; // serves B2, B1, 1..18
const NOW = 1_000_000;

type Given = Parameters<typeof readingsOf>[1];

function stateOf(values: Given, more: ReturnType<typeof reading>[] = []) {
  const readings = [...readingsOf('A-L1', { ...LIFT_AT_REST, ...values }, NOW), ...more];
  return describeLift(LIFT, Object.fromEntries(readings.map((own) => [own.signal, own])));
}

test.each([
  [-2, 0, 'the lowest of twenty landings'],
  [1, 2 / 19, 'there is no floor 0: 1 follows B1'],
  [18, 1, 'the highest'],
])('floor %i stands at %d of the shaft: %s', (floor, height) => {
  expect(stateOf({ floor }).height).toBeCloseTo(height);
});

test('off the landing, going up: between this floor and the next, and drawn there', () => {
  const state = stateOf({ floor: 11, doorZone: false, direction: 'up' });
  expect(state.offLanding?.between).toEqual([11, 12]);
  expect(state.height).toBeCloseTo(12.5 / 19); // 11 is the 13th landing: index 12
});

test('off the landing, going down: between the floor below and this one', () => {
  const state = stateOf({ floor: 1, doorZone: false, direction: 'down' });
  expect(state.offLanding?.between).toEqual([-1, 1]);
});

test('off the landing without a direction nobody says between which floors', () => {
  const { offLanding } = stateOf({ floor: 11, doorZone: false, direction: 'none' });
  expect(offLanding).toEqual({});
});

test('a lift whose floor is unknown is drawn nowhere', () => {
  const lost = reading({ asset: 'A-L1', signal: 'floor', value: null, quality: 'bad', at: 500 });
  const state = stateOf({}, [lost]);
  expect(state.height).toBeUndefined();
  expect(state.blindSince).toBe(500);
});

test('a lift that was never heard is unknown, and nobody says since when', () => {
  const never = reading({ asset: 'A-L1', signal: 'floor', value: null, quality: 'bad', at: 0 });
  expect(stateOf({}, [never]).blindSince).toBeUndefined();
  expect(describeLift(LIFT, {}).height).toBeUndefined();
});

test('a still person vanishes from the sensor: what is latched counts', () => {
  expect(stateOf({ occupied: false, present: true }).hasPeople).toBe(true);
});

test('whether somebody is inside is unknown when nothing good says so', () => {
  const lost = ['occupied', 'present'].map((signal) =>
    reading({ asset: 'A-L1', signal, value: null, quality: 'bad', at: 500 }),
  );
  expect(stateOf({}, lost).hasPeople).toBeUndefined();
});

test('inspection is shown even where the mode does not say it', () => {
  expect(stateOf({ inspection: true, mode: 'normal' }).mode).toBe('inspection');
  expect(stateOf({ mode: 'fireReturn' }).mode).toBe('fireReturn');
  expect(stateOf({}).mode).toBeUndefined();
});

test('an uncertain signal that is drawn makes the drawing doubtful', () => {
  const late = { asset: 'A-L1', signal: 'doors', value: 'open', quality: 'uncertain' } as const;
  expect(stateOf({}, [reading({ ...late, at: NOW })])).toMatchObject({
    isDoubtful: true,
    doors: 'open',
  });
});
