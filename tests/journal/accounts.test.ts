import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import {
  isCsrfOf,
  openAccounts,
  SESSION_IDLE_MS,
  SESSIONS_LIMIT,
} from '../../src/journal/accounts.ts';
import { TERMINAL_IDLE_MS } from '../../src/journal/terminals.ts';
import { runChild } from '../support/child.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { START } from './events.ts';

test('a password opens its own account only, also after a restart', async () => {
  const folder = createTempFolder('accounts');
  const accounts = openAccounts(folder);
  expect(accounts.hasUsers()).toBe(false);
  await accounts.setPassword('admin', 'correct horse');
  accounts.close();

  const again = openAccounts(folder);
  expect(again.hasUsers()).toBe(true);
  expect(await again.checkPassword('admin', 'correct horse')).toBe(true);
  expect(await again.checkPassword('admin', 'correct horse ')).toBe(false);
  expect(await again.checkPassword('nobody', 'correct horse')).toBe(false);
  await again.setPassword('admin', 'other');
  expect(await again.checkPassword('admin', 'correct horse')).toBe(false);
  again.close();
});

test('a password typed with composed or with single letters is the same one', async () => {
  const accounts = openAccounts(createTempFolder('accounts'));
  await accounts.setPassword('admin', 'caf\u00e9');
  expect(await accounts.checkPassword('admin', 'cafe\u0301')).toBe(true);
  accounts.close();
});

test('the stored hash is scrypt as Python computes it', async () => {
  const folder = createTempFolder('accounts');
  const accounts = openAccounts(folder);
  await accounts.setPassword('admin', '值守 12345');
  accounts.close();
  const db = new DatabaseSync(join(folder, 'accounts.sqlite'));
  const stored = String(db.prepare('SELECT password FROM users').get()?.password);
  db.close();
  const python = `
import base64, hashlib
_, n, r, p, salt, _ = '${stored}'.split('$')
derived = hashlib.scrypt('值守 12345'.encode(), salt=base64.b64decode(salt),
    n=int(n), r=int(r), p=int(p), maxmem=2**27, dklen=32)
print(base64.b64encode(derived).decode())`;
  const { output } = await runChild('python3', ['-c', python]);
  expect(output.trim()).toBe(stored.split('$')[5]);
});

test('more sign-ins at once than can wait are turned away, and the rest are served', async () => {
  const accounts = openAccounts(createTempFolder('accounts'));
  const checks = Array.from({ length: 12 }, () => accounts.checkPassword('nobody', 'x'));
  const outcomes = await Promise.allSettled(checks);
  const refused = outcomes.filter(({ status }) => status === 'rejected');
  expect(refused, '2 at work and 8 waiting; 2 too many').toHaveLength(2);
  expect(refused[0]).toMatchObject({ reason: { kind: 'busy' } });
  accounts.close();
});

test('a session lasts until it is ended or was not used for too long', () => {
  const accounts = openAccounts(createTempFolder('accounts'));
  const { id, csrf } = accounts.createSession('duty-1', START);
  expect(accounts.session(id, START)).toEqual({ user: 'duty-1', csrf });
  expect(accounts.session('guess', START)).toBeUndefined();

  const almost = START + SESSION_IDLE_MS;
  expect(accounts.session(id, almost), 'used in time').toBeDefined();
  expect(accounts.session(id, almost + SESSION_IDLE_MS), 'counted from its last use').toBeDefined();
  expect(accounts.session(id, almost + 2 * SESSION_IDLE_MS + 1)).toBeUndefined();

  const other = accounts.createSession('duty-1', START);
  accounts.endSession(other.id);
  expect(accounts.session(other.id, START)).toBeUndefined();
  accounts.close();
});

test('a form token belongs to one session', () => {
  const accounts = openAccounts(createTempFolder('accounts'));
  const one = accounts.createSession('duty-1', START);
  const two = accounts.createSession('duty-1', START);
  expect(isCsrfOf(one, one.csrf)).toBe(true);
  expect(isCsrfOf(one, two.csrf)).toBe(false);
  expect(isCsrfOf(one, '')).toBe(false);
  accounts.close();
});

test('a new password ends the sessions of that person, and of nobody else', async () => {
  const accounts = openAccounts(createTempFolder('accounts'));
  const own = accounts.createSession('duty-1', START);
  const other = accounts.createSession('duty-2', START);
  await accounts.setPassword('duty-1', 'changed');
  expect(accounts.session(own.id, START)).toBeUndefined();
  expect(accounts.session(other.id, START)).toBeDefined();
  accounts.close();
});

test('one session too many ends the one unused for longest', () => {
  const accounts = openAccounts(createTempFolder('accounts'));
  const ids = Array.from({ length: SESSIONS_LIMIT + 1 }, (_, index) => {
    return accounts.createSession('duty-1', START + index).id;
  });
  const isOpen = (id: string) => accounts.session(id, START + 100) !== undefined;
  expect(ids.map(isOpen)).toEqual([false, ...Array(SESSIONS_LIMIT).fill(true)]);
  accounts.close();
});

