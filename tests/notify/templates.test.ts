import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  checkTemplates,
  renderTemplate,
  showDuration,
  textsFileSchema,
} from '../../src/notify/templates.ts';
import { WALL } from './builders.ts';

const clock = { timezone: 'Asia/Shanghai', offsetMs: WALL };

function render(text: string, parameters: Parameters<typeof renderTemplate>[2]) {
  return renderTemplate({ t: { zh: text, en: text } }, 't', parameters, clock);
}

test('a placeholder takes the text of the reader’s language, or the plain word', () => {
  const parameters = { hazard: { zh: '困人', en: 'Entrapment' }, asset: 'A-L1', people: 2 };
  expect(render('{hazard} · {asset} · {people}', parameters)).toEqual({
    zh: '困人 · A-L1 · 2',
    en: 'Entrapment · A-L1 · 2',
  });
});

test('the name of a number says whether it is a time, a duration or a count', () => {
  for (const [name, value, zh, en, why] of [
    ['since', 125_000, '09:02:05', '09:02:05', 'core time, shown in the time zone of the site'],
    ['openedAt', 0, '09:00:00', '09:00:00', 'ends in At'],
    ['within', 180_000, '3 分', '3 min', 'as a rule writes it'],
    ['blindMs', 125_000, '2 分 05 秒', '2 min 5 s', 'ends in Ms'],
    ['lifts', 3, '3', '3', 'a count'],
    ['seat', 3, '3', '3', 'at is part of the word'],
    ['items', 3, '3', '3', 'ms is part of the word'],
  ] as const) {
    expect(render(`{${name}}`, { [name]: value }), why).toEqual({ zh, en });
  }
});

test('a summer time zone shows summer time', () => {
  const berlin = { timezone: 'Europe/Berlin', offsetMs: Date.parse('2026-07-01T10:00:00Z') };
  const texts = { t: { zh: '{since}', en: '{since}' } };
  expect(renderTemplate(texts, 't', { since: 0 }, berlin).en).toBe('12:00:00');
});

test('durations as the console says them', () => {
  for (const [ms, zh, en] of [
    [0, '0 秒', '0 s'],
    [999, '1 秒', '1 s'],
    [59_000, '59 秒', '59 s'],
    [60_000, '1 分', '1 min'],
    [125_000, '2 分 05 秒', '2 min 5 s'],
    [3_600_000, '1 小时', '1 h'],
    [3_605_000, '1 小时 05 秒', '1 h 5 s'],
    [7_384_000, '2 小时 03 分', '2 h 3 min'],
  ] as const) {
    expect(showDuration(ms, 'zh'), `${ms}`).toBe(zh);
    expect(showDuration(ms, 'en'), `${ms}`).toBe(en);
  }
});

test('a missing value shows as missing; a missing template still tells what is known', () => {
  expect(render('{hazard} · {asset}', { asset: 'A-L1' }).en).toBe('– · A-L1');
  const parameters = { hazard: { zh: '困人', en: 'Entrapment' }, since: 0 };
  expect(renderTemplate({}, 'incident-opened', parameters, clock)).toEqual({
    zh: 'incident-opened · hazard: 困人 · since: 09:00:00',
    en: 'incident-opened · hazard: Entrapment · since: 09:00:00',
  });
  expect(renderTemplate({}, 'constructor', {}, clock).en, 'no template of that name').toBe(
    'constructor',
  );
});

test('a value that looks like a placeholder stays what it is', () => {
  expect(render('{note}', { note: '{asset} $& $1', asset: 'A-L1' }).en).toBe('{asset} $& $1');
});

test('property: whatever the template says, a message comes out', () => {
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.record({ zh: fc.string(), en: fc.string() }),
  );
  const parameters = fc.dictionary(fc.constantFrom('since', 'blindMs', 'asset', 'within'), value);
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), parameters, (text, given) => {
      const { zh, en } = render(`! ${text} {asset} {since}`, given);
      expect(zh.startsWith('! ') && en.startsWith('! ')).toBe(true);
    }),
  );
});

test('checkTemplates names what is missing, never sent, unknown or unclosed', () => {
  const known = { 'incident-opened': ['hazard', 'asset'], 'step-due': ['step'] };
  const good = { zh: '{hazard}', en: '{asset}' };
  expect(
    checkTemplates({ 'incident-opened': good, 'step-due': { zh: '步骤', en: 'Step' } }, known),
  ).toEqual([]);
  expect(
    checkTemplates(
      { 'incident-opened': { zh: '{hazrad}', en: '{hazard' }, 'incident-open': good },
      known,
    ),
  ).toEqual([
    { path: ['texts'], message: '"step-due" is missing: it is sent, and has no text' },
    {
      path: ['texts', 'incident-opened', 'zh'],
      message: '{hazrad} is unknown here: expected one of hazard, asset',
    },
    {
      path: ['texts', 'incident-opened', 'en'],
      message: 'has a { or } that is no {placeholder}',
    },
    {
      path: ['texts', 'incident-open'],
      message: 'is never sent: expected one of incident-opened, step-due',
    },
  ]);
});

test('texts.yaml: both languages, kebab-case names, nothing else', () => {
  const parse = (texts: unknown) => textsFileSchema.safeParse({ texts }).success;
  expect(parse({ 'incident-opened': { zh: '险情', en: 'Incident' } })).toBe(true);
  expect(parse({ 'incident-opened': { zh: '险情' } })).toBe(false);
  expect(parse({ incidentOpened: { zh: '险情', en: 'Incident' } })).toBe(false);
});
