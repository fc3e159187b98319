import { expect, test } from 'vitest';
import { Access } from '../../src/broker/access.ts';
import { hashPassword } from '../../src/broker/passwords.ts';

const account = (password: string) => ({
  username: 'z2m',
  password,
  publish: ['zigbee2mqtt/#'],
  subscribe: ['zigbee2mqtt/+/set', 'dutywatch/#'],
});

test('without accounts everybody may in and do everything but speak for the gateway', async () => {
  const access = new Access();
  expect(await access.enter(undefined, undefined)).toEqual({ account: undefined });
  expect(access.mayPublish(undefined, 'shellies/flood/sensor')).toBe(true);
  expect(access.maySubscribe(undefined, '#')).toBe(true);
  expect(access.mayPublish(undefined, 'dutywatch/riverside/alarm/1')).toBe(false);
  expect(access.mayPublish(undefined, '$SYS/load')).toBe(false);
});

test('an account may do what it names, and nothing else', async () => {
  const entry = account(await hashPassword('right'));
  const access = new Access([entry]);
  expect(await access.enter('z2m', Buffer.from('right'))).toEqual({ account: entry });
  expect(access.mayPublish(entry, 'zigbee2mqtt/basement-17')).toBe(true);
  expect(access.mayPublish(entry, 'tele/x/LWT')).toBe(false);
  expect(access.maySubscribe(entry, 'zigbee2mqtt/a/set')).toBe(true);
  expect(access.maySubscribe(entry, 'zigbee2mqtt/#')).toBe(false);
  expect(access.maySubscribe(undefined, 'zigbee2mqtt/a/set')).toBe(false);
});

test('a wrong password stays wrong after the right one was seen', async () => {
  const access = new Access([account(await hashPassword('right'))]);
  for (const [username, password] of [
    ['z2m', 'wrong'],
    ['nobody', 'right'],
    [undefined, undefined],
  ] as const) {
    const given = password === undefined ? undefined : Buffer.from(password);
    expect(await access.enter(username, given)).toBe('wrong');
  }
  expect(await access.enter('z2m', Buffer.from('right'))).not.toBe('wrong');
  expect(await access.enter('z2m', Buffer.from('wrong'))).toBe('wrong');
});

test('more strangers at once than can be checked are asked to come back', async () => {
  const access = new Access([account(await hashPassword('right'))]);
  const all = Array.from({ length: 80 }, (_, i) => access.enter('z2m', Buffer.from(`guess ${i}`)));
  const answers = await Promise.all(all);
  expect(answers.filter((answer) => answer === 'wrong')).toHaveLength(64);
  expect(answers.filter((answer) => answer === 'busy')).toHaveLength(16);
});
