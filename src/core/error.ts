/**
 * The three kinds of error, sorted by who must act: a person who edits a file, the world, or us.
 * A fourth, `Refusal`, is not an error but an answer: the core says no to a person's command.
 */

/** A place in a file, as editors count: both from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/** One mistake in a file. `path` is the field (`points.distanceM.at`). */
export interface ConfigProblem {
  place: Place;
  path: string;
  message: string;
}

/** A person must edit a file. Carries every mistake found, not only the first. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}

/** The world misbehaves: becomes bad quality or a retry, and never stops the loop. */
export class DeviceError extends Error {
  override readonly name = 'DeviceError';
  readonly kind: DeviceErrorKind;

  constructor(kind: DeviceErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** What went wrong on the wire; link error counts are kept by these names. */
export type DeviceErrorKind =
  | 'refused'
  | 'timeout'
  | 'disconnected'
  | 'exception'
  | 'short'
  | 'wrong-unit'
  | 'wrong-transaction'
  | 'payload'
  | 'too-large'
  | 'clock';

export function formatProblem(problem: ConfigProblem): string {
  const { file, line, column } = problem.place;
  const where = problem.path === '' ? '' : ` ${problem.path}:`;
  return `${file}:${line}:${column}${where} ${problem.message}`;
}

/** Our own bug: the caller journals what it has, stops, and restarts by replay. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}
