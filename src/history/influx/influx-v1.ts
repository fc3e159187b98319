/**
 * InfluxDB 1.x through the `influx` client. The client's pool would answer "no host available"
 * for a while after one failure, and try twice by itself; the spool owns retry, so both are off.
 */
import { InfluxDB } from 'influx';
import type { InfluxSettings } from '../settings.ts';
import type { Point } from './point.ts';
import { type InfluxTarget, REQUEST_TIMEOUT_MS } from './target.ts';
import { judgeAnswer, type WriteAnswer } from './write-answer.ts';

/** No pause after a failure: the client keeps its only host. */
const NO_BACKOFF = { getDelay: () => 0, next: () => NO_BACKOFF, reset: () => NO_BACKOFF };

/** How the client words an answer of the server: `A 400 Bad Request error occurred: {…}`. */
const SERVER_SAID = /^A (\d{3}) .*? error occurred: (.*)$/s;

export function openInfluxV1(settings: InfluxSettings, password: string | undefined): InfluxTarget {
  const { database = '', username } = settings;
  const { protocol, hostname, port, pathname } = new URL(settings.url);
  const isSecure = protocol === 'https:';
  const client = new InfluxDB({
    protocol: isSecure ? 'https' : 'http',
    host: hostname,
    port: Number(port || (isSecure ? 443 : 80)),
    path: pathname === '/' ? '' : pathname,
    database,
    ...(username !== undefined && { username, password: password ?? '' }),
    pool: {
      maxRetries: 0,
      requestTimeout: REQUEST_TIMEOUT_MS,
      backoff: NO_BACKOFF,
    },
  });
  const write = async (points: readonly Point[]): Promise<WriteAnswer> => {
    const written = points.map(({ time, ...point }) => ({ ...point, timestamp: time }));
    try {
      await client.writePoints(written, { database, precision: 'ms' });
      return { is: 'stored' };
    } catch (error) {
      return judgeError(error);
    }
  };
  return {
    write: async (points) => {
      const answer = await write(points);
      if (answer.is !== 'no-database') return answer;
      try {
        await client.createDatabase(database);
      } catch (error) {
        return judgeError(error);
      }
      return write(points);
    },
  };
}

function judgeError(error: unknown): WriteAnswer {
  const message = error instanceof Error ? describe(error) : String(error);
  const said = SERVER_SAID.exec(message);
  return said ? judgeAnswer(Number(said[1]), said[2]!) : { is: 'retry', reason: message };
}

/** A refused connection to several addresses has no message but a code. */
function describe(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  return error.message || code || error.name;
}
