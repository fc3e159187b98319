import { expect, test } from 'vitest';
import { slotOf } from '../../../src/core/signals/table.ts';
import { BAD, type Run, restart, runCore } from '../../support/core-run.ts';
import { HOUR, MINUTE, smallSite } from '../../support/small-site.ts';

const S = 1_000;

const PRESENT = smallSite({
  derived: [
    {
      signal: 'lift.present',
      each: 'lift',
      latched: 'lift.occupied',
      until: "lift.doors == 'open' && lift.doorZone && !lift.occupied",
      for: '10s',
    },
  ],
});

function value(run: Run, asset: string, signal: string) {
  const { table } = run.core.live;
  return table.good[slotOf(table, asset, signal)!];
}

const present = (run: Run) => value(run, 'L1', 'present');
const AT_LANDING = { 'L1.doors': 'open', 'L1.doorZone': true };

test('presence latches: who sits or lies still is not gone (P-2)', () => {
  const run = runCore(PRESENT);
  run.say(0, { 'L1.occupied': false, 'L1.doors': 'closed', 'L1.doorZone': true });
  expect(present(run)).toBe(false);
  run.say(1 * S, { 'L1.occupied': true });
  run.say(2 * S, { 'L1.occupied': false });
  run.goTo(HOUR);
  expect(present(run)).toBe(true);
  expect(run.story('latch-set')).toEqual(['1s latch-set']);
});

test('presence is released by doors open at a landing with nobody in it for 10 s', () => {
  const run = runCore(PRESENT);
  run.say(0, { ...AT_LANDING, 'L1.occupied': true });
  run.say(5 * S, { 'L1.occupied': false });
  run.goTo(15 * S - 1);
  expect(present(run)).toBe(true);
  run.goTo(15 * S);
  expect(present(run)).toBe(false);
  expect(run.story('latch-released')).toEqual(['15s latch-released']);
});

test('what breaks the 10 s begins them anew: doors, a person, a lost sensor', () => {
  for (const broken of [
    { 'L1.doors': 'closed' },
    { 'L1.occupied': true },
    { 'L1.doorZone': BAD },
    { 'L1.occupied': BAD },
  ]) {
    const run = runCore(PRESENT);
    run.say(0, { ...AT_LANDING, 'L1.occupied': true });
    run.say(5 * S, { 'L1.occupied': false });
    run.say(14 * S, broken);
    run.say(16 * S, { ...AT_LANDING, 'L1.occupied': false });
    run.goTo(26 * S - 1);
    expect(present(run), JSON.stringify(broken)).toBe(true);
    run.goTo(26 * S);
    expect(present(run), JSON.stringify(broken)).toBe(false);
  }
});

test('a door forced open off the landing never clears presence (P-2)', () => {
  const run = runCore(PRESENT);
  run.say(0, { 'L1.occupied': true, 'L1.doors': 'open', 'L1.doorZone': false });
  run.say(1 * S, { 'L1.occupied': false });
  run.goTo(HOUR);
  expect(present(run)).toBe(true);
});

test('a restart never empties a lift', () => {
  const before = runCore(PRESENT);
  before.say(0, { ...AT_LANDING, 'L1.occupied': true });
  before.say(5 * S, { 'L1.occupied': false });
  const run = restart(before, PRESENT, 10 * S, 60 * S);
  expect(present(run)).toBe(true);
  run.say(61 * S, { ...AT_LANDING, 'L1.occupied': false });
  run.goTo(71 * S - 1);
  expect(present(run), 'the 10 s begin anew').toBe(true);
  run.goTo(71 * S);
  expect(present(run)).toBe(false);
});

test('without a good source a latch that is not set says nothing', () => {
  const run = runCore(PRESENT);
  run.say(0, { 'L1.occupied': BAD });
  expect(present(run)).toBe(undefined);
});

const RATE = smallSite({
  derived: [
    { signal: 'sump.riseMPerMin', each: 'sump', rate: 'sump.levelM', per: '1m', over: '60s' },
  ],
});
const rise = (run: Run) => value(run, 'S1', 'riseMPerMin');

test('a rate is the change per minute over its window, oldest to newest reading', () => {
  const run = runCore(RATE);
  run.say(0, { 'S1.levelM': 1 });
  expect(rise(run), 'one reading is too few').toBe(undefined);
  run.say(30 * S, { 'S1.levelM': 1.1 });
  expect(rise(run), '0.1 m in half a minute').toBeCloseTo(0.2);
  run.say(60 * S, { 'S1.levelM': 1.1 });
  expect(rise(run), '0.1 m in a minute').toBeCloseTo(0.1);
  run.say(90 * S, { 'S1.levelM': 1.1 });
  expect(rise(run), 'nothing since 30 s').toBeCloseTo(0);
});

test('a rate is unknown while its source is not good', () => {
  const run = runCore(RATE);
  run.say(0, { 'S1.levelM': 1 });
  run.say(10 * S, { 'S1.levelM': 1 });
  run.say(20 * S, { 'S1.levelM': BAD });
  expect(rise(run)).toBe(undefined);
  run.say(30 * S, { 'S1.levelM': 1.1 });
  expect(rise(run), '0.1 m in 30 s').toBeCloseTo(0.2);
});

test('quiet before a long gap does not hide a rise after it', () => {
  const run = runCore(RATE);
  run.say(0, { 'S1.levelM': 1 });
  run.say(10 * S, { 'S1.levelM': 1 });
  run.say(11 * S, { 'S1.levelM': BAD });
  run.say(HOUR, { 'S1.levelM': 1 });
  expect(rise(run), 'the readings before the gap say nothing about this minute').toBe(undefined);
  run.say(HOUR + 10 * S, { 'S1.levelM': 1.1 });
  expect(rise(run), '0.1 m in 10 s').toBeCloseTo(0.6);
});

const STARTS = smallSite({
  derived: [
    { signal: 'sump.startsPerHour', each: 'sump', count: 'sump.starts', over: '1h' },
    { signal: 'sump.runs', each: 'sump', count: 'sump.running', over: '1h' },
  ],
});

test('a count is by how much a counter grew; its reset counts nothing', () => {
  const run = runCore(STARTS);
  const count = (at: number, starts: number) => {
    run.say(at, { 'S1.starts': starts });
    return value(run, 'S1', 'startsPerHour');
  };
  expect(count(0, 1_000), 'one reading is too few').toBe(undefined);
  expect(count(10 * MINUTE, 1_002)).toBe(2);
  expect(count(20 * MINUTE, 0), 'a reset').toBe(2);
  expect(count(30 * MINUTE, 3)).toBe(5);
  expect(count(75 * MINUTE, 3), 'the first 15 minutes are over').toBe(3);
});

test('a count is how often a bool became true', () => {
  const run = runCore(STARTS);
  for (const [at, running] of [false, true, false, true, true, false].entries()) {
    run.say(at * MINUTE, { 'S1.running': running });
  }
  expect(value(run, 'S1', 'runs')).toBe(2);
});

test('a count over an hour holds an hour of polls, however many they are', () => {
  const run = runCore(STARTS);
  for (let s = 0; s < 3_600; s++) run.say(s * S, { 'S1.starts': s < 10 ? 1 : 2 });
  expect(value(run, 'S1', 'startsPerHour')).toBe(1);
});
