/** The demo site and its scenarios as the tests of drills use them, whole or with one change. */
import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Config, loadConfig } from '../../src/config/load.ts';
import { createReader } from '../../src/config/reader.ts';
import { ConfigError, formatProblem } from '../../src/core/error.ts';
import { type Scenario, scenarioSchema } from '../../src/drills/scenario.ts';
import { checkScenario } from '../../src/drills/scenario-check.ts';
import { createTempFolder } from '../support/temp-folder.ts';

export const ROOT = join(import.meta.dirname, '../..');
const CONFIG = join(ROOT, 'config');
const DEVICES = join(ROOT, 'devices');

/** Every scenario of the demo site, by name. */
export const SCENARIOS: readonly string[] = globSync('*.yaml', { cwd: join(CONFIG, 'scenarios') })
  .map((file) => basename(file, '.yaml'))
  .sort();

export function demoConfig(): Config {
  return loadConfig(CONFIG, DEVICES);
}

export interface Change {
  file: string;
  from: string;
  to: string;
}

/** A copy of the demo site's folder in which one text is another. */
export function changedFolder({ file, from, to }: Change): string {
  const folder = createTempFolder('config');
  cpSync(CONFIG, folder, { recursive: true });
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not say "${from}"`);
  writeFileSync(path, text.replace(from, to));
  return folder;
}

export function changedConfig(change: Change): Config {
  return loadConfig(changedFolder(change), DEVICES);
}

export function pathOf(scenario: string): string {
  return join(CONFIG, 'scenarios', `${scenario}.yaml`);
}

export function readScenario(name: string, config = demoConfig()): Scenario {
  return readScenarioFile(pathOf(name), config);
}

/** A scenario written in a test. */
export function scenarioOf(yaml: string, config = demoConfig()): Scenario {
  const path = join(createTempFolder('scenario'), 'written-here.yaml');
  writeFileSync(path, yaml);
  return readScenarioFile(path, config);
}

/** What is wrong with a scenario written in a test, as people are told. */
export function problemsOf(yaml: string, config = demoConfig()): string[] {
  try {
    scenarioOf(yaml, config);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(formatProblem);
    throw error;
  }
}

function readScenarioFile(path: string, config: Config): Scenario {
  const reader = createReader(join(path, '..'));
  const found = reader.read(path, scenarioSchema);
  if (found !== undefined) checkScenario(found.data, config, found.complain);
  reader.finish();
  return found!.data;
}
