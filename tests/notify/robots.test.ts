import { expect, test } from 'vitest';
import type { Channel } from '../../src/notify/channel.ts';
import { createDingtalk } from '../../src/notify/dingtalk.ts';
import { createFeishu } from '../../src/notify/feishu.ts';
import type { RobotOptions } from '../../src/notify/robot.ts';
import { createWecom } from '../../src/notify/wecom.ts';
import { runChild } from '../support/child.ts';
import { message } from './builders.ts';
import { answerJson, type Receiver, startReceiver } from './receiver.ts';

/** The real services cannot be reached from a test: these answer as `channels.md` 6.1 says. */
async function sendTo(
  receiver: Receiver,
  create: (options: RobotOptions) => Channel,
  changes: { path?: string; secret?: string; message?: Parameters<typeof message>[0] } = {},
) {
  const channel = create({
    key: 'k/1',
    url: `${receiver.url}${changes.path ?? '/send'}`,
    allowInSimulation: false,
    ...(changes.secret !== undefined && { secret: changes.secret }),
  });
  const delivery = await channel.send(message(changes.message));
  channel.close();
  return delivery;
}

/** base64(HMAC-SHA256) by openssl. */
async function opensslSign(key: string, text: string): Promise<string> {
  const hexKey = Buffer.from(key).toString('hex');
  const script = 'openssl dgst -sha256 -mac HMAC -macopt "hexkey:$0" -binary | base64 -w0';
  const { stdout } = await runChild('bash', ['-c', script, hexKey], { input: text });
  return stdout;
}

const people = [
  { person: 'duty-1', address: 'wang' },
  { person: 'duty-2', address: 'li' },
];

test('WeCom: the key in the query, mentions by user id, the link kept', async () => {
  await using receiver = await startReceiver();
  receiver.answer = (response) => answerJson(response, { errcode: 0, errmsg: 'ok' });
  const url = 'https://duty.example/incidents/I-7';
  const delivery = await sendTo(receiver, createWecom, { message: { recipients: people, url } });
  expect(delivery).toEqual({ result: 'delivered' });
  const { path, body } = receiver.received[0]!;
  expect(new URL(path, receiver.url).searchParams.get('key')).toBe('k/1');
  expect(JSON.parse(body)).toEqual({
    msgtype: 'text',
    text: { content: `困人 · A座1号梯\n请回复\n${url}`, mentioned_list: ['wang', 'li'] },
  });
});

test('WeCom: a long text is cut at 2048 bytes between characters, never the link', async () => {
  await using receiver = await startReceiver();
  receiver.answer = (response) => answerJson(response, { errcode: 0, errmsg: 'ok' });
  const long = '水'.repeat(1_000);
  const url = 'https://duty.example/incidents/I-7';
  await sendTo(receiver, createWecom, { message: { text: { zh: long, en: long }, url } });
  const { content } = JSON.parse(receiver.received[0]!.body).text;
  // 2048 - 35 (line break and link) - 3 (…) = 2010 bytes: 670 characters of three.
  expect(content).toBe(`${'水'.repeat(670)}…\n${url}`);
  expect(Buffer.byteLength(content)).toBe(2_048);
});

test('DingTalk: signed in the query as openssl signs, mentions also in the text', async () => {
  await using receiver = await startReceiver();
  receiver.answer = (response) => answerJson(response, { errcode: 0, errmsg: 'ok' });
  const options = { secret: 'SEC+1', message: { recipients: people } };
  expect(await sendTo(receiver, createDingtalk, options)).toEqual({ result: 'delivered' });
  const { path, body } = receiver.received[0]!;
  const query = new URL(path, receiver.url).searchParams;
  const timestamp = query.get('timestamp')!;
  expect(query.get('access_token')).toBe('k/1');
  expect(timestamp, 'milliseconds').toMatch(/^\d{13}$/);
  expect(query.get('sign')).toBe(await opensslSign('SEC+1', `${timestamp}\nSEC+1`));
  expect(path, 'a + in base64 would be read as a space').not.toMatch(/sign=[^&]*[+/]/);
  expect(JSON.parse(body)).toEqual({
    msgtype: 'text',
    text: { content: '困人 · A座1号梯\n请回复\n@wang @li' },
    at: { atUserIds: ['wang', 'li'], isAtAll: false },
  });
});