test('a PIN is its person’s until it is changed or taken away, and signs nobody in', async () => {
  const folder = createTempFolder('accounts');
  const accounts = openAccounts(folder);
  const open = accounts.createSession('duty-1', START);
  await accounts.setPin('duty-1', '2580');
  expect(accounts.session(open.id, START), 'a new PIN ends no session').toBeDefined();
  accounts.close();

  const again = openAccounts(folder);
  expect(again.hasPin('duty-1')).toBe(true);
  expect(again.hasUsers(), 'a PIN is no password').toBe(false);
  expect(await again.checkPassword('duty-1', '2580')).toBe(false);
  expect(await again.checkPin('duty-1', '2580')).toBe(true);
  expect(await again.checkPin('duty-1', '258')).toBe(false);
  expect(await again.checkPin('duty-2', '2580'), 'another’s').toBe(false);
  await again.setPin('duty-1', '7410');
  expect(await again.checkPin('duty-1', '2580')).toBe(false);
  again.removePin('duty-1');
  expect(again.hasPin('duty-1')).toBe(false);
  expect(await again.checkPin('duty-1', '7410')).toBe(false);
  again.close();
});

test('a terminal lasts until it is ended or was not used for a year, also after a restart', () => {
  const folder = createTempFolder('accounts');
  const accounts = openAccounts(folder);
  const { secret, ...desk } = accounts.terminals.create('值班台', START)!;
  expect(accounts.terminals.create('值班台', START), 'a name is taken once').toBeUndefined();
  expect(accounts.session(secret, START), 'it is no person').toBeUndefined();
  accounts.close();

  const again = openAccounts(folder);
  const { terminals } = again;
  expect(terminals.session('guess', START)).toBeUndefined();
  const almost = START + TERMINAL_IDLE_MS;
  expect(terminals.session(secret, almost), 'used in time').toEqual(desk);
  const { id, name } = desk;
  expect(terminals.list()).toEqual([{ id, name, sinceWall: START, usedAtWall: almost }]);
  expect(terminals.session(secret, almost + TERMINAL_IDLE_MS), 'from its last use').toBeDefined();
  expect(terminals.session(secret, almost + 2 * TERMINAL_IDLE_MS + 1)).toBeUndefined();
  expect(terminals.end(id)).toBe(true);
  expect(terminals.session(secret, START)).toBeUndefined();
  expect(terminals.end(id), 'already').toBe(false);
  again.close();
});

test('the use of a terminal is written once an hour', () => {
  const accounts = openAccounts(createTempFolder('accounts'));
  const { terminals } = accounts;
  const { secret } = terminals.create('desk', START)!;
  const usedAt = () => terminals.list()[0]?.usedAtWall;
  terminals.session(secret, START + 3_600_000);
  expect(usedAt()).toBe(START);
  terminals.session(secret, START + 3_600_001);
  expect(usedAt()).toBe(START + 3_600_001);
  accounts.close();
});

test('a file from before there were PINs and terminals is taken on', async () => {
  const folder = createTempFolder('accounts');
  const before = openAccounts(folder);
  const { id } = before.createSession('duty-1', START);
  before.close();
  const db = new DatabaseSync(join(folder, 'accounts.sqlite'));
  db.exec('DROP TABLE pins; DROP TABLE terminals');
  db.close();

  const accounts = openAccounts(folder);
  expect(accounts.session(id, START)).toMatchObject({ user: 'duty-1' });
  expect(accounts.hasPin('duty-1')).toBe(false);
  expect(accounts.terminals.create('desk', START)).toBeDefined();
  accounts.close();
});

test('a token gives its access until it is ended; a name is taken once', () => {
  const accounts = openAccounts(createTempFolder('accounts'));
  const token = accounts.createToken('reports', 'viewer');
  expect(accounts.tokenAccess(token!)).toEqual({ name: 'reports', access: 'viewer' });
  expect(accounts.tokenAccess('guess')).toBeUndefined();
  expect(accounts.createToken('reports', 'admin')).toBeUndefined();
  accounts.endToken('reports');
  expect(accounts.tokenAccess(token!)).toBeUndefined();
  expect(accounts.createToken('reports', 'viewer')).not.toBe(token);
  accounts.close();
});

test('the set-up link works once, and never where somebody can sign in', async () => {
  const accounts = openAccounts(createTempFolder('accounts'));
  const older = accounts.createSetupToken();
  const newer = accounts.createSetupToken();
  expect(accounts.useSetupToken(older)).toBe(false);
  expect(accounts.useSetupToken(newer)).toBe(true);
  expect(accounts.useSetupToken(newer)).toBe(false);

  const late = accounts.createSetupToken();
  await accounts.setPassword('admin', 'set by the environment');
  expect(accounts.useSetupToken(late)).toBe(false);
  accounts.close();
});

test('no secret is on the disk', async () => {
  const folder = createTempFolder('accounts');
  const accounts = openAccounts(folder);
  await accounts.setPassword('admin', 'correct horse');
  await accounts.setPin('admin', '940271836502');
  const { id, csrf } = accounts.createSession('admin', START);
  const desk = accounts.terminals.create('desk', START)!;
  const secrets = ['correct horse', '940271836502', id, csrf, desk.secret, desk.csrf];
  secrets.push(accounts.createToken('reports', 'viewer')!, accounts.createSetupToken());
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name));
    expect(
      secrets.filter((secret) => bytes.includes(secret)),
      name,
    ).toEqual([]);
  }
  accounts.close();
});
