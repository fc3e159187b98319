/** A success on its way out. */
import type { Response } from 'express';

export interface Answer {
  status: number;
  /** Absent: no content. */
  body?: unknown;
  /** It was given before, under the same idempotency key. */
  isRepeat?: boolean;
}

export function sendAnswer(response: Response, { status, body, isRepeat }: Answer): void {
  if (isRepeat) response.setHeader('Idempotency-Replayed', 'true');
  if (body === undefined) response.status(status).end();
  else response.status(status).json(body);
}
