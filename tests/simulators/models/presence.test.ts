import { expect, test } from 'vitest';
import { createPresence, watchPresence } from '../../../simulators/models/presence.ts';
import { createRandom } from '../../../simulators/models/random.ts';

const random = createRandom(3, 'presence');

function watchSecondBySecond(people: number, seconds: number) {
  const presence = createPresence();
  const seen: boolean[] = [];
  for (let second = 0; second < seconds; second++) {
    watchPresence(presence, { people, isLively: false, nowMs: second * 1_000 }, random);
    seen.push(presence.sees);
  }
  return { presence, seen };
}

test('people in a car that stands still are seen without a gap for the first minute', () => {
  expect(watchSecondBySecond(2, 60).seen).not.toContain(false);
});

test('after that a still person is lost now and then, and found again', () => {
  const late = watchSecondBySecond(1, 1_800).seen.slice(60);
  expect(late).toContain(false);
  expect(late.filter(Boolean).length / late.length).toBeGreaterThan(0.6);
});

test('nobody is never seen', () => {
  expect(watchSecondBySecond(0, 600).seen).not.toContain(true);
});

test('more than three activations take 30 s of standing still', () => {
  expect(watchSecondBySecond(1, 29).presence.activations).toBe(3);
  expect(watchSecondBySecond(1, 31).presence.activations).toBe(4);
});

test('a move starts the count again', () => {
  const { presence } = watchSecondBySecond(1, 50);
  watchPresence(presence, { people: 1, isLively: true, nowMs: 50_000 }, random);
  expect(presence).toMatchObject({ sees: true, activations: 0 });
});
