import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { resultOf } from '../../src/drills/result.ts';
import { runScenario } from '../../src/drills/run.ts';
import { effort } from '../support/effort.ts';
import { demoConfig, pathOf, readScenario, SCENARIOS } from './demo-site.ts';

const HOUR_MS = 3_600_000;
const config = demoConfig();

/** A day of the whole building takes some seconds, and the machine may be busy. */
const timeout = 120_000;
/** Longer ones are made of the same parts as these: on every change they are run once. */
const TWICE_UP_TO_MS = effort(HOUR_MS / 3, 24 * HOUR_MS);

test.each(SCENARIOS)(
  '%s: all that is expected, twice the same, byte for byte',
  {
    timeout,
  },
  (name) => {
    const scenario = readScenario(name, config);
    const run = runScenario(config, scenario);
    const { expectations, seed } = resultOf(run);
    expect(
      expectations.filter(({ passed }) => !passed),
      `seed ${seed}`,
    ).toEqual([]);
    if (scenario.lasts > TWICE_UP_TO_MS) return;
    const again = runScenario(config, scenario);
    expect(run.events.length).toBeGreaterThan(0);
    expect(JSON.stringify(again.events)).toBe(JSON.stringify(run.events));
    expect(JSON.stringify(again.engine.state)).toBe(JSON.stringify(run.engine.state));
  },
);

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
