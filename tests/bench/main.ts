/**
 * `npm run bench -- [NAME…] [--runs N]`: measures the program on this machine, prints a table and
 * writes `bench-results.json`. It asserts nothing: a figure that misses its aim is marked, and the
 * exit code stays 0.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openRunFolder } from '../support/run-folder.ts';
import type { Benchmark } from './benchmark.ts';
import { detection } from './detection.ts';
import { summarize } from './figure.ts';
import { describeMachine } from './machine.ts';
import { poll500 } from './poll-500.ts';
import { recovery } from './recovery.ts';
import { rules } from './rules.ts';
import { start } from './start.ts';
import { storm } from './storm.ts';
import { formatTable } from './table.ts';
import { virtualDay } from './virtual-day.ts';
import { wireToWebhook } from './wire-to-webhook.ts';

const BENCHMARKS: readonly Benchmark[] = [
  wireToWebhook,
  poll500,
  virtualDay,
  detection,
  start,
  recovery,
  rules,
  storm,
];
const RESULTS_FILE = join(import.meta.dirname, '..', '..', 'bench-results.json');

const log = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string', default: '3' } },
  });
  const runs = Number(values.runs);
  const names = BENCHMARKS.map(({ name }) => name);
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) {
    log(`usage: npm run bench -- [${names.join(' | ')}]… [--runs N]`);
    return 2;
  }
  const chosen = BENCHMARKS.filter(
    ({ name }) => positionals.length === 0 || positionals.includes(name),
  );
  const machine = describeMachine();
  const figures = [];
  for (const { name, about, measure } of chosen) {
    log(`${name}: ${about}`);
    const measured = await measure({ runs, log: (line) => log(`  ${line}`) });
    figures.push(...measured.map(summarize));
  }
  const results = { at: new Date().toISOString(), machine, figures };
  writeFileSync(RESULTS_FILE, `${JSON.stringify(results, undefined, 2)}\n`);
  const { processor, cores, memoryGiB, node, loadBefore } = machine;
  console.log(
    `${processor}, ${cores} cores, ${memoryGiB} GiB, Node ${node}; load before: ${loadBefore}\n`,
  );
  console.log(formatTable(figures));
  return 0;
}

const closeRunFolder = openRunFolder();
try {
  process.exitCode = await main();
} finally {
  closeRunFolder();
}
