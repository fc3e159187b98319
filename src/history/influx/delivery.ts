/**
 * Delivers points to a server until each is stored there or known to be unwanted for ever. A field
 * that has another type there is left out from then on, so that the rest of its line is kept; a
 * request that the server cannot take as a whole is divided until the line at fault stands alone.
 */
import type { Point } from './point.ts';
import type { InfluxTarget } from './target.ts';

/** What the server would never take, so far in this run of the program. */
export interface Dropped {
  points: number;
  /** Values of fields that have another type there. */
  values: number;
  /** Such fields, `measurement.field`. */
  fields: string[];
  /** The server's words, of the latest. */
  reason?: string;
}

export type Delivered = { ok: true } | { ok: false; reason: string };

export class Delivery {
  readonly dropped: Dropped = { points: 0, values: 0, fields: [] };
  readonly #target: InfluxTarget;
  readonly #refused = new Set<string>();

  constructor(target: InfluxTarget) {
    this.#target = target;
  }

  /** Not ok: nothing is known to be lost, and the same points may be delivered again. */
  async deliver(points: readonly Point[]): Promise<Delivered> {
    const accepted = this.#withoutRefused(points);
    if (accepted.length === 0) return { ok: true };
    const answer = await this.#target.write(accepted);
    switch (answer.is) {
      case 'stored':
        return { ok: true };
      case 'partial':
        this.#drop(answer.dropped, answer.reason);
        return { ok: true };
      case 'divide':
        return this.#divide(accepted, answer.reason);
      case 'conflict':
        return this.#leaveOut(accepted, answer);
      case 'no-database':
      case 'retry':
        return { ok: false, reason: answer.reason };
      default:
        return answer satisfies never;
    }
  }

  async #divide(points: readonly Point[], reason: string): Promise<Delivered> {
    if (points.length === 1) {
      this.#drop(1, reason);
      return { ok: true };
    }
    const middle = Math.ceil(points.length / 2);
    const first = await this.deliver(points.slice(0, middle));
    return first.ok ? this.deliver(points.slice(middle)) : first;
  }

  /** Delivering again is harmless: a point of the same time overwrites itself. */
  async #leaveOut(
    points: readonly Point[],
    conflict: { measurement: string; field: string; reason: string },
  ): Promise<Delivered> {
    const name = `${conflict.measurement}.${conflict.field}`;
    // Named again although it was left out: not to be trusted, and not worth a loop.
    if (this.#refused.has(name)) return { ok: false, reason: conflict.reason };
    this.#refused.add(name);
    this.dropped.fields.push(name);
    this.dropped.reason = conflict.reason;
    return this.deliver(points);
  }

  #withoutRefused(points: readonly Point[]): readonly Point[] {
    if (this.#refused.size === 0) return points;
    const kept: Point[] = [];
    for (const point of points) {
      const fields = Object.entries(point.fields);
      const wanted = fields.filter(
        ([field]) => !this.#refused.has(`${point.measurement}.${field}`),
      );
      this.dropped.values += fields.length - wanted.length;
      if (wanted.length > 0) kept.push({ ...point, fields: Object.fromEntries(wanted) });
    }
    return kept;
  }

  #drop(points: number, reason: string): void {
    this.dropped.points += points;
    this.dropped.reason = reason;
  }
}
