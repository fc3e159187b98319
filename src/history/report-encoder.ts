/**
 * Turns reports into batches, on the main loop, where every microsecond counts: only what changed
 * is written, and no text is made of a number. Keeps each group's last samples, so that after a
 * lost batch or a restart of the store's thread the next report of each group is complete again.
 */
import { IndexSet } from '../core/signals/index-set.ts';
import type { Reason, Report, Sample } from '../core/signals/reading.ts';
import { type Fact, RECORD, writeDefinition, writeFact, writeReportBody } from './batch.ts';
import { ByteWriter } from './byte-writer.ts';
import type { Bindings, Place } from './place.ts';
import { writeSample } from './sample-codec.ts';
import { TrackedGroup } from './tracked-group.ts';

/**
 * A key batch is begun this often, ms of core time: the spool is cleared, and after a crash read
 * again, in pieces of this size.
 */
export const KEY_INTERVAL_MS = 5 * 60_000;

const JS_TYPE = { bool: 'boolean', number: 'number', enum: 'string', string: 'string' } as const;

type GroupsOfDevices = Map<string, Map<string, TrackedGroup>>;

/** Signals of one group; more are only slower. */
const USUAL_SIGNALS = 64;

export interface EncodedBatch {
  bytes: Uint8Array<ArrayBuffer>;
  /** Begins with a `reset`: it can be decoded without those before it. */
  isKey: boolean;
  reports: number;
}

/** What did not fit: counted, never stored as if it were good. */
export interface Misfits {
  /** Reports of a device that no binding names. */
  unbound: number;
  /** Samples whose value is not of the signal's type; stored as bad (not-a-number). */
  mistyped: number;
}

export class ReportEncoder {
  readonly misfits: Misfits = { unbound: 0, mistyped: 0 };
  readonly #wallOffsetMs: () => number;
  readonly #writer = new ByteWriter();
  #place: Place;
  #groups: GroupsOfDevices = new Map();
  /** As they were before the site's files were read again: their values still stand. */
  #former: GroupsOfDevices = new Map();
  #nextId = 0;
  #resets = 0;
  #newestAt = 0;
  #keyDueAt = Number.NEGATIVE_INFINITY;
  #isKey = false;
  #reports = 0;
  /** Places in the group that the report under way changes; those of them with another quality. */
  readonly #changed = new IndexSet(USUAL_SIGNALS);
  readonly #requalified = new IndexSet(USUAL_SIGNALS);

  constructor(place: Place, wallOffsetMs: () => number) {
    this.#place = place;
    this.#wallOffsetMs = wallOffsetMs;
  }

  get reports(): number {
    return this.#reports;
  }

  get isEmpty(): boolean {
    return this.#writer.length === 0;
  }

  /** The site's files were read again. */
  changePlace(place: Place): void {
    this.#place = place;
    this.#former = this.#groups;
    this.#groups = new Map();
  }

  /** The next batch takes nothing for granted of those before it. */
  beginAnew(): void {
    this.#keyDueAt = Number.NEGATIVE_INFINITY;
  }

