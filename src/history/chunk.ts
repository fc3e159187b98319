/**
 * A chunk: all that one device's group said for some minutes, packed into one row. It begins with
 * every signal's value, so it is read without the chunks before it; a report that said nothing new
 * costs two or three bytes.
 */
import { type HeardReport, readReport, writeReportBody } from './batch.ts';
import type { GroupState } from './batch-decoder.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { pack, unpack } from './compression.ts';
import { HistoryError } from './history-error.ts';
import { writeSample } from './sample-codec.ts';

/** A chunk never spans more than this, ms, so that a time is looked for in few rows. */
export const CHUNK_SPAN_MS = 60 * 60_000;

const FORMAT = 1;

/** A chunk that is being written. */
export interface OpenChunk {
  from: number;
  upto: number;
  writer: ByteWriter;
}

export interface ReadChunk {
  signals: readonly string[];
  reports: readonly HeardReport[];
}

/** `group` stands as the report left it. */
export function beginChunk(group: GroupState, heard: HeardReport): OpenChunk {
  const writer = new ByteWriter();
  writer.byte(FORMAT);
  writer.text(JSON.stringify(group.definition.signals));
  writer.float64(heard.at);
  writer.zigzag(0);
  const samples = group.samples.filter((sample) => sample !== undefined);
  writeReportBody(writer, samples.length, heard.deviceAt);
  for (const sample of samples) {
    const signal = group.definition.signals[sample.index]!;
    writeSample(writer, sample.index, { ...sample, signal }, sample.qualityChanged);
  }
  return { from: heard.at, upto: heard.at, writer };
}

/** Whether the report may follow in this chunk: a clock that was set begins another. */
export function belongsTo(chunk: OpenChunk, heard: HeardReport): boolean {
  return heard.at >= chunk.upto && heard.at - chunk.from <= CHUNK_SPAN_MS;
}

export function addToChunk(chunk: OpenChunk, heard: HeardReport): void {
  // Fractions of a millisecond would not survive the difference; `at` is rounded when encoded.
  chunk.writer.zigzag(heard.at - chunk.upto);
  chunk.writer.bytes(heard.body);
  chunk.upto = heard.at;
}

export function packChunk(chunk: OpenChunk): Uint8Array {
  return pack(chunk.writer.peek());
}

export function readChunk(packed: Uint8Array): ReadChunk {
  return readChunkBytes(unpack(packed));
}

/** Also reads what has been written so far of an open one. */
export function readChunkBytes(bytes: Uint8Array): ReadChunk {
  const reader = new ByteReader(bytes);
  const format = reader.byte();
  if (format !== FORMAT)
    throw new HistoryError('newer', `stored readings: chunk format ${format}.`);
  const signals = JSON.parse(reader.text()) as string[];
  const reports: HeardReport[] = [];
  let at = reader.float64();
  while (!reader.isAtEnd) {
    at += reader.zigzag();
    reports.push(readReport(reader, at));
  }
  return { signals, reports };
}
