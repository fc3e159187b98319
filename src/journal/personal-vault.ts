/**
 * Personal data, outside the journal (`decisions.md` 7, `practice.md` P-52). The journal holds a
 * reference: an id, and a salted hash that proves the value. Each person's values are sealed under
 * a key of their own; erasure destroys that key, and the hash chain stays whole.
 */
import { hash, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { FieldValue, PersonalReference } from '../core/incidents/events.ts';
import type { Schema } from '../sqlite/sqlite.ts';
import { canonicalJson } from './canonical-json.ts';
import { sqlite } from './database.ts';
import { JournalError } from './journal-error.ts';
import { createMasterKey, readMasterKey } from './master-key.ts';
import { seal, unseal } from './sealed-box.ts';

const SCHEMA: Schema = {
  applicationId: 0x44_57_70_64, // "DWpd"
  version: 1,
  sql: `
    CREATE TABLE owners (owner TEXT PRIMARY KEY, wrapped_key BLOB, erased_at_wall NUMERIC);
    CREATE TABLE personal (id TEXT PRIMARY KEY, owner TEXT NOT NULL, sealed BLOB);
    CREATE INDEX personal_owner ON personal (owner);
  `,
};
const KEY_BYTES = 32;
const SALT_BYTES = 16;

interface Content {
  salt: string;
  value: FieldValue;
}

export function openPersonalVault(folder: string): PersonalVault {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const db = sqlite.open(join(folder, 'personal.sqlite'), SCHEMA);
  try {
    return new PersonalVault(db, findMasterKey(db, folder));
  } catch (error) {
    db.close();
    throw error;
  }
}

class PersonalVault {
  readonly #db: DatabaseSync;
  readonly #masterKey: Buffer;

  /** Made by `openPersonalVault`. */
  constructor(db: DatabaseSync, masterKey: Buffer) {
    this.#db = db;
    this.#masterKey = masterKey;
  }

  /** `owner`: whose it is (an opaque id); values of one owner are erased together. */
  put(value: FieldValue, owner: string = randomUUID()): PersonalReference {
    const id = randomUUID();
    // The salt is sealed with the value: once erased, a phone number cannot be guessed by its hash.
    const content: Content = { salt: randomBytes(SALT_BYTES).toString('hex'), value };
    sqlite.inTransaction(this.#db, 'storing personal data', () => {
      const sealed = seal(this.#ownerKey(owner), id, Buffer.from(canonicalJson(content)));
      const insert = this.#db.prepare('INSERT INTO personal VALUES (?, ?, ?)');
      insert.run(id, owner, sealed);
    });
    return { personal: id, hash: hashContent(content) };
  }

  /** Undefined where it was erased or never was. */
  get(id: string): FieldValue | undefined {
    return this.#open(id)?.value;
  }

  /** Whether the value still is the one that the journal's reference stands for. */
  proves(reference: PersonalReference): boolean {
    const content = this.#open(reference.personal);
    return content !== undefined && hashContent(content) === reference.hash;
  }

  /**
   * Destroys the key of the owner of `id`, and with it all that the owner's key opens. Nothing of
   * the key stays in the files; backups made before still hold it.
   */
  erase(id: string, nowWall: number): void {
    sqlite.inTransaction(this.#db, 'erasing personal data', () => {
      const row = this.#db.prepare('SELECT owner FROM personal WHERE id = ?').get(id);
      if (!row) return;
      const owner = String(row.owner);
      this.#db
        .prepare('UPDATE owners SET wrapped_key = NULL, erased_at_wall = ? WHERE owner = ?')
        .run(nowWall, owner);
      this.#db.prepare('UPDATE personal SET sealed = NULL WHERE owner = ?').run(owner);
    });
    // `secure_delete` has overwritten the rows; this also rids free space and the WAL of them.
    sqlite.guard('cleaning up after an erasure', () => {
      this.#db.exec('VACUUM');
      this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    });
  }

  close(): void {
    this.#db.close();
  }

  #open(id: string): Content | undefined {
    const row = sqlite.guard('reading personal data', () =>
      this.#db
        .prepare(
          'SELECT owner, sealed, wrapped_key FROM personal JOIN owners USING (owner) WHERE id = ?',
        )
        .get(id),
    );
    if (!row?.sealed || !row.wrapped_key) return undefined;
    const key = unseal(this.#masterKey, String(row.owner), row.wrapped_key as Uint8Array);
    return JSON.parse(unseal(key, id, row.sealed as Uint8Array).toString('utf8'));
  }

  /** The owner's key. After an erasure an owner begins afresh, under a new key. */
  #ownerKey(owner: string): Uint8Array {
    const row = this.#db.prepare('SELECT wrapped_key FROM owners WHERE owner = ?').get(owner);
    if (row?.wrapped_key) return unseal(this.#masterKey, owner, row.wrapped_key as Uint8Array);
    const key = randomBytes(KEY_BYTES);
    this.#db
      .prepare('INSERT OR REPLACE INTO owners VALUES (?, ?, NULL)')
      .run(owner, seal(this.#masterKey, owner, key));
    return key;
  }
}

/** A new key is made only for an empty vault: another one would open nothing that is there. */
function findMasterKey(db: DatabaseSync, folder: string): Buffer {
  const key = readMasterKey(folder);
  if (key) return key;
  if (db.prepare('SELECT 1 FROM owners LIMIT 1').get()) {
    const file = join(folder, 'master.key');
    throw new JournalError('key', `${file}: missing; put back the one from the backup.`);
  }
  return createMasterKey(folder);
}

function hashContent({ salt, value }: Content): string {
  return hash('sha256', `${salt}${canonicalJson(value)}`);
}
