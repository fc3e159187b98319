/**
 * Calls to the server: JSON both ways, the CSRF token of the session, and two kinds of failure: the
 * server refused (`ProblemError`, with its words), or it was not reached (`UnreachableError`).
 */
import type { Problem } from '../../api/contract.ts';
import type { Badge } from './badge-keeper.ts';

export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super('the gateway was not reached', { cause });
    this.name = 'UnreachableError';
  }
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** Sent instead of JSON: a photo as it is. */
  file?: Blob;
  idempotencyKey?: string;
  /** Whose call it is, where the session is a duty terminal's. */
  badge?: Badge;
}

/** Longest wait for an answer; then the call counts as not having reached the server. */
const ANSWER_WITHIN_MS = 15_000;
/** A proxy in front of a gateway that is gone answers so. */
const GATEWAY_GONE = [502, 503, 504];

interface Session {
  csrf?: string;
  user?: string;
  terminal?: object;
}

let session: Session = {};

export function rememberSession(next: Session): void {
  session = next;
}

export function signedInUser(): string | undefined {
  return session.user;
}

/** This browser is a duty terminal: a call that changes something carries a badge. */
export function isAtTerminal(): boolean {
  return session.terminal !== undefined;
}

export async function call<T>(url: string, options: Call = {}): Promise<T> {
  const response = await send(url, options);
  if (GATEWAY_GONE.includes(response.status)) throw new UnreachableError(response.status);
  if (!response.ok) throw new ProblemError(await readProblem(response));
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

async function send(url: string, { method = 'GET', body, file, ...more }: Call) {
  const { idempotencyKey, badge } = more;
  const headers = new Headers({ Accept: 'application/json' });
  if (method !== 'GET' && session.csrf !== undefined) headers.set('X-CSRF-Token', session.csrf);
  if (idempotencyKey !== undefined) headers.set('Idempotency-Key', idempotencyKey);
  if (badge !== undefined) headers.set('X-Badge', `${badge.person}:${badge.pin}`);
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  if (file !== undefined) headers.set('Content-Type', file.type);
  const content = file ?? (body === undefined ? null : JSON.stringify(body));
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    return await fetch(url, { method, headers, body: content, signal });
  } catch (error) {
    throw new UnreachableError(error);
  }
}

async function readProblem(response: Response): Promise<Problem> {
  const unreadable: Problem = {
    type: 'about:blank',
    title: response.statusText || String(response.status),
    status: response.status,
    code: response.status === 401 ? 'unauthenticated' : 'internal',
  };
  const text = await response.text();
  try {
    return { ...unreadable, ...(JSON.parse(text) as Problem) };
  } catch {
    return unreadable;
  }
}
