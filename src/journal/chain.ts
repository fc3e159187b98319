/**
 * Walks the hash chain. It proves that no record was changed, left out or put in since its hash
 * was taken; that the end was not cut off shows only against a head kept elsewhere
 * (`practice.md` P-51).
 */
import { GENESIS_HASH, hashRecord, type StoredRecord } from './record.ts';

/** The newest record and its hash: enough to prove everything before it. */
export interface Head {
  /** 0 in an empty journal. */
  seq: number;
  hash: string;
}

/** The first record that is not as it was written. */
export interface Break {
  /** `event 17`, or `configuration <hash>`. */
  record: string;
  reason: string;
}

export type Verdict = { intact: true; head: Head } | ({ intact: false } & Break);

export const GENESIS: Head = { seq: 0, hash: GENESIS_HASH };

/** Feeds on records in order. Stops at nothing: it tells of each record whether it fits. */
export class ChainWalker {
  #head: Head;
  readonly #realm: string;

  constructor(realm: string, from: Head = GENESIS) {
    this.#realm = realm;
    this.#head = from;
  }

  get head(): Head {
    return this.#head;
  }

  take(record: StoredRecord): Break | undefined {
    const expected = this.#head.seq + 1;
    const computed = hashRecord(this.#head.hash, this.#realm, record);
    this.#head = { seq: record.seq, hash: record.hash };
    if (record.seq !== expected) {
      return { record: `event ${expected}`, reason: `missing; event ${record.seq} follows` };
    }
    if (computed !== record.hash) {
      return { record: `event ${record.seq}`, reason: 'not what was hashed when it was written' };
    }
    return undefined;
  }
}
