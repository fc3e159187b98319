/** `npm run drill -- FILE… [--config DIR] [--json] [--junit FILE]`: scenarios in virtual time. */
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config/load.ts';
import { createReader } from '../config/reader.ts';
import { resultOf } from '../drills/result.ts';
import { runScenario } from '../drills/run.ts';
import { type Scenario, scenarioSchema } from '../drills/scenario.ts';
import { checkScenario } from '../drills/scenario-check.ts';
import { junit, scorecard } from '../drills/scorecard.ts';
import { CONFIG_FOLDER, DEVICES_FOLDER, EXIT, type Io } from './surroundings.ts';

export async function runDrill(args: string[], io: Io): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      json: { type: 'boolean' },
      junit: { type: 'string' },
    },
  });
  if (positionals.length === 0) {
    io.err('usage: npm run drill -- FILE… [--config DIR] [--json] [--junit FILE]');
    return EXIT.wrongUse;
  }
  const config = loadConfig(values.config ?? CONFIG_FOLDER, DEVICES_FOLDER);
  const scenarios = readScenarios(positionals);
  for (const { scenario, complain } of scenarios.read) checkScenario(scenario, config, complain);
  scenarios.finish();
  const results = scenarios.read.map(({ scenario }) => resultOf(runScenario(config, scenario)));
  if (values.json) io.out(JSON.stringify(results));
  else for (const line of scorecard(results)) io.out(line);
  if (values.junit !== undefined) writeFileSync(values.junit, junit(results));
  return results.every((result) => result.passed) ? EXIT.fine : EXIT.problems;
}

function readScenarios(files: readonly string[]): {
  read: { scenario: Scenario; complain: (path: (string | number)[], message: string) => void }[];
  finish(): void;
} {
  const reader = createReader(dirname(files[0]!));
  const read = files.flatMap((file) => {
    const found = reader.read(file, scenarioSchema);
    return found === undefined ? [] : [{ scenario: found.data, complain: found.complain }];
  });
  return { read, finish: () => reader.finish() };
}
