import { expect, test } from 'vitest';
import { composeMessage, composeSummary } from '../../src/notify/message.ts';
import { type OutboxRow, toRows } from '../../src/notify/outbox.ts';
import { composer, recipient, request, WALL } from './builders.ts';

const desk = recipient('duty-1', 'mail', 'duty-1@example.com');
const row = (changes: Parameters<typeof request>[2] = {}): OutboxRow =>
  toRows(request(41, [desk], changes))[0]!;

test('a message carries what its event and its reader are', () => {
  const sent = composeMessage(
    [row({ at: 5_000, incident: 'I-7', alarm: 'r@A-L1', priority: 'critical' })],
    composer({ linkTo: ({ request }) => `https://duty.example/${request.data.incident}` }),
  );
  expect(sent).toEqual({
    key: '41/duty-1/mail',
    notification: 'N-41',
    realm: 'live',
    priority: 'critical',
    template: 'incident-opened',
    role: 'duty-engineer',
    title: { zh: '险情 no. 41', en: 'Incident no. 41' },
    text: { zh: '险情 no. 41', en: 'Incident no. 41' },
    languages: ['zh'],
    recipients: [{ person: 'duty-1', address: 'duty-1@example.com' }],
    incident: 'I-7',
    alarm: 'r@A-L1',
    url: 'https://duty.example/I-7',
    simulated: false,
    drill: false,
    possiblyRepeat: false,
    merged: 1,
    attempt: 1,
    at: WALL + 5_000,
  });
});

test('the marks stand where nobody can miss them, whatever the template says', () => {
  for (const [marks, zh, en, why] of [
    [{}, '险情 no. 41', 'Incident no. 41', 'the real thing bears none'],
    [{ simulated: true }, '演示 DEMO · 险情 no. 41', 'DEMO · Incident no. 41', 'a demo site'],
    [{ drill: true }, '演练 DRILL · 险情 no. 41', 'DRILL · Incident no. 41', 'a drill'],
    [
      { simulated: true, drill: true },
      '演示 DEMO · 演练 DRILL · 险情 no. 41',
      'DEMO · DRILL · Incident no. 41',
      'a drill on a demo site',
    ],
    [
      { repeat: true },
      '险情 no. 41 (可能重复 / possibly a repeat)',
      'Incident no. 41 (可能重复 / possibly a repeat)',
      'after a crash',
    ],
  ] as [{ simulated?: true; drill?: true; repeat?: true }, string, string, string][]) {
    const { simulated = false, drill = false, repeat = false } = marks;
    const one = { ...row(drill ? { realm: 'D-3' } : {}), possiblyRepeat: repeat };
    const sent = composeMessage([one], composer({ simulated }));
    expect(sent.text, why).toEqual({ zh, en });
    expect(sent, why).toMatchObject({ simulated, drill, possiblyRepeat: repeat });
  }
});

test('the title is the first line of the text, short enough for a subject', () => {
  const texts = { 'incident-opened': { zh: '险情\n{what}', en: `${'x'.repeat(200)}\n{what}` } };
  const { title } = composeMessage([row()], composer({ texts }));
  expect(title).toEqual({ zh: '险情', en: 'x'.repeat(120) });
});

test('a group post names everyone once, in the languages that they read', () => {
  const people = ['a', 'b', 'c'].map((person) => recipient(person, 'duty-group', `u-${person}`));
  const languageOf = (person: string) => (person === 'b' ? 'en' : 'zh');
  const sent = composeMessage(toRows(request(41, people)), composer({ languageOf }));
  expect(sent.recipients.map(({ address }) => address)).toEqual(['u-a', 'u-b', 'u-c']);
  expect(sent.languages).toEqual(['zh', 'en']);
});

test('a summary counts notifications, lists ten titles, and leads nowhere in particular', () => {
  const rows = Array.from({ length: 12 }, (_, i) =>
    toRows(request(i + 1, [desk, recipient('duty-2', 'mail')], { incident: `I-${i + 1}` })),
  ).flat();
  const sent = composeSummary(rows, composer({ simulated: true, linkTo: () => 'https://x' }));
  const lines = sent.text.en.split('\n');
  expect(lines).toHaveLength(12);
  expect(lines[0]).toBe('DEMO · 12 messages in one');
  expect(lines[1]).toBe('Incident no. 1');
  expect(lines[10]).toBe('Incident no. 10');
  expect(lines[11]).toBe('and 2 more');
  expect(sent.text.zh).toContain('演示 DEMO · 12 条消息合并\n险情 no. 1\n');
  expect(sent.text.zh.endsWith('另有 2 条')).toBe(true);
  expect(sent.merged).toBe(12);
  expect(sent.url).toBeUndefined();
  expect(sent.incident).toBeUndefined();
  expect(sent.recipients).toHaveLength(2);
});
