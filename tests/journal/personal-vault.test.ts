import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openJournal } from '../../src/journal/journal.ts';
import { openPersonalVault } from '../../src/journal/personal-vault.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { acknowledged, START } from './events.ts';

const PHONE = '+86 138 0000 0000';

function filesHold(folder: string, bytes: string | Buffer): boolean {
  return readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(bytes));
}

test('a value comes back, also after a restart, and stands nowhere in the clear', () => {
  const folder = createTempFolder('vault');
  const vault = openPersonalVault(folder);
  const reference = vault.put(PHONE);
  const again = vault.put(PHONE);
  expect(reference.hash, 'two of the same value cannot be told by their hashes').not.toBe(
    again.hash,
  );
  vault.close();

  const reopened = openPersonalVault(folder);
  expect(reopened.get(reference.personal)).toBe(PHONE);
  expect(reopened.get('never-was')).toBeUndefined();
  expect(filesHold(folder, '138 0000')).toBe(false);
  reopened.close();
});

test('any field value comes back as it was', () => {
  const vault = openPersonalVault(createTempFolder('vault'));
  const value = fc.oneof(fc.boolean(), fc.integer(), fc.string(), fc.array(fc.string()));
  fc.assert(
    fc.property(value, (given) => {
      expect(vault.get(vault.put(given).personal)).toEqual(given);
    }),
    { numRuns: 30 },
  );
  vault.close();
});

test('the hash in the journal proves the value, and only that one', () => {
  const vault = openPersonalVault(createTempFolder('vault'));
  const phone = vault.put(PHONE);
  const name = vault.put('Ms Li');
  expect(vault.proves(phone)).toBe(true);
  expect(vault.proves({ personal: name.personal, hash: phone.hash })).toBe(false);
  vault.close();
});

test('erasing destroys the key in every file and all that is the same owner’s', () => {
  const folder = createTempFolder('vault');
  const vault = openPersonalVault(folder);
  const phone = vault.put(PHONE, 'passenger-7');
  const name = vault.put('Ms Li', 'passenger-7');
  const other = vault.put('Mr Wu', 'passenger-8');
  const secrets = secretsOf(folder, 'passenger-7');
  expect(secrets.map((secret) => filesHold(folder, secret))).toEqual([true, true, true]);

  vault.erase(phone.personal, START);
  expect(vault.get(phone.personal)).toBeUndefined();
  expect(vault.get(name.personal)).toBeUndefined();
  expect(vault.proves(phone)).toBe(false);
  expect(vault.get(other.personal)).toBe('Mr Wu');
  expect(secrets.map((secret) => filesHold(folder, secret))).toEqual([false, false, false]);

  const later = vault.put('Ms Li', 'passenger-7');
  expect(vault.get(later.personal)).toBe('Ms Li');
  expect(vault.get(name.personal), 'a new key opens nothing old').toBeUndefined();
  vault.close();
});

test('an erasure leaves the hash chain whole', async () => {
  const folder = createTempFolder('vault');
  const vault = openPersonalVault(folder);
  const value = vault.put(PHONE);
  const journal = openJournal({ folder, realm: 'live' });
  const data = { incident: 'I-1', fields: { phone: { value } } };
  journal.append([{ ...acknowledged(1), type: 'fields-answered', data }]);
  const head = journal.head();
  vault.erase(value.personal, START);
  expect(journal.verify()).toEqual({ intact: true, head });
  await journal.close();
  vault.close();
});

test('the master key is for the owner alone, and an opened one is refused', () => {
  const folder = createTempFolder('vault');
  openPersonalVault(folder).close();
  const file = join(folder, 'master.key');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  chmodSync(file, 0o640);
  expect(() => openPersonalVault(folder)).toThrow(/mode 640\); run: chmod 600/);
});

test('a lost master key is not replaced by one that opens nothing', () => {
  const folder = createTempFolder('vault');
  const vault = openPersonalVault(folder);
  vault.put(PHONE);
  vault.close();
  const kept = createTempFolder('vault');
  cpSync(folder, kept, { recursive: true });
  rmSync(join(folder, 'master.key'));
  expect(() => openPersonalVault(folder)).toThrow(/missing; put back the one from the backup/);
});

test('a changed value, or one moved to another place, is an error and never a value', () => {
  const folder = createTempFolder('vault');
  const vault = openPersonalVault(folder);
  const phone = vault.put(PHONE, 'passenger-7');
  const name = vault.put('Ms Li', 'passenger-7');
  const db = new DatabaseSync(join(folder, 'personal.sqlite'));
  const copy =
    'UPDATE personal SET sealed = (SELECT sealed FROM personal WHERE id = ?) WHERE id = ?';
  db.prepare(copy).run(phone.personal, name.personal);
  expect(() => vault.get(name.personal)).toThrow(expect.objectContaining({ kind: 'corrupt' }));
  db.close();
  vault.close();
});

/** The wrapped key and the sealed values of an owner, as they stand in the file. */
function secretsOf(folder: string, owner: string): Buffer[] {
  const db = new DatabaseSync(join(folder, 'personal.sqlite'), { readOnly: true });
  const key = db.prepare('SELECT wrapped_key AS secret FROM owners WHERE owner = ?').all(owner);
  const values = db.prepare('SELECT sealed AS secret FROM personal WHERE owner = ?').all(owner);
  db.close();
  return [...key, ...values].map((row) => Buffer.from(row.secret as Uint8Array));
}
