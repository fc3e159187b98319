import { expect, test } from 'vitest';
import { expectNoFindings } from './finding.ts';
import { listFiles, readText } from './source/tree.ts';
import { findForbiddenWords } from './words.ts';

const TEXTS = [
  '{src,simulators,tests,.ci}/**/*.{ts,tsx,mjs,json,css,html,py}',
  '{config,devices,docs,src,simulators,tests}/**/*.{yaml,md}',
  '*.{md,json,ts}',
];
/** They name the forbidden words. */
const ABOUT_WORDS = ['tests/tidy/words.ts', 'tests/tidy/words.test.ts', 'tests/tidy/README.md'];

function judge(path: string, text: string): string[] {
  return findForbiddenWords([{ path, text }]).map(({ found }) => found);
}

test('nobody uses a word that the glossary forbids, or leaves a note to do it later', () => {
  const paths = listFiles(TEXTS).filter((path) => !ABOUT_WORDS.includes(path));
  expectNoFindings(findForbiddenWords(paths.map((path) => ({ path, text: readText(path) }))));
});

test.each([
  ['config/rules/entrapment.yaml', 'what: { zh: 电梯困人告警 }', 'says "告警"'],
  ['src/console/pages/wall.tsx', '<p>联锁未满足</p>', 'says "联锁"'],
  ['config/texts.yaml', 'zh: 数据陈旧', 'says "陈旧"'],
  ['config/texts.yaml', 'zh: 已屏蔽', 'says "屏蔽"'],
  ['config/texts.yaml', 'zh: 规则盲', 'says "盲"'],
  ['devices/kinds.yaml', 'title: { zh: 集水坑 }', 'says "集水坑"'],
  ['config/texts.yaml', 'zh: 已布防', 'says "布防"'],
  ['config/site.yaml', 'zh: 总闸', 'says "总闸"'],
  ['config/texts.yaml', 'zh: 02:05 前', 'says "2:05 前"'],
  ['src/api/server.ts', '// TODO: later', 'says "TODO"'],
  ['docs/install.md', 'see /home/someone/notes', 'says "/home/"'],
  ['tests/core/a.test.ts', "test.skip('later', () => {});", 'says "test.skip"'],
  ['tests/core/a.test.ts', "describe.only('this', () => {});", 'says "describe.only"'],
  ['src/console/pages/wall.tsx', "fetch('/api/v1/alarms')", 'says "/api/v1"'],
])('%s: "%s" is found', (path, text, found) => {
  expect(judge(path, text)).toEqual([found]);
});

test.each([
  ['config/texts.yaml', 'zh: 报警', 'the right word'],
  ['devices/kinds.yaml', 'zh: 层门联锁', 'a hardware interlock'],
  ['docs/wiring.md', '屏蔽线单端接地', 'a shielded cable'],
  ['config/texts.yaml', 'zh: 2 分 05 秒前', 'an age with its units'],
  ['config/playbooks/outage.yaml', '# 原文:先断总闸', 'a quotation'],
  ['src/console/data/client.ts', "fetch('/api/v1/alarms')", 'the place that knows URLs'],
])('%s: "%s" is no offence: %s', (path, text) => {
  expect(judge(path, text)).toEqual([]);
});
