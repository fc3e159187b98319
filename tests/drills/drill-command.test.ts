/** `npm run drill` as people and build servers run it: a real process, its words and exit codes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DrillResult } from '../../src/drills/result.ts';
import { runChild } from '../support/child.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { changedFolder, pathOf, ROOT } from './demo-site.ts';

const STUCK = pathOf('lift-a1-stuck-between-floors');
const QUIET = pathOf('lift-a2-alarm-button-at-open-doors');
/** Starting Node and reading the site, on a busy machine. */
const timeout = 60_000;

function drill(...args: string[]) {
  return runChild('npm', ['run', '-s', 'drill', '--', ...args], { cwd: ROOT });
}

test('all expectations met: a scorecard and exit code 0', { timeout }, async () => {
  const { code, stdout } = await drill(STUCK, QUIET);
  expect(stdout).toContain('PASS  lift-a1-stuck-between-floors  (seed 7)');
  expect(stdout).toMatch(/^ {2}ok {4}quiet true: nothing was raised$/m);
  expect(stdout).toMatch(/2 of 2 scenarios passed\n$/);
  expect(code).toBe(0);
});

test('--json has the shape of the contract, times in seconds', { timeout }, async () => {
  const { code, stdout } = await drill(STUCK, '--json');
  expect(code).toBe(0);
  const results = JSON.parse(stdout) as DrillResult[];
  expect(results).toHaveLength(1);
  const [result] = results as [DrillResult];
  expect(Object.keys(result).sort()).toEqual(
    ['scenario', 'passed', 'seed', 'expectations', 'incidents', 'alarms', 'told', 'events'].sort(),
  );
  expect(result).toMatchObject({ scenario: 'lift-a1-stuck-between-floors', passed: true, seed: 7 });
  expect(result.expectations[0]).toEqual({
    expect: {
      alarm: { rule: 'stopped-between-floors', asset: 'A-L1', within: 35, of: 'stuck' },
    },
    passed: true,
    at: expect.closeTo(40, -1), // stuck at 8 s, at rest within 3 s, 30 s of the hold
    after: expect.closeTo(32, -1), // counted from the fault
    detail: expect.stringContaining('limit 35s'),
  });
  const [incident] = result.incidents;
  expect(incident).toMatchObject({
    id: expect.stringMatching(/^I-\d+$/),
    playbook: 'entrapment',
    asset: 'A-L1',
    openedAt: expect.any(Number),
    closedAt: expect.any(Number),
  });
  expect(incident!.closedAt).toBeGreaterThan(15 * 60); // released at 15 min
  expect(incident!.steps).toContainEqual({
    step: 'E-1.confirm',
    state: 'done',
    at: expect.closeTo(incident!.openedAt + 20, 1), // prompt people act after 20 s
  });
  expect(result.alarms.map(({ rule }) => rule)).toContain('alarm-button');
  expect(result.told[0]).toMatchObject({ role: 'duty-engineer', people: ['duty-1'] });
  expect(result.events.map(({ seq }) => seq)).toEqual(result.events.map((_, i) => i + 1));
});

test('an expectation that is not met: exit code 1, in words and in JUnit', {
  timeout,
}, async () => {
  const change = { file: 'rules/entrapment.yaml', from: 'for: 30s', to: 'for: 300s' };
  const folder = changedFolder(change);
  const report = join(createTempFolder('junit'), 'drills.xml');
  const { code, stdout } = await drill(STUCK, '--config', folder, '--junit', report);
  expect(code).toBe(1);
  expect(stdout).toContain('FAIL  lift-a1-stuck-between-floors');
  expect(stdout).toMatch(/^ {2}FAIL {2}alarm .*limit 35s\)$/m);
  // Another program's parser says whether it is well-formed.
  const read = 'import sys, xml.etree.ElementTree as E; r = E.parse(sys.argv[1]).getroot()\n';
  const count = 'print(r.tag, len(r.findall("testsuite")), len(r.findall(".//failure")) > 0)';
  const parsed = await runChild('python3', ['-c', read + count, report]);
  expect(parsed.stdout.trim()).toBe('testsuites 1 True');
  expect(readFileSync(report, 'utf8')).toContain('name="lift-a1-stuck-between-floors"');
});

test('a wrong file: exit code 2 and the place of every mistake', { timeout }, async () => {
  const file = join(createTempFolder('drill'), 'wrong.yaml');
  const text = readFileSync(QUIET, 'utf8')
    .replace('seed: 16', 'seed: many')
    .replace('A-L2,', 'A-L9,');
  writeFileSync(file, text);
  const { code, output, stdout } = await drill(file);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  const line = text.split('\n').findIndex((found) => found.startsWith('seed:')) + 1;
  expect(output).toMatch(new RegExp(`^wrong\\.yaml:${line}:7 seed: .*"many"`, 'm'));
});

test.each([
  [[], /usage: npm run drill/],
  [['--fast', STUCK], /--fast/],
  [[join(ROOT, 'config/scenarios/no-such.yaml')], /no-such\.yaml:1:1 .*missing/],
  [[STUCK, '--config', '/no/such/site'], /config folder is missing/],
])('wrong use %j: exit code 2 and what is wrong', { timeout }, async (args, said) => {
  const { code, output } = await drill(...args);
  expect(output).toMatch(said);
  expect(code).toBe(2);
});
