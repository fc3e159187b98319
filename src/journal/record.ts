/**
 * An event as it is stored, and its hash. The hash covers the stored bytes themselves, so anyone
 * can check a journal with SQLite and SHA-256 alone (`README.md` has the recipe).
 */
import { hash } from 'node:crypto';
import { assert } from '../core/error.ts';
import type { Event } from '../core/event.ts';
import { plainJson } from './canonical-json.ts';
import { JournalError } from './journal-error.ts';
import { currentVersion, type Upcasters, upcast } from './upcasters.ts';

/**
 * A row of the table `events`. `actor` and `data` are JSON with the keys in the core's own order:
 * a replay walks through them as the core did when it was live.
 */
export interface StoredRecord {
  seq: number;
  at: number;
  wallAt: number;
  type: string;
  v: number;
  cause: number | null;
  actor: string | null;
  data: string;
  /** SHA-256 of the previous record's hash and of this record, in hex. */
  hash: string;
}

/** Stands for "the record before the first". */
export const GENESIS_HASH = '0'.repeat(64);

export function hashRecord(
  prevHash: string,
  realm: string,
  record: Omit<StoredRecord, 'hash'>,
): string {
  const { seq, at, wallAt, type, v, cause, actor, data } = record;
  const head = `${seq},${at},${wallAt},${JSON.stringify(type)},${v},${cause}`;
  return hash('sha256', `${prevHash}\n[${head},${JSON.stringify(realm)},${actor},${data}]`);
}

export function toRecord(prevHash: string, event: Event, upcasters: Upcasters): StoredRecord {
  const { seq, at, wallAt, type, v } = event;
  assert(Number.isFinite(at) && Number.isFinite(wallAt), `event ${seq}: a time is no number`);
  assert(v === currentVersion(upcasters, type), `event ${seq}: ${type} is not at version ${v}`);
  assert((event.cause ?? 0) < seq, `event ${seq}: caused by a later one`);
  const record = {
    seq,
    at,
    wallAt,
    type,
    v,
    cause: event.cause ?? null,
    actor: event.actor ? plainJson(event.actor) : null,
    data: plainJson(event.data),
  };
  return { ...record, hash: hashRecord(prevHash, event.realm, record) };
}

export function toEvent(record: StoredRecord, realm: string, upcasters: Upcasters): Event {
  const { seq, at, wallAt, type } = record;
  const event = {
    seq,
    at,
    wallAt,
    type,
    v: currentVersion(upcasters, type),
    ...(record.cause !== null && { cause: record.cause }),
    realm,
    ...(record.actor !== null && { actor: parse(record, record.actor) }),
    data: upcast(upcasters, record, parse(record, record.data)),
  };
  return event as unknown as Event;
}

function parse(record: StoredRecord, text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = `event ${record.seq}: its data is damaged; restore a backup.`;
    throw new JournalError('corrupt', message, { cause });
  }
}
