/** Polls in the order in which they are due; those of one moment in the order of the files. */
import type { VirtualPoll } from './virtual-modbus.ts';

export class DuePolls {
  /** Sorted; the next is the last. */
  readonly #waiting: VirtualPoll[];
  readonly #place: ReadonlyMap<VirtualPoll, number>;

  constructor(polls: readonly VirtualPoll[]) {
    this.#place = new Map(polls.map((poll, place) => [poll, place]));
    this.#waiting = polls.toSorted((one, other) => this.#compare(other, one));
  }

  /** Simulated ms, or Infinity. */
  nextMs(): number {
    return this.#waiting.at(-1)?.dueMs ?? Number.POSITIVE_INFINITY;
  }

  /** The one whose time it is, taken out; undefined where there is none. */
  take(nowMs: number): VirtualPoll | undefined {
    return this.nextMs() <= nowMs ? this.#waiting.pop() : undefined;
  }

  /** Back in, at its new time. */
  put(poll: VirtualPoll): void {
    let [from, to] = [0, this.#waiting.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.#compare(this.#waiting[middle]!, poll) > 0) from = middle + 1;
      else to = middle;
    }
    this.#waiting.splice(from, 0, poll);
  }

  #compare(one: VirtualPoll, other: VirtualPoll): number {
    return one.dueMs - other.dueMs || this.#place.get(one)! - this.#place.get(other)!;
  }
}
