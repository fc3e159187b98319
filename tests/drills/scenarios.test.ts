import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { resultOf } from '../../src/drills/result.ts';
import { runScenario } from '../../src/drills/run.ts';
import { demoConfig, pathOf, readScenario, SCENARIOS } from './demo-site.ts';

const HOUR_MS = 3_600_000;
const config = demoConfig();

/** A day of the whole building takes some seconds, and the machine may be busy. */
const timeout = 120_000;

test.each(SCENARIOS)('%s: everything that is expected happens', { timeout }, (name) => {
  const result = resultOf(runScenario(config, readScenario(name, config)));
  const failed = result.expectations.filter(({ passed }) => !passed);
  expect(failed, `seed ${result.seed}`).toEqual([]);
});

// The longer ones are made of the same parts, and would take as long again.
const SHORT = SCENARIOS.filter((name) => readScenario(name, config).lasts <= HOUR_MS);

test.each(SHORT)('%s: a second run gives the same events, byte for byte', (name) => {
  const scenario = readScenario(name, config);
  const [first, second] = [runScenario(config, scenario), runScenario(config, scenario)];
  expect(first.events.length).toBeGreaterThan(0);
  expect(JSON.stringify(second.events)).toBe(JSON.stringify(first.events));
  expect(JSON.stringify(second.engine.state)).toBe(JSON.stringify(first.engine.state));
});

test('another seed is another building: an ordinary evening does not go the same way', () => {
  const scenario = { ...readScenario('normal-night', config), lasts: HOUR_MS };
  const latches = (seed: number) =>
    runScenario(config, { ...scenario, seed }).events.filter(({ type }) => type === 'latch-set');
  expect(latches(1)).not.toEqual([]);
  expect(latches(1).map(({ at }) => at)).not.toEqual(latches(2).map(({ at }) => at));
});

test('every scenario names its file, both languages and its source', () => {
  for (const name of SCENARIOS) {
    const scenario = readScenario(name, config);
    expect(scenario.scenario).toBe(name);
    expect(scenario.title.zh).toMatch(/\p{Script=Han}/u);
    expect(scenario.title.en).not.toMatch(/\p{Script=Han}/u);
    expect(readFileSync(pathOf(name), 'utf8'), name).toMatch(/^# .*Source: /m);
  }
});
