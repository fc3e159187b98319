/**
 * A snapshot on the disk: a checksum, one line of JSON that says what it is, and the state as
 * zstd-compressed JSON. Written beside and renamed, so that a half-written one is never found.
 * A snapshot only saves time: any doubt about one and it is passed over.
 */
import { hash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { plainJson } from './canonical-json.ts';
import type { Head } from './chain.ts';
import type { JournalPlace } from './journal-schema.ts';

/** Snapshots kept; an older one goes when a newer one is on the disk. */
const SNAPSHOTS_KEPT = 2;

export interface Snapshot<State> {
  realm: string;
  /** `StateModule.version` of the code that made it. */
  version: string;
  /** The last event in it, with the hash that the journal must still have there. */
  head: Head;
  state: State;
}

const SUFFIX = '.snapshot';
const UNFINISHED = '.unfinished';
const NEWLINE = 0x0a;

export function snapshotFolder({ folder, realm }: JournalPlace): string {
  return join(folder, `snapshots-${realm}`);
}

/** Newest first. */
export function listSnapshots(folder: string): { seq: number; file: string }[] {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder)
    .filter((name) => name.endsWith(SUFFIX))
    .sort()
    .reverse()
    .map((name) => ({ seq: Number.parseInt(name, 10), file: join(folder, name) }));
}

/** On the disk when this returns; older ones and unfinished ones are gone. */
export function writeSnapshot(folder: string, snapshot: Snapshot<unknown>): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${String(snapshot.head.seq).padStart(12, '0')}${SUFFIX}`);
  const unfinished = `${file}${UNFINISHED}`;
  const handle = openSync(unfinished, 'w', 0o600);
  try {
    writeSync(handle, encodeSnapshot(snapshot));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(unfinished, file);
  syncFolder(folder);
  for (const old of listSnapshots(folder).slice(SNAPSHOTS_KEPT)) rmSync(old.file);
  for (const name of readdirSync(folder)) {
    if (name.endsWith(UNFINISHED)) rmSync(join(folder, name));
  }
}

/** A text says why the file cannot be trusted. */
export function readSnapshot<State>(file: string): Snapshot<State> | string {
  try {
    return decodeSnapshot(readFileSync(file));
  } catch (error) {
    return `it cannot be read: ${error instanceof Error ? error.message : error}`;
  }
}

function decodeSnapshot<State>(bytes: Buffer): Snapshot<State> | string {
  const checksumEnd = bytes.indexOf(NEWLINE);
  const rest = bytes.subarray(checksumEnd + 1);
  if (bytes.toString('latin1', 0, checksumEnd) !== hash('sha256', rest)) {
    return 'its checksum does not fit';
  }
  const headerEnd = rest.indexOf(NEWLINE);
  const header = JSON.parse(rest.toString('utf8', 0, headerEnd));
  const state = zstdDecompressSync(rest.subarray(headerEnd + 1)).toString('utf8');
  return { ...header, state: JSON.parse(state) };
}

function encodeSnapshot({ state, ...header }: Snapshot<unknown>): Buffer {
  const body = zstdCompressSync(plainJson(state));
  const rest = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), body]);
  return Buffer.concat([Buffer.from(`${hash('sha256', rest)}\n`), rest]);
}

/** A rename is durable only once the folder is. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
