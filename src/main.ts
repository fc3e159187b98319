/** Reads the command line and runs one command; errors become messages and exit codes here. */
import { enableCompileCache } from 'node:module';
import { describeMachineError } from './commands/machine-error.ts';
import { EXIT, type Io } from './commands/surroundings.ts';
import { ConfigError, formatProblem } from './core/error.ts';

const NODE_MAJOR = 24;

type Run = (args: string[], io: Io) => Promise<number>;

/** Loaded when asked for: a drill needs no broker, and a start is quicker for it. */
const COMMANDS: Record<string, () => Promise<Run>> = {
  start: async () => (await import('./commands/start.ts')).runStart,
  simulate: async () => (await import('./commands/simulate.ts')).runSimulate,
  drill: async () => (await import('./commands/drill.ts')).runDrill,
  check: async () => (await import('./commands/check.ts')).runCheck,
  probe: async () => (await import('./commands/probe.ts')).runProbe,
  backtest: async () => (await import('./commands/backtest.ts')).runBacktest,
  plan: async () => (await import('./commands/plan.ts')).runPlan,
  schemas: async () => (await import('./commands/schemas.ts')).runSchemas,
  verify: async () => (await import('./commands/verify.ts')).runVerify,
};

const io: Io = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
};

async function main(given: string[]): Promise<number> {
  // `npm start -- --port 0`: options alone belong to the start.
  const isNamed = given[0] !== undefined && !given[0].startsWith('-');
  const [name, args] = isNamed ? [given[0] as string, given.slice(1)] : ['start', given];
  if (Number.parseInt(process.versions.node, 10) < NODE_MAJOR) {
    io.err(`Node ${process.versions.node} is too old: run it by npm, which brings Node 24`);
    return EXIT.wrongUse;
  }
  const load = COMMANDS[name];
  if (load === undefined) {
    io.err(`"${name}" is no command: expected one of ${Object.keys(COMMANDS).join(', ')}`);
    return EXIT.wrongUse;
  }
  // Compiled code of this and of earlier starts; worker threads share it.
  enableCompileCache();
  const run = await load();
  return await run(args, io);
}

/** Sorted by who must act: who edits a file, who typed, who runs the machine, or only us. */
function report(error: unknown): number {
  if (error instanceof ConfigError) {
    for (const problem of error.problems) io.err(formatProblem(problem));
    return EXIT.wrongUse;
  }
  if (
    error instanceof TypeError &&
    'code' in error &&
    String(error.code).startsWith('ERR_PARSE_ARGS')
  ) {
    io.err(error.message);
    return EXIT.wrongUse;
  }
  const machine = describeMachineError(error);
  if (machine !== undefined) io.err(machine);
  else io.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.machine;
}

process.exitCode = await main(process.argv.slice(2)).catch(report);
