import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  checkTemplates,
  renderTemplate,
  textsFileSchema,
} from '../../../src/core/duty/templates.ts';

function render(text: string, parameters: Parameters<typeof renderTemplate>[2]) {
  return renderTemplate({ t: { zh: text, en: text } }, 't', parameters);
}

test('a placeholder takes the text of the reader’s language, or the plain word', () => {
  const parameters = { hazard: { zh: '困人', en: 'Entrapment' }, asset: 'A-L1', people: 2 };
  expect(render('{hazard} · {asset} · {people}', parameters)).toEqual({
    zh: '困人 · A-L1 · 2',
    en: 'Entrapment · A-L1 · 2',
  });
});

test('a missing value shows as missing; a missing template still tells what is known', () => {
  expect(render('{hazard} · {asset}', { asset: 'A-L1' }).en).toBe('– · A-L1');
  const parameters = { hazard: { zh: '困人', en: 'Entrapment' }, since: '09:00' };
  expect(renderTemplate({}, 'incident-opened', parameters)).toEqual({
    zh: 'incident-opened · hazard: 困人 · since: 09:00',
    en: 'incident-opened · hazard: Entrapment · since: 09:00',
  });
  expect(renderTemplate({}, 'constructor', {}).en, 'no template of that name').toBe('constructor');
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
  const parameters = fc.dictionary(fc.constantFrom('since', 'asset', 'x'), value);
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
