/**
 * `npm run check -- [--config DIR]`: checks every file of a site and runs its rule tests. Starts
 * nothing and changes nothing.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, loadConfig } from '../config/load.ts';
import { warnOfFewIndications } from '../config/outage-indications.ts';
import { createReader, type Reader } from '../config/reader.ts';
import { ConfigError, type ConfigProblem, formatProblem } from '../core/error.ts';
import { ruleTestsSchema } from '../drills/rule-tests/rule-test.ts';
import { runRuleTests } from '../drills/rule-tests/run-rule-tests.ts';
import { scenarioSchema } from '../drills/scenario.ts';
import { checkScenario } from '../drills/scenario-check.ts';
import { CONFIG_FOLDER, DEVICES_FOLDER, EXIT, type Io } from './surroundings.ts';

const USAGE = 'usage: npm run check -- [--config DIR]';

export async function runCheck(args: string[], io: Io): Promise<number> {
  const folder = readFolder(args);
  if ('fault' in folder) {
    io.err(`${folder.fault}; ${USAGE}`);
    return EXIT.wrongUse;
  }
  const report = checkFolder(folder.path, DEVICES_FOLDER);
  for (const problem of report.problems) io.out(formatProblem(problem));
  for (const warning of report.warnings) io.out(`warning: ${warning}`);
  io.out(summary(report));
  return report.problems.length === 0 ? EXIT.fine : EXIT.problems;
}

function readFolder(args: string[]): { path: string } | { fault: string } {
  try {
    const { values } = parseArgs({ args, options: { config: { type: 'string' } } });
    const path = values.config ?? CONFIG_FOLDER;
    return existsSync(path) ? { path } : { fault: `${path}: there is no such folder` };
  } catch (error) {
    // `parseArgs` throws nothing but what is wrong with the arguments.
    return { fault: (error as Error).message };
  }
}

interface Report {
  problems: readonly ConfigProblem[];
  warnings: readonly string[];
  /** Undefined where the files are wrong and nothing could be run. */
  config: Config | undefined;
  ruleTests: number;
  scenarios: number;
}

function checkFolder(folder: string, devicesFolder: string): Report {
  const reader = createReader(folder);
  const config = tryLoad(reader, folder, devicesFolder);
  const scenarios = checkScenarios(reader, join(folder, 'scenarios'), config);
  const rules = join(folder, 'rules');
  const ruleTests =
    config === undefined ? readRuleTests(reader, rules) : runRuleTests(reader, rules, config.core);
  const warning = config && warnOfFewIndications(config.core);
  const warnings = warning === undefined ? [] : [warning];
  return { problems: reader.problems, warnings, config, ruleTests, scenarios };
}

function tryLoad(reader: Reader, folder: string, devicesFolder: string): Config | undefined {
  try {
    return loadConfig(folder, devicesFolder);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    reader.problems.push(...error.problems);
    return undefined;
  }
}

/** How many there are. Their names are looked up only in a site that is sound itself. */
function checkScenarios(reader: Reader, folder: string, config: Config | undefined): number {
  const paths = reader.list(folder);
  for (const path of paths) {
    const file = reader.read(path, scenarioSchema);
    if (file === undefined || config === undefined) continue;
    checkScenario(file.data, config, file.complain);
  }
  return paths.length;
}

/** Their shape alone: a rule of a broken site cannot be run. */
function readRuleTests(reader: Reader, folder: string): number {
  const files = reader.listTests(folder).map((path) => reader.read(path, ruleTestsSchema));
  return files.reduce((count, file) => count + (file?.data.length ?? 0), 0);
}

function summary({ problems, warnings, config, ruleTests, scenarios }: Report): string {
  const warned = warnings.length === 0 ? '' : `, ${count(warnings.length, 'warning')}`;
  if (problems.length > 0) {
    const files = new Set(problems.map(({ place }) => place.file)).size;
    const unrun = config === undefined ? '; rule tests were not run' : '';
    return `${count(problems.length, 'problem')} in ${count(files, 'file')}${warned}${unrun}`;
  }
  const { core, devices, files } = config!;
  const parts = [
    count(files.length, 'file'),
    count(core.site.assets.length, 'asset'),
    count(devices.length, 'device'),
    count(core.rules.length, 'rule'),
    count(ruleTests, 'rule test'),
    count(core.playbooks.length, 'playbook'),
    count(scenarios, 'scenario'),
  ];
  return `${parts.join(', ')}: no problems${warned}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
