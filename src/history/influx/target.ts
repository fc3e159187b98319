/** A server that takes points. It decides nothing: the sender does, by the answer. */
import type { Point } from './point.ts';
import type { WriteAnswer } from './write-answer.ts';

/** A server that does not answer within this, ms, is down. */
export const REQUEST_TIMEOUT_MS = 15_000;

export interface InfluxTarget {
  /** Never throws for what the server or the network does. */
  write(points: readonly Point[]): Promise<WriteAnswer>;
}
