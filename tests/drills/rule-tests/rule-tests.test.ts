import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';
import { createReader } from '../../../src/config/reader.ts';
import { formatProblem } from '../../../src/core/error.ts';
import { runRuleTests } from '../../../src/drills/rule-tests/run-rule-tests.ts';
import { DEVICES, SMALL_SITE } from '../../config/small-site-folder.ts';
import { createTempFolder } from '../../support/temp-folder.ts';

const config = loadConfig(SMALL_SITE, DEVICES);

/** The lift stands off the landing, closed; `occupied` is what a test adds. */
const STANDING = `
    lift.moving: false
    lift.doorZone: false
    lift.doors: closed
    lift.inspection: false`;

/** Runs one file of rule tests against the small site. */
function run(text: string): string[] {
  const folder = createTempFolder('rule-tests');
  cpSync(SMALL_SITE, folder, { recursive: true });
  writeFileSync(join(folder, 'rules', 'entrapment.test.yaml'), text);
  const reader = createReader(folder);
  runRuleTests(reader, join(folder, 'rules'), config.core);
  return reader.problems.map(formatProblem);
}

function stopped(occupied: string, expected: string, more = ''): string[] {
  return run(
    `- rule: stopped-between-floors\n  every: 1s\n${more}  given:\n    lift.occupied: ${occupied}` +
      `${STANDING}\n  expect:\n${expected}`,
  );
}

describe('the hold of 30 s counts what was seen', () => {
  test.each([
    ['truex60', '29s: none', 'one second too early'],
    ['truex60', '30s: { alarm: unacknowledged, priority: critical }', 'from 0 s on'],
    // Read at 5 s for the first time: 5 + 30.
    ['falsex5 truex60', '34s: none', 'somebody steps in at 5 s'],
    ['falsex5 truex60', '35s: { alarm: unacknowledged }', 'somebody steps in at 5 s'],
    ['falsex60', '59s: none', 'nobody is inside'],
    ['true false', '30s: { alarm: unacknowledged }', 'presence latches (P-2)'],
  ])('occupied %s: %s (%s)', (occupied, expected) => {
    expect(stopped(occupied, `    ${expected}`)).toEqual([]);
  });

  test('a bad reading is no reading: the rule is blind', () => {
    expect(stopped('badx60', '    20s: blind\n    59s: blind')).toEqual([]);
  });
});

test('data lost during the hold: time blind counts, with the grace of 10 s (P-15)', () => {
  const problems = run(`
- rule: stopped-between-floors
  every: 1s
  given:
    lift.occupied: true
    lift.moving: falsex10 bad
    lift.doorZone: false
    lift.doors: closed
    lift.inspection: false
  expect:
    39s: none
    40s: { alarm: unacknowledged, data-lost: true }`);
  expect(problems).toEqual([]);
});

describe('a test that fails says where, what was expected and what was found', () => {
  test.each([
    [
      '    30s: none',
      'at 30s on L1: expected none; found unacknowledged, critical',
      'the alarm is there',
    ],
    [
      '    20s: { alarm: unacknowledged, priority: critical }',
      'at 20s on L1: expected unacknowledged, critical; found none, held for 20s of 30s',
      'the hold is not over',
    ],
    [
      '    30s: { alarm: unacknowledged, priority: high }',
      'at 30s on L1: expected unacknowledged, high; found unacknowledged, critical',
      'another priority',
    ],
    [
      '    30s: { alarm: returned, data-lost: true }',
      'at 30s on L1: expected returned, data lost during the hold; found unacknowledged, critical',
      'no data was lost',
    ],
    ['    20s: blind', 'at 20s on L1: expected blind; found none, held for 20s of 30s', 'it sees'],
  ])('%s: %s (%s)', (expected, message) => {
    const time = /\d+s/.exec(expected)![0];
    const column = expected.indexOf('{') < 0 ? 10 : 5;
    const place = `rules/entrapment.test.yaml:10:${column} 0.expect.${time}`;
    expect(stopped('true', expected)).toEqual([`${place}: stopped-between-floors: ${message}`]);
  });
});

