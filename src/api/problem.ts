/**
 * Every no of the API as RFC 9457 problem details. A `ProblemAnswer` is thrown where the no is
 * found and sent by one handler; what is not expected becomes 500 without a word of its inside.
 */
import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Response } from 'express';
import type { Refusal } from '../core/input.ts';
import type { Problem } from './contract.ts';

type Code = Problem['code'];
type Details = Pick<Problem, 'missing' | 'first' | 'held' | 'problems'>;

export class ProblemAnswer extends Error {
  override readonly name = 'ProblemAnswer';
  readonly problem: Problem;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(
    status: number,
    code: Code,
    detail: string,
    details: Details & { retryAfter?: number } = {},
  ) {
    super(detail);
    const { retryAfter, ...rest } = details;
    this.problem = { type: 'about:blank', title: TITLES[code], status, detail, code, ...rest };
    this.retryAfter = retryAfter;
  }
}

const TITLES: Record<Code, string> = {
  'not-found': 'There is no such thing',
  conflict: 'Somebody was first',
  forbidden: 'Not allowed',
  held: 'A guard holds',
  invalid: 'The request is wrong',
  incomplete: 'Something is missing',
  unauthenticated: 'Nobody is signed in',
  csrf: 'The CSRF token is missing or wrong',
  'too-large': 'Too large',
  'too-many': 'Too many attempts',
  unavailable: 'Not possible now',
  internal: 'Internal error',
};

const REFUSAL_STATUS: Record<Refusal['kind'], number> = {
  'not-found': 404,
  conflict: 409,
  forbidden: 403,
  held: 423,
  invalid: 422,
  incomplete: 422,
};

/** The core's no. `toWall` takes its times to the wall clock. */
export function refusalProblem(
  { kind, message, missing, first }: Refusal,
  toWall: (at: number) => number,
  held?: Problem['held'],
): ProblemAnswer {
  return new ProblemAnswer(REFUSAL_STATUS[kind], kind, message, {
    ...(missing === undefined ? {} : { missing: [...missing] }),
    ...(first === undefined ? {} : { first: { ...first, at: toWall(first.at) } }),
    ...(held === undefined ? {} : { held }),
  });
}

export function notFound(what: string): ProblemAnswer {
  return new ProblemAnswer(404, 'not-found', `there is no ${what}`);
}

export function forbidden(detail: string): ProblemAnswer {
  return new ProblemAnswer(403, 'forbidden', detail);
}

/** The request itself is malformed (400); what the core refuses as invalid is 422. */
export function badRequest(detail: string): ProblemAnswer {
  return new ProblemAnswer(400, 'invalid', detail);
}

function sendProblem(response: Response, { problem, retryAfter }: ProblemAnswer): void {
  if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter));
  if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

export function createProblemHandler(log: (line: string) => void): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, _request, response, _next) => {
    if (response.headersSent) {
      // Where whoever asked has gone there is nobody to miss the rest.
      if (!response.destroyed) log(`api: an answer was broken off: ${wholeError(error)}`);
      response.destroy();
      return;
    }
    sendProblem(response, toProblem(error, log));
  };
}

function wholeError(error: unknown): string {
  return (error instanceof Error && error.stack) || String(error);
}

const MEGABYTE = 1024 * 1024;
/** Seconds after which a busy or full machine may be asked again. */
const RETRY_AFTER_S = 5;

function toProblem(error: unknown, log: (line: string) => void): ProblemAnswer {
  if (error instanceof ProblemAnswer) return error;
  if (error instanceof Error) {
    const known = parsingProblem(error) ?? machineProblem(error);
    if (known !== undefined) return known;
  }
  const id = randomUUID();
  log(`api: internal error ${id}: ${wholeError(error)}`);
  return new ProblemAnswer(500, 'internal', `it is in the log as ${id}`);
}

/** What express and its body parser say of a request: they carry a status that may be shown. */
function parsingProblem(
  error: Error & { status?: unknown; limit?: unknown },
): ProblemAnswer | undefined {
  const { status, limit } = error;
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined;
  if (status === 413) return new ProblemAnswer(413, 'too-large', tooLarge(limit));
  return new ProblemAnswer(status, status === 404 ? 'not-found' : 'invalid', error.message);
}

function tooLarge(limit: unknown): string {
  const most = typeof limit === 'number' ? `: at most ${limit / MEGABYTE} MB are taken` : '';
  return `the body is too large${most}`;
}

function machineProblem(error: Error & { kind?: unknown }): ProblemAnswer | undefined {
  if (error.name === 'HistoryError' && error.kind === 'refused') {
    return new ProblemAnswer(422, 'invalid', error.message);
  }
  if (error.name !== 'JournalError' && error.name !== 'HistoryError') return undefined;
  return new ProblemAnswer(503, 'unavailable', error.message, { retryAfter: RETRY_AFTER_S });
}
