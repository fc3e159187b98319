import { expect, test } from 'vitest';
import type { DrillResult } from '../../src/drills/result.ts';
import { junit, scorecard } from '../../src/drills/scorecard.ts';
import { runChild } from '../support/child.ts';

const NOTHING = { incidents: [], alarms: [], told: [], events: [] };
const RESULTS: DrillResult[] = [
  {
    ...NOTHING,
    scenario: 'first',
    passed: false,
    seed: 3,
    expectations: [
      { expect: { quiet: true }, passed: true, detail: 'nothing was raised' },
      {
        expect: { closed: { playbook: 'outage' } },
        passed: false,
        at: 12.5,
        detail: `1 < 2 & "3" > '2'`,
      },
    ],
  },
  { ...NOTHING, scenario: 'second', passed: true, seed: 4, expectations: [] },
];

test('the scorecard says each expectation, what came of it, and how many passed', () => {
  expect(scorecard(RESULTS)).toEqual([
    'FAIL  first  (seed 3)',
    '  ok    quiet true: nothing was raised',
    `  FAIL  closed {"playbook":"outage"}: 1 < 2 & "3" > '2'`,
    'PASS  second  (seed 4)',
    '1 of 2 scenarios passed',
  ]);
});

test("JUnit: any text survives another program's XML parser", async () => {
  const read = [
    'import sys, json, xml.etree.ElementTree as E',
    'r = E.fromstring(sys.stdin.read())',
    'suites = [[s.get("name"), s.get("tests"), s.get("failures")] for s in r]',
    'cases = [[c.get("name"), c.get("time")] for c in r.iter("testcase")]',
    'failures = [f.get("message") for f in r.iter("failure")]',
    'print(json.dumps([suites, cases, failures]))',
  ].join('\n');
  const { stdout } = await runChild('python3', ['-c', read], { input: junit(RESULTS) });
  expect(JSON.parse(stdout)).toEqual([
    [
      ['first', '2', '1'],
      ['second', '0', '0'],
    ],
    [
      ['quiet true', '0'],
      ['closed {"playbook":"outage"}', '12.5'],
    ],
    [`1 < 2 & "3" > '2'`],
  ]);
});
