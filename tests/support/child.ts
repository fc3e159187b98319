/**
 * Real programs as the other end of a test: started, watched, ended by their own pid. Each leads a
 * process group of its own, so that what it started ends with it; one that a test forgets ends
 * with the run.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { endGroup, rememberGroup } from './run-folder.ts';
import { type Patience, waitFor } from './wait.ts';

export interface ChildOptions {
  cwd?: string;
  /** Added to the environment of the test. */
  env?: Record<string, string>;
  /** Written to its standard input, which is then closed. */
  input?: string | Uint8Array;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Child extends AsyncDisposable {
  readonly pid: number;
  /** Standard output and standard error so far, in the order in which they came. */
  output(): string;
  /** Standard output alone. */
  stdout(): string;
  /** Resolves to the first match in the output; fails when the child ends without one. */
  waitForOutput(pattern: RegExp, patience?: Patience): Promise<RegExpExecArray>;
  readonly exited: Promise<Exit>;
  /** Asks it to end, and kills it after `STOP_WITHIN_MS`. Also what `await using` does. */
  stop(): Promise<Exit>;
  /** SIGKILL: the child has no say. */
  kill(): Promise<Exit>;
}

/** How long a child may take to end by itself before it is killed. */
const STOP_WITHIN_MS = 5_000;
/** Longest output kept of one child, in characters; what comes before that is forgotten. */
const OUTPUT_LIMIT = 1_000_000;

export async function startChild(
  command: string,
  args: readonly string[] = [],
  options: ChildOptions = {},
): Promise<Child> {
  const own = spawn(command, args, {
    ...(options.cwd && { cwd: options.cwd }),
    env: { ...process.env, ...options.env },
    detached: true,
  });
  const said = { output: '', stdout: '' };
  for (const stream of [own.stdout, own.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said.output = (said.output + text).slice(-OUTPUT_LIMIT);
      if (stream === own.stdout) said.stdout = (said.stdout + text).slice(-OUTPUT_LIMIT);
    });
  }
  const exited = new Promise<Exit>((resolve) => {
    own.once('close', (code, signal) => resolve({ code, signal }));
  });
  await once(own, 'spawn');
  endWithThisProcess(own);
  // A child that ends without reading its input closes the pipe; its exit code tells the story.
  own.stdin.on('error', () => undefined);
  own.stdin.end(options.input);
  return describeChild(own, exited, said);
}

/** Runs a program to its end. */
export async function runChild(
  command: string,
  args: readonly string[] = [],
  options: ChildOptions = {},
): Promise<Exit & { output: string; stdout: string }> {
  const child = await startChild(command, args, options);
  const exit = await child.exited;
  return { ...exit, output: child.output(), stdout: child.stdout() };
}

function describeChild(
  own: ChildProcess,
  exited: Promise<Exit>,
  said: { output: string; stdout: string },
): Child {
  let hasEnded = false;
  own.once('close', () => {
    hasEnded = true;
  });
  const kill = (signal: NodeJS.Signals) => {
    signalGroup(own, signal);
    return exited;
  };
  const stop = async () => {
    const timer = setTimeout(() => kill('SIGKILL'), STOP_WITHIN_MS);
    try {
      return await kill('SIGTERM');
    } finally {
      clearTimeout(timer);
    }
  };
  const waitForOutput = async (pattern: RegExp, patience?: Patience) => {
    const what = () => `${pattern} from ${own.spawnfile}; it said:\n${said.output.slice(-2_000)}`;
    const look = () => pattern.exec(said.output) ?? (hasEnded ? 'ended' : undefined);
    const seen = await waitFor(what, look, patience);
    if (seen !== 'ended') return seen;
    throw new Error(`${own.spawnfile} ended without ${pattern}; it said:\n${said.output}`);
  };
  return {
    pid: own.pid as number,
    output: () => said.output,
    stdout: () => said.stdout,
    waitForOutput,
    exited,
    stop,
    kill: () => kill('SIGKILL'),
    [Symbol.asyncDispose]: async () => {
      await stop();
    },
  };
}

function signalGroup(own: ChildProcess, signal: NodeJS.Signals): void {
  endGroup(own.pid as number, signal);
}

/** A worker of the test runner may be ended without a word, so the run's folder remembers too. */
function endWithThisProcess(own: ChildProcess): void {
  const end = () => signalGroup(own, 'SIGKILL');
  const forget = rememberGroup(own.pid as number);
  process.once('exit', end);
  own.once('close', () => {
    process.removeListener('exit', end);
    forget();
  });
}
