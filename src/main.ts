/** Reads the command line and runs one command; errors become messages and exit codes here. */
import { runDrill } from './commands/drill.ts';
import { runSimulate } from './commands/simulate.ts';
import { runStart } from './commands/start.ts';
import { EXIT, type Io } from './commands/surroundings.ts';
import { ConfigError, formatProblem } from './core/error.ts';

const NODE_MAJOR = 24;

const COMMANDS: Record<string, (args: string[], io: Io) => Promise<number>> = {
  start: runStart,
  simulate: runSimulate,
  drill: runDrill,
};

const io: Io = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
};

async function main([name = 'start', ...args]: string[]): Promise<number> {
  if (Number.parseInt(process.versions.node, 10) < NODE_MAJOR) {
    io.err(`Node ${process.versions.node} is too old: run it by npm, which brings Node 24`);
    return EXIT.wrongUse;
  }
  const command = COMMANDS[name];
  if (command === undefined) {
    io.err(`"${name}" is no command: expected one of ${Object.keys(COMMANDS).join(', ')}`);
    return EXIT.wrongUse;
  }
  return await command(args, io);
}

/** Sorted by who must act: a person who edits a file, one who typed, or nobody but us. */
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
  io.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT.machine;
}

process.exitCode = await main(process.argv.slice(2)).catch(report);
