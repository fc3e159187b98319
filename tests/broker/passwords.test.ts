import { expect, test } from 'vitest';
import { hashPassword, isPassword, isPasswordRight } from '../../src/broker/passwords.ts';

/** RFC 7914 §12, third vector: N = 16384, r = 8, p = 1, 64 bytes. */
const RFC_7914 = [
  'scrypt:16384:8:1',
  Buffer.from('SodiumChloride').toString('base64'),
  Buffer.from(
    '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2' +
      'd5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
    'hex',
  ).toString('base64'),
].join(':');

test('a hash made elsewhere is understood', async () => {
  expect(await isPasswordRight(RFC_7914, Buffer.from('pleaseletmein'))).toBe(true);
  expect(await isPasswordRight(RFC_7914, Buffer.from('pleaseletmeout'))).toBe(false);
});

test('a hash made here is understood here, and is never the same twice', async () => {
  const hash = await hashPassword('wet floor');
  expect(isPassword(hash)).toBe(true);
  expect(await isPasswordRight(hash, Buffer.from('wet floor'))).toBe(true);
  expect(await hashPassword('wet floor')).not.toBe(hash);
});

test('a plain password is compared as it is', async () => {
  expect(await isPasswordRight('plain', Buffer.from('plain'))).toBe(true);
  expect(await isPasswordRight('plain', Buffer.from('plain '))).toBe(false);
});

test('what looks like a hash must be one that this machine can compute', () => {
  for (const bad of ['', 'scrypt:', 'scrypt:15:8:1:aa:bb', 'scrypt:524288:32:1:aa:bb']) {
    expect(isPassword(bad), bad).toBe(false);
  }
});