describe('a test that cannot be run says what is wrong with it', () => {
  const at = (line: number, column: number, field: string, message: string) =>
    `rules/entrapment.test.yaml:${line}:${column} 0.${field}: ${message}`;

  test('a rule that is not there', () => {
    const text = '- rule: stoped\n  every: 1s\n  given: {}\n  expect: { 1s: none }';
    expect(run(text)).toEqual([at(1, 9, 'rule', 'stoped: there is no such rule')]);
  });

  test('a signal that the rule reads and the test does not give, through the latch too', () => {
    const text =
      '- rule: stopped-between-floors\n  every: 1s\n' +
      '  given: { lift.occupied: true, lift.moving: false, lift.inspection: false }\n' +
      '  expect: { 1s: none }';
    const missing = (signal: string) =>
      at(3, 3, 'given', `stopped-between-floors: ${signal} is not given: the rule reads it`);
    expect(run(text).sort()).toEqual([missing('lift.doorZone'), missing('lift.doors')]);
  });

  test('names and values that are wrong', () => {
    const text =
      '- rule: stopped-between-floors\n  every: 1s\n  given:\n    lift.ocupied: true\n' +
      '    lift.present: true\n    lift.doors: openx2 opne\n    car.moving: false\n' +
      '  expect: { 1s: none }';
    const head = 'stopped-between-floors:';
    expect(run(text)).toEqual([
      at(4, 19, 'given.lift.ocupied', `${head} a lift has no signal "ocupied"`),
      at(
        5,
        19,
        'given.lift.present',
        `${head} "lift.present" is derived: give what it is made from`,
      ),
      at(
        6,
        24,
        'given.lift.doors',
        `${head} "opne" is no value: expected closed, opening, open, closing, fault or bad, ` +
          'each with xN behind it for N readings',
      ),
      at(
        7,
        17,
        'given.car.moving',
        `${head} "car.moving" is no signal: expected lift.SIGNAL or ASSET.SIGNAL`,
      ),
    ]);
  });

  test('an asset that the rule does not watch', () => {
    expect(stopped('true', '    1s: none', '  asset: L2\n')).toEqual([
      at(3, 10, 'asset', 'stopped-between-floors: it does not watch L2: expected one of L1'),
    ]);
  });

  test('more readings than anybody waits for', () => {
    expect(stopped('true', '    1y: none')).toEqual([
      at(
        2,
        10,
        'every',
        'stopped-between-floors: takes more than 1000000 readings: ' +
          'expected a longer time between them',
      ),
    ]);
  });

  test('a state that no rule brings about alone, and a time without its unit', () => {
    expect(stopped('true', '    30: none\n    40s: { alarm: acknowledged }')).toEqual([
      at(10, 5, 'expect.30', 'expected a time such as 40s or 10m'),
      at(
        11,
        19,
        'expect.40s.alarm',
        'expected unacknowledged, returned, latched-unacknowledged, suppressed; ' +
          'found "acknowledged"',
      ),
    ]);
  });
});

test('another asset is given by its id: the feeder of a lift', () => {
  const text = `
- rule: lift-without-supply
  every: 1s
  given: { Q1.closed: truex3 falsex9, Q1.tripped: falsex5 truex9 }
  expect:
    4s: none
    5s: { alarm: unacknowledged, priority: high }`;
  expect(run(text)).toEqual([]);
});

test('0x30 is 0 thirty times, not 48: the text of the file counts', () => {
  const demo = loadConfig(join(import.meta.dirname, '../../../config'), DEVICES);
  const folder = createTempFolder('rule-tests');
  const voltages = [1, 2, 3].map((phase) => `meter.voltage.l${phase}: 0x30`).join(', ');
  const currents = [1, 2, 3].map((phase) => `meter.current.l${phase}: 0x30`).join(', ');
  writeFileSync(
    join(folder, 'outage.test.yaml'),
    '- rule: incomer-dead\n  every: 2s\n' +
      `  given: { ${voltages}, ${currents}, meter.frequency: 0 }\n` +
      '  expect: { 20s: { alarm: unacknowledged } }\n',
  );
  const reader = createReader(folder);
  expect(runRuleTests(reader, folder, demo.core)).toBe(1);
  expect(reader.problems.map(formatProblem)).toEqual([]);
});
