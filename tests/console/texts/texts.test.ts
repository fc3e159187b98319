import { matchesGlob } from 'node:path';
import { expect, test } from 'vitest';
import { en } from '../../../src/console/texts/en.ts';
import { zh } from '../../../src/console/texts/zh.ts';
import { listFiles, readText } from '../../tidy/source/tree.ts';

const WORDS = 'src/console/texts/{zh,en}*.ts';
const SOURCES = listFiles('src/console/**/*.{ts,tsx}').filter((path) => !matchesGlob(path, WORDS));

function leaves(texts: object, path: string[] = []): [string, unknown][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'object' ? leaves(value, [...path, key]) : [[[...path, key].join('.'), value]],
  );
}

/** A text that takes a word or number is asked with one that shows. */
function spoken(value: unknown): string {
  return typeof value === 'function' ? String(value('7', '7')) : String(value);
}

test('both languages say the same things', () => {
  expect(leaves(en).map(([path]) => path)).toEqual(leaves(zh).map(([path]) => path));
});

test('no text is empty, and each that takes something says it', () => {
  for (const [path, value] of [...leaves(zh), ...leaves(en)]) {
    expect(spoken(value), path).not.toBe('');
    if (typeof value === 'function') expect(spoken(value), path).toContain('7');
  }
});

test('English texts hold no Chinese, but for the way to the other language', () => {
  const chinese = leaves(en).filter(([, value]) => /\p{Script=Han}/u.test(spoken(value)));
  expect(chinese.map(([path]) => path)).toEqual(['shell.language']);
});

test('no page or component has words of its own', () => {
  const offenders = SOURCES.filter((path) => /\p{Script=Han}/u.test(codeOf(path)));
  expect(offenders).toEqual([]);
});

test('every text is used somewhere', () => {
  const code = SOURCES.map(codeOf).join('\n');
  const asked = Object.entries(zh).flatMap(([section, texts]) =>
    typeof texts === 'object' && !ASKED_BY_DATA.includes(section) ? Object.keys(texts) : [section],
  );
  expect(asked.filter((key) => !new RegExp(`\\b${key}\\b`).test(code))).toEqual([]);
});

/** Sections whose keys are words of the wire: states, reasons, hazards. */
const ASKED_BY_DATA = [
  'reason',
  'hazard',
  'cause',
  'quality',
  'alarmState',
  'evidence',
  'priority',
];

/** Without its comments. */
function codeOf(path: string): string {
  return readText(path).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}
