import { expect, test } from 'vitest';
import { expectNoFindings } from './finding.ts';
import { findBadNames, findUnexplainedFolders } from './names.ts';
import { listFiles } from './source/tree.ts';

const PATHS = listFiles('{src,simulators,tests,config,devices,docs}/**/*').filter(
  (path) => !path.includes('__pycache__'),
);

test('files are kebab-case nouns that say something', () => {
  expectNoFindings(findBadNames(PATHS));
});

test('each folder says what it holds', () => {
  expectNoFindings(findUnexplainedFolders(PATHS));
});

test.each([
  ['src/core/signalTable.ts', '"signalTable.ts" is no kebab-case name'],
  ['src/core/Signals/table.ts', '"Signals" is no kebab-case name'],
  ['src/core/utils.ts', '"utils.ts" says nothing'],
  ['src/helpers/time.ts', '"helpers" says nothing'],
  ['src/api/page.tsx', 'a .tsx file outside the console'],
])('%s is found: %s', (path, found) => {
  expect(findBadNames([path]).map((finding) => finding.found)).toEqual([found]);
});

test.each([
  'src/core/time.ts',
  'tests/core/time.test.ts',
  'src/console/pages/wall.tsx',
  'README.zh.md',
  'config/rules/entrapment.test.yaml',
])('%s is a good name', (path) => {
  expect(findBadNames([path])).toEqual([]);
});

test('a folder without a README is found', () => {
  const paths = ['src/api/server.ts', 'src/journal/README.md', 'src/journal/deep/chain.ts'];
  expect(findUnexplainedFolders(paths).map(({ place }) => place)).toEqual(['src/api/README.md']);
});