  add(report: Report, bindings: Bindings): void {
    const group = this.#find(report, bindings);
    if (!group) {
      this.misfits.unbound += 1;
      return;
    }
    const at = Math.round(report.at + this.#wallOffsetMs());
    this.#begin(report.at);
    this.#update(group, report.samples);
    const claimed = group.claimTime(Math.round(report.deviceAt ?? at), report.samples.length === 0);
    const [heardAt, deviceAt] = report.deviceAt === undefined ? [claimed] : [at, claimed];
    this.#write(group, { at: heardAt, ...(deviceAt !== undefined && { deviceAt }) });
  }

  /** The device cannot be heard: all it said last is bad from here, until it speaks again. */
  addLost(device: string, at: number, reason: Reason): void {
    const wallAt = Math.round(at + this.#wallOffsetMs());
    for (const group of this.#groups.get(device)?.values() ?? []) {
      if (group.isLost) continue;
      this.#begin(at);
      const before = group.samples.map((sample) => ({ ...sample }));
      this.#forgetChanges();
      for (const [place, { signal }] of before.entries()) {
        this.#keep(group, place, { signal, value: null, quality: 'bad', reason });
      }
      this.#write(group, { at: group.claimTime(wallAt, false) });
      // "Heard again, unchanged" will mean these.
      for (const [place, sample] of before.entries()) group.keep(place, sample);
      group.isLost = true;
    }
  }

  addFact(fact: Fact): void {
    this.#begin(this.#newestAt);
    writeFact(this.#writer, fact);
  }

  take(): EncodedBatch {
    const batch = { bytes: this.#writer.take(), isKey: this.#isKey, reports: this.#reports };
    this.#isKey = false;
    this.#reports = 0;
    return batch;
  }

  /** A reset stands only at the start of a batch. */
  #begin(at: number): void {
    this.#newestAt = at;
    if (this.#writer.length > 0 || at < this.#keyDueAt) return;
    this.#writer.byte(RECORD.reset);
    this.#resets += 1;
    this.#isKey = true;
    this.#keyDueAt = at + KEY_INTERVAL_MS;
  }

  #find(report: Report, bindings: Bindings): TrackedGroup | undefined {
    const known = this.#groups.get(report.device)?.get(report.group);
    if (known) return known;
    const binding = bindings(report.device, report.group);
    const asset = this.#place.assets.find((candidate) => candidate.id === binding?.asset);
    if (!asset || !binding) return undefined;
    const { id: assetId, kind, area } = asset;
    const { device, group } = report;
    const { silenceMs, rank } = binding;
    const definition = { device, group, asset: assetId, kind, area, silenceMs, rank };
    const tracked = new TrackedGroup(this.#nextId++, definition);
    const former = this.#former.get(device)?.get(group);
    for (const sample of former?.samples ?? []) {
      tracked.keep(this.#addSignal(tracked, sample.signal), sample);
    }
    const groups = this.#groups.get(device) ?? new Map<string, TrackedGroup>();
    this.#groups.set(device, groups.set(group, tracked));
    return tracked;
  }

  /** Takes over the samples. */
  #update(group: TrackedGroup, samples: readonly Sample[]): void {
    this.#forgetChanges();
    for (const sample of samples) {
      const place = group.placeOf(sample.signal) ?? this.#addSignal(group, sample.signal);
      this.#keep(group, place, this.#fit(group, place, sample));
    }
    if (!group.isLost) return;
    for (const [place, sample] of group.samples.entries()) {
      this.#changed.add(place);
      if (sample.quality !== 'bad') this.#requalified.add(place);
    }
    group.isLost = false;
  }

  #forgetChanges(): void {
    this.#changed.clear();
    this.#requalified.clear();
  }

  #keep(group: TrackedGroup, place: number, sample: Sample): void {
    this.#changed.add(place);
    if (group.keep(place, sample)) this.#requalified.add(place);
  }

  #addSignal(group: TrackedGroup, signal: string): number {
    const known = this.#place.kinds[group.kind]?.signals[signal];
    return group.addSignal(signal, known && JS_TYPE[known.type]);
  }

  #fit(group: TrackedGroup, place: number, sample: Sample): Sample {
    const { value } = sample;
    if (value === null) return sample;
    const isSound = typeof value !== 'number' || Number.isFinite(value);
    if (isSound && group.hasRightType(place, value)) return sample;
    this.misfits.mistyped += 1;
    return { signal: sample.signal, value: null, quality: 'bad', reason: 'not-a-number' };
  }

  #write(group: TrackedGroup, time: { at: number; deviceAt?: number }): void {
    const writer = this.#writer;
    const isWhole = group.toldIn !== this.#resets;
    if (isWhole) {
      writeDefinition(writer, group.id, group.text);
      group.toldIn = this.#resets;
    }
    const count = isWhole ? group.samples.length : this.#changed.size;
    writer.byte(RECORD.report);
    writer.varint(group.id);
    writer.float64(time.at);
    writeReportBody(writer, count, time.deviceAt);
    for (let nth = 0; nth < count; nth++) {
      const place = isWhole ? nth : this.#changed.at(nth);
      writeSample(writer, place, group.samples[place]!, this.#requalified.has(place));
    }
    this.#reports += 1;
  }
}
