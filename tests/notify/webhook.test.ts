import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHttpPost, parseRetryAfter } from '../../src/notify/http-post.ts';
import { createWebhook } from '../../src/notify/webhook.ts';
import { runChild } from '../support/child.ts';
import { findFreePort } from '../support/free-port.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { message, WALL } from './builders.ts';
import { startReceiver } from './receiver.ts';

const KEY = 'Wachdienst-7';

function webhook(url: string, changes: { key?: string; timeoutMs?: number } = {}) {
  const { key, timeoutMs } = changes;
  return createWebhook({
    url,
    allowInSimulation: false,
    ...(key !== undefined && { key }),
    ...(timeoutMs !== undefined && { http: createHttpPost(timeoutMs) }),
  });
}

test('a webhook carries both languages, who is meant, and the marks', async () => {
  await using receiver = await startReceiver();
  const channel = webhook(`${receiver.url}/duty?a=1`);
  const sent = message({
    incident: 'I-7',
    alarm: 'stopped-between-floors@A-L1',
    url: 'https://duty.example/incidents/I-7',
    recipients: [{ person: 'duty-1', address: 'desk' }],
    simulated: true,
    possiblyRepeat: true,
    attempt: 2,
  });
  expect(await channel.send(sent)).toEqual({ result: 'delivered', receipt: 'HTTP 200' });
  channel.close();
  const { path, headers, body } = receiver.received[0]!;
  expect(path).toBe('/duty?a=1');
  expect(headers['idempotency-key']).toBe('41/duty-1/duty-hook');
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(headers['x-signature'], 'no key, no signature').toBeUndefined();
  expect(Math.abs(Number(headers['x-timestamp']) - Date.now())).toBeLessThan(10_000);
  const { sentAt, ...rest } = JSON.parse(body);
  expect(Date.parse(sentAt)).toBe(Number(headers['x-timestamp']));
  expect(rest).toEqual({
    version: 1,
    id: '41/duty-1/duty-hook',
    notification: 'N-41',
    realm: 'live',
    priority: 'critical',
    template: 'incident-opened',
    role: 'duty-engineer',
    recipient: { person: 'duty-1', address: 'desk' },
    incident: 'I-7',
    alarm: 'stopped-between-floors@A-L1',
    title: { zh: '困人 · A座1号梯', en: 'Entrapment · Lift A1' },
    text: { zh: '困人 · A座1号梯\n请回复', en: 'Entrapment · Lift A1\nPlease answer' },
    language: 'zh',
    url: 'https://duty.example/incidents/I-7',
    simulated: true,
    drill: false,
    possiblyRepeat: true,
    attempt: 2,
    at: new Date(WALL).toISOString(),
  });
});

test('openssl agrees with the signature over the bytes of the body', async () => {
  await using receiver = await startReceiver();
  const channel = webhook(receiver.url, { key: KEY });
  await channel.send(message());
  channel.close();
  const { headers, body } = receiver.received[0]!;
  const file = join(createTempFolder('webhook'), 'body');
  writeFileSync(file, body);
  const { stdout } = await runChild('openssl', ['dgst', '-sha256', '-hmac', KEY, '-hex', file]);
  expect(headers['x-signature']).toBe(`sha256=${stdout.trim().split(' ').at(-1)}`);
});

test('what the status of the answer means', async () => {
  await using receiver = await startReceiver();
  const channel = webhook(receiver.url);
  for (const [status, result, why] of [
    [200, 'delivered', 'taken'],
    [202, 'delivered', 'taken, for later'],
    [204, 'delivered', 'taken, nothing to say'],
    [301, 'refused', 'a person must write the new address down; a POST is not carried along'],
    [400, 'refused', 'it will not like it better next time'],
    [401, 'refused', 'the key is wrong'],
    [404, 'refused', 'the address is wrong'],
    [408, 'retry', 'too slow, says it'],
    [410, 'refused', 'gone for good'],
    [429, 'retry', 'too often'],
    [500, 'retry', 'it stumbled'],
    [503, 'retry', 'it is being restarted'],
  ] as const) {
    receiver.answer = (response) => response.writeHead(status).end('no\nthanks');
    const delivery = await channel.send(message());
    expect(delivery.result, `${status}: ${why}`).toBe(result);
    if (delivery.result !== 'delivered') expect(delivery.reason).toBe(`HTTP ${status}: no thanks`);
  }
  channel.close();
});

test('Retry-After is honoured in seconds and as a date', async () => {
  await using receiver = await startReceiver();
  const channel = webhook(receiver.url);
  receiver.answer = (response) => response.writeHead(503, { 'retry-after': '17' }).end();
  expect(await channel.send(message())).toMatchObject({ result: 'retry', afterMs: 17_000 });
  channel.close();
  expect(parseRetryAfter('Mon, 23 Nov 2026 01:00:30 GMT', WALL)).toBe(30_000);
  expect(parseRetryAfter('Mon, 23 Nov 2026 00:59:00 GMT', WALL), 'past').toBe(0);
  expect(parseRetryAfter('soon', WALL)).toBeUndefined();
});

test('nobody listens: a retry, and surely not sent', async () => {
  const channel = webhook(`http://127.0.0.1:${await findFreePort()}`);
  const delivery = await channel.send(message());
  expect(delivery).toMatchObject({ result: 'retry', maybeSent: false });
  expect(delivery).toHaveProperty('reason', expect.stringContaining('ECONNREFUSED'));
});

test('no such host: a retry', async () => {
  const channel = webhook('http://no-such-host.invalid/');
  expect(await channel.send(message())).toMatchObject({ result: 'retry', maybeSent: false });
});

test('no answer in time: a retry that may be a repeat', async () => {
  await using receiver = await startReceiver();
  const channel = webhook(receiver.url, { timeoutMs: 150 });
  receiver.answer = () => undefined;
  expect(await channel.send(message())).toEqual({
    result: 'retry',
    reason: 'no answer within 150 ms',
    maybeSent: true,
  });
  expect(receiver.received).toHaveLength(1);
  channel.close();
});

test('an answer that never ends counts as no answer', async () => {
  await using receiver = await startReceiver();
  const channel = webhook(receiver.url, { timeoutMs: 150 });
  receiver.answer = (response) => {
    response.writeHead(200);
    response.write('…');
  };
  expect(await channel.send(message())).toMatchObject({ result: 'retry', maybeSent: true });
  channel.close();
});

test('messages one after the other share a connection', async () => {
  await using receiver = await startReceiver();
  const channel = webhook(receiver.url);
  for (let i = 0; i < 5; i++) await channel.send(message());
  expect(receiver.received).toHaveLength(5);
  expect(receiver.connections).toBe(1);
  channel.close();
});

test('a kept connection that the server closes under us costs no attempt', async () => {
  await using receiver = await startReceiver();
  const channel = webhook(receiver.url);
  await channel.send(message());
  receiver.answer = (response) => {
    receiver.answer = (next) => next.end();
    response.socket?.resetAndDestroy();
  };
  expect(await channel.send(message())).toMatchObject({ result: 'delivered' });
  expect(receiver.connections).toBe(2);
  channel.close();
});