test('Feishu: the hook id in the path, signed in the body as openssl signs', async () => {
  await using receiver = await startReceiver();
  receiver.answer = (response) => answerJson(response, { code: 0, msg: 'success' });
  const options = { path: '/hook', secret: 'S1', message: { recipients: people } };
  expect(await sendTo(receiver, createFeishu, options)).toEqual({ result: 'delivered' });
  const { path, body } = receiver.received[0]!;
  expect(path).toBe('/hook/k%2F1');
  const { timestamp, sign, ...rest } = JSON.parse(body);
  expect(timestamp, 'seconds, as text').toMatch(/^\d{10}$/);
  expect(sign).toBe(await opensslSign(`${timestamp}\nS1`, ''));
  const text = '困人 · A座1号梯\n请回复\n<at user_id="wang"></at> <at user_id="li"></at>';
  expect(rest).toEqual({ msg_type: 'text', content: { text } });
});

test('a text cannot call the whole group', async () => {
  await using receiver = await startReceiver();
  receiver.answer = (response) => answerJson(response, { code: 0 });
  const text = 'note: <at user_id="all"></at> <@all> 3 < 4';
  await sendTo(receiver, createFeishu, { message: { text: { zh: text, en: text } } });
  expect(JSON.parse(receiver.received[0]!.body).content.text).toBe(
    'note: ‹at user_id="all">‹/at> ‹@all> 3 < 4',
  );
});

test('a group that reads two languages gets both', async () => {
  await using receiver = await startReceiver();
  receiver.answer = (response) => answerJson(response, { errcode: 0 });
  await sendTo(receiver, createWecom, { message: { languages: ['zh', 'en'] } });
  expect(JSON.parse(receiver.received[0]!.body).text.content).toBe(
    '困人 · A座1号梯\n请回复\nEntrapment · Lift A1\nPlease answer',
  );
});

test('the body decides, whatever the HTTP status', async () => {
  await using receiver = await startReceiver();
  for (const [create, status, body, expected, why] of [
    [createWecom, 200, { errcode: 93000 }, { result: 'refused' }, 'no such robot'],
    [
      createWecom,
      200,
      { errcode: 45009 },
      { result: 'retry', afterMs: 60_000 },
      'over 20 a minute',
    ],
    [createWecom, 200, { errcode: -1 }, { result: 'retry' }, 'busy'],
    [createDingtalk, 200, { errcode: 310000 }, { result: 'refused' }, 'wrong signature'],
    [createDingtalk, 200, { errcode: 300001 }, { result: 'refused' }, 'wrong token'],
    [
      createDingtalk,
      200,
      { errcode: 130101 },
      { result: 'retry', afterMs: 600_000 },
      '10 min shut',
    ],
    [createFeishu, 200, { StatusCode: 0 }, { result: 'delivered' }, 'an older answer'],
    [createFeishu, 400, { code: 11232 }, { result: 'retry', afterMs: 60_000 }, 'rate, with a 400'],
    [createFeishu, 200, { code: 19021 }, { result: 'refused' }, 'signature or time'],
    [createFeishu, 400, { code: 9499 }, { result: 'refused' }, 'bad request'],
    [createWecom, 502, 'Bad gateway', { result: 'retry' }, 'not the service: by status'],
    [createWecom, 404, 'Not found', { result: 'refused' }, 'not the service: by status'],
    [createWecom, 200, '<html>Sign in', { result: 'retry' }, 'a sign-in page told nobody'],
    [createWecom, 200, [], { result: 'retry' }, 'JSON, but not of the service'],
  ] as const) {
    receiver.answer = (response) =>
      typeof body === 'string'
        ? response.writeHead(status).end(body)
        : answerJson(response, body, status);
    const delivery = await sendTo(receiver, create);
    expect(delivery, `${create.name} ${JSON.stringify(body)}: ${why}`).toMatchObject(expected);
  }
});
