/**
 * One JSON POST, as fast as a kept-alive socket allows, bounded in time and in what it reads back.
 * It reports what happened; whether that means delivered, retry or refused is the channel's to say.
 */
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { assert } from '../core/error.ts';
import type { Delivery } from './channel.ts';

/** Longest wait for a whole answer. An engineer waits for the next channel meanwhile. */
const HTTP_TIMEOUT_MS = 10_000;
/** Sockets kept open to one channel; more sends than that at once open sockets of their own. */
const IDLE_SOCKETS = 4;
/** Of an answer's body as much is kept, in bytes; the rest is read and dropped. */
const BODY_LIMIT = 16_384;
/** Of an answer's body as much goes into a reason, in characters. */
const REASON_LIMIT = 200;

export interface HttpPost {
  post(url: URL, body: string, headers?: Record<string, string>): Promise<HttpOutcome>;
  close(): void;
}

export type HttpOutcome =
  | { kind: 'answer'; status: number; retryAfterMs?: number; body: string }
  /** No whole answer. `maybeSent`: the request had left, so the other side may have acted on it. */
  | { kind: 'failure'; reason: string; maybeSent: boolean };

export function createHttpPost(timeoutMs = HTTP_TIMEOUT_MS): HttpPost {
  const agents = {
    'http:': new HttpAgent({ keepAlive: true, maxFreeSockets: IDLE_SOCKETS }),
    'https:': new HttpsAgent({ keepAlive: true, maxFreeSockets: IDLE_SOCKETS }),
  };
  const post = async (url: URL, body: string, headers: Record<string, string> = {}) => {
    const agent = agents[url.protocol as keyof typeof agents];
    const first = await postOnce(url, body, { headers, agent, timeoutMs });
    // The server closed an idle socket just as we used it: nothing was read from it, and a new
    // socket does not have that problem.
    if (first !== 'stale-socket') return first;
    const second = await postOnce(url, body, { headers, agent: undefined, timeoutMs });
    assert(second !== 'stale-socket', 'a new socket is not a reused one');
    return second;
  };
  return {
    post,
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

/** What a status says of a delivery, where the other side uses HTTP as HTTP means it. */
export function judgeStatus(outcome: HttpOutcome): Delivery {
  if (outcome.kind === 'failure') return retryFailure(outcome);
  const { status, retryAfterMs } = outcome;
  if (status >= 200 && status < 300) return { result: 'delivered', receipt: `HTTP ${status}` };
  const reason = describeAnswer(outcome);
  if (status === 408 || status === 429 || status >= 500) {
    return {
      result: 'retry',
      reason,
      ...(retryAfterMs !== undefined && { afterMs: retryAfterMs }),
    };
  }
  return { result: 'refused', reason };
}

export function retryFailure(failure: HttpOutcome & { kind: 'failure' }): Delivery {
  return { result: 'retry', reason: failure.reason, maybeSent: failure.maybeSent };
}

export function describeAnswer({ status, body }: HttpOutcome & { kind: 'answer' }): string {
  const said = body.replace(/\s+/g, ' ').trim().slice(0, REASON_LIMIT);
  return said === '' ? `HTTP ${status}` : `HTTP ${status}: ${said}`;
}

/** `Retry-After` in seconds or as a date (RFC 9110 §10.2.3), as milliseconds from `nowWallMs`. */
export function parseRetryAfter(value: string | undefined, nowWallMs: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowWallMs);
}

interface PostOptions {
  headers: Record<string, string>;
  agent: HttpAgent | undefined;
  timeoutMs: number;
}

function postOnce(
  url: URL,
  body: string,
  { headers, agent, timeoutMs }: PostOptions,
): Promise<HttpOutcome | 'stale-socket'> {
  return new Promise((resolve) => {
    let sent = false;
    let timedOut = false;
    const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = start(url, {
      method: 'POST',
      // `false`: a socket of its own, closed after the answer.
      agent: agent ?? false,
      headers: {
        ...headers,
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'dutywatch',
      },
    });
    const timer = setTimeout(() => {
      timedOut = true;
      request.destroy();
    }, timeoutMs);
    const finish = (outcome: HttpOutcome | 'stale-socket') => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const fail = (error: NodeJS.ErrnoException) => {
      const reason = timedOut ? `no answer within ${timeoutMs} ms` : describeError(error);
      finish({ kind: 'failure', reason, maybeSent: sent });
    };
    request.once('finish', () => {
      sent = true;
    });
    request.once('error', (error: NodeJS.ErrnoException) => {
      const isStale = request.reusedSocket && error.code === 'ECONNRESET' && !timedOut;
      if (isStale) finish('stale-socket');
      else fail(error);
    });
    request.once('response', (response) => {
      readBody(response).then((text) => finish(toAnswer(response, text)), fail);
    });
    request.end(body);
  });
}

async function readBody(response: IncomingMessage): Promise<string> {
  const kept: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (bytes < BODY_LIMIT) kept.push(chunk.subarray(0, BODY_LIMIT - bytes));
    bytes += chunk.length;
  }
  return Buffer.concat(kept).toString('utf8');
}

function toAnswer(response: IncomingMessage, body: string): HttpOutcome {
  const retryAfterMs = parseRetryAfter(response.headers['retry-after'], Date.now());
  return {
    kind: 'answer',
    status: response.statusCode ?? 0,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    body,
  };
}

function describeError(error: NodeJS.ErrnoException): string {
  const inner = error instanceof AggregateError ? (error.errors[0] as Error) : error;
  return inner.message || error.code || 'connection failed';
}
