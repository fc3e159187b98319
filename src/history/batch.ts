/**
 * A batch: what the main thread hands to the store's thread, and one row of the spool. It is a run
 * of records that say only what changed; decoding one needs those before it, back to the nearest
 * batch that begins with a `reset` record (a *key* batch).
 */
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { HistoryError } from './history-error.ts';
import { readSample, type StoredSample } from './sample-codec.ts';

/** First byte of each record; part of the file format. */
export const RECORD = { reset: 0, define: 1, report: 2, fact: 3 } as const;

/** Where the reports of one device's group belong. */
export interface GroupDefinition {
  device: string;
  group: string;
  asset: string;
  kind: string;
  area: string;
  /** How long a reading stands without being heard again, ms (`decisions.md` 14). */
  silenceMs: number;
  /** 0: the device that its asset prefers (`decisions.md` 15). */
  rank: number;
  /** A sample names its signal by the place in this list. */
  signals: readonly string[];
}

/** Something that happened, for InfluxDB beside the readings. */
export interface Fact {
  measurement: 'incident' | 'alarm';
  tags: Record<string, string>;
  fields: Record<string, boolean | number | string>;
  wallMs: number;
}

/** A report as it was heard, in wall time. */
export interface HeardReport {
  /** Receipt, ms since 1970. */
  at: number;
  deviceAt?: number;
  changed: readonly StoredSample[];
  /** `changed` as bytes, for whoever stores them again. */
  body: Uint8Array;
}

export function writeDefinition(writer: ByteWriter, id: number, text: string): void {
  writer.byte(RECORD.define);
  writer.varint(id);
  writer.text(text);
}

/** `text` is what this program wrote; the row's checksum vouches for it. */
export function readDefinition(text: string): GroupDefinition {
  return JSON.parse(text) as GroupDefinition;
}

export function writeFact(writer: ByteWriter, fact: Fact): void {
  writer.byte(RECORD.fact);
  writer.text(JSON.stringify(fact));
}

export function readFact(reader: ByteReader): Fact {
  return JSON.parse(reader.text()) as Fact;
}

/** What precedes a report's samples, wherever it is stored: how many, and the device's time. */
export function writeReportBody(writer: ByteWriter, count: number, deviceAt?: number): void {
  writer.varint(2 * count + (deviceAt === undefined ? 0 : 1));
  if (deviceAt !== undefined) writer.float64(deviceAt);
}

export function readReport(reader: ByteReader, at: number): HeardReport {
  const start = reader.offset;
  const head = reader.varint();
  const deviceAt = head % 2 === 1 ? reader.float64() : undefined;
  const changed: StoredSample[] = [];
  for (let left = Math.floor(head / 2); left > 0; left--) changed.push(readSample(reader));
  return { at, ...(deviceAt !== undefined && { deviceAt }), changed, body: reader.since(start) };
}

export function unknownRecord(kind: number): HistoryError {
  return new HistoryError('corrupt', `stored readings: no such record (${kind}).`);
}
