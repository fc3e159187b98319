/**
 * Follows the batches in order and knows each group's last values, so that a report that only says
 * "heard again" is whole. Every reader of the spool has a decoder of its own.
 */
import {
  type Fact,
  type GroupDefinition,
  type HeardReport,
  RECORD,
  readDefinition,
  readFact,
  readReport,
  unknownRecord,
} from './batch.ts';
import { ByteReader } from './byte-reader.ts';
import { HistoryError } from './history-error.ts';
import type { StoredSample } from './sample-codec.ts';

/** One group as it stands after the report that is being handed over. */
export interface GroupState {
  readonly definition: GroupDefinition;
  /** By the place in the definition; undefined until heard. Written over by the next report. */
  readonly samples: (StoredSample | undefined)[];
}

export interface BatchHandler {
  report(group: GroupState, heard: HeardReport): void;
  fact(fact: Fact): void;
}

interface KnownGroup extends GroupState {
  text: string;
  /** Since the last reset: its values are those of a complete report. */
  isDefined: boolean;
}

export class BatchDecoder {
  readonly #groups = new Map<number, KnownGroup>();

  decode(bytes: Uint8Array, handler: BatchHandler): void {
    const reader = new ByteReader(bytes);
    while (!reader.isAtEnd) {
      const kind = reader.byte();
      if (kind === RECORD.report) this.#report(reader, handler);
      else if (kind === RECORD.define) this.#define(reader);
      else if (kind === RECORD.reset) this.#reset();
      else if (kind === RECORD.fact) handler.fact(readFact(reader));
      else throw unknownRecord(kind);
    }
  }

  #reset(): void {
    for (const group of this.#groups.values()) group.isDefined = false;
  }

  /** A definition that says the same again keeps the group, and what others have stored of it. */
  #define(reader: ByteReader): void {
    const id = reader.varint();
    const text = reader.text();
    const known = this.#groups.get(id);
    if (known?.text === text) {
      known.isDefined = true;
      return;
    }
    const definition = readDefinition(text);
    const samples = new Array<StoredSample | undefined>(definition.signals.length).fill(undefined);
    this.#groups.set(id, { definition, samples, text, isDefined: true });
  }

  #report(reader: ByteReader, handler: BatchHandler): void {
    const group = this.#groups.get(reader.varint());
    if (!group?.isDefined) {
      throw new HistoryError('corrupt', 'stored readings: a report of an undefined group.');
    }
    const heard = readReport(reader, reader.float64());
    for (const sample of heard.changed) keep(group.samples, sample);
    handler.report(group, heard);
  }
}

/** In place: a sample kept until the next report would outlive the collector's young generation. */
function keep(samples: (StoredSample | undefined)[], sample: StoredSample): void {
  const known = samples[sample.index];
  if (known === undefined) {
    samples[sample.index] = { ...sample };
    return;
  }
  known.value = sample.value;
  known.quality = sample.quality;
  known.reason = sample.reason;
  known.qualityChanged = sample.qualityChanged;
}
