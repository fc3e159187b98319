/**
 * The main thread's memory of one device's group: its signals in order, their last samples, and
 * what the store's thread has been told of it already.
 */
import type { Quality, Reason, Sample, Value } from '../core/signals/reading.ts';
import type { GroupDefinition } from './batch.ts';

type JsType = 'boolean' | 'number' | 'string';

/**
 * The last sample of one signal, made once and written over: a report's own samples can then be
 * forgotten with it. Kept for a poll they would outlive the collector's young generation.
 */
export interface LastSample {
  readonly signal: string;
  value: Value | null;
  quality: Quality;
  reason: Reason | undefined;
}

export class TrackedGroup {
  readonly id: number;
  readonly samples: LastSample[] = [];
  /** The device cannot be heard; `samples` are what it said last and will mean by "unchanged". */
  isLost = false;
  /** The `reset` after which the store was last told of this group. */
  toldIn = -1;
  readonly #definition: GroupDefinition;
  readonly #signals: string[] = [];
  readonly #places = new Map<string, number>();
  readonly #types: (JsType | undefined)[] = [];
  #text: string | undefined;
  #firstOfMillisecond = Number.NEGATIVE_INFINITY;
  #lastTime = Number.NEGATIVE_INFINITY;

  constructor(id: number, definition: Omit<GroupDefinition, 'signals'>) {
    this.id = id;
    this.#definition = { ...definition, signals: this.#signals };
  }

  /** The definition as the store's thread gets it. */
  get text(): string {
    this.#text ??= JSON.stringify(this.#definition);
    return this.#text;
  }

  get kind(): string {
    return this.#definition.kind;
  }

  placeOf(signal: string): number | undefined {
    return this.#places.get(signal);
  }

  /** A signal that was not in the group before: the store must be told of the group again. */
  addSignal(signal: string, type: JsType | undefined): number {
    const place = this.#signals.push(signal) - 1;
    this.#places.set(signal, place);
    this.#types.push(type);
    this.#text = undefined;
    this.toldIn = -1;
    return place;
  }

  /** A signal keeps one type for ever: InfluxDB refuses a field that changes it. */
  hasRightType(place: number, value: Value): boolean {
    const type = typeof value as JsType;
    this.#types[place] ??= type;
    return this.#types[place] === type;
  }

  /** True where the quality is other than that of the signal's sample before. */
  keep(place: number, { signal, value, quality, reason }: Sample | LastSample): boolean {
    const last = this.samples[place];
    if (last === undefined) {
      this.samples[place] = { signal, value, quality, reason };
      return true;
    }
    const isOther = last.quality !== quality;
    last.value = value;
    last.quality = quality;
    last.reason = reason;
    return isOther;
  }

  /**
   * The time under which a report is stored. Two reports of one millisecond would overwrite each
   * other, so the later one moves by 1 ms; a repeat of the same values needs no place of its own.
   */
  claimTime(time: number, isRepeat: boolean): number {
    if (time < this.#firstOfMillisecond || time > this.#lastTime) {
      this.#firstOfMillisecond = time;
      this.#lastTime = time;
    } else if (!isRepeat) {
      this.#lastTime += 1;
    }
    return this.#lastTime;
  }
}
