/** `/api/v2/write`: InfluxDB 2.x and 3.x, VictoriaMetrics. The bucket must exist. */
import type { InfluxSettings } from '../settings.ts';
import { toLines } from './line-protocol.ts';
import type { Point } from './point.ts';
import { type InfluxTarget, REQUEST_TIMEOUT_MS } from './target.ts';
import { judgeAnswer, type WriteAnswer } from './write-answer.ts';

export function openInfluxV2(settings: InfluxSettings, token: string | undefined): InfluxTarget {
  const url = new URL(`${settings.url.replace(/\/$/, '')}/api/v2/write`);
  url.searchParams.set('bucket', settings.bucket ?? '');
  if (settings.org !== undefined) url.searchParams.set('org', settings.org);
  url.searchParams.set('precision', 'ms');
  const headers = {
    'Content-Type': 'text/plain; charset=utf-8',
    ...(token !== undefined && { Authorization: `Token ${token}` }),
  };
  const write = async (points: readonly Point[]): Promise<WriteAnswer> => {
    const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    try {
      const body = toLines(points);
      const answer = await fetch(url, { method: 'POST', headers, body, signal });
      return judgeAnswer(answer.status, await answer.text());
    } catch (error) {
      return { is: 'retry', reason: describe(error) };
    }
  };
  return { write };
}

/** `fetch failed` says nothing; its cause does. */
function describe(error: unknown): string {
  const { cause } = error as Error;
  if (cause instanceof Error) return cause.message || (cause as NodeJS.ErrnoException).code || '';
  return (error as Error).message;
}
