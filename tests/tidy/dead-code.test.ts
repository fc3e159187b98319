import { expect, test } from 'vitest';
import { ENTRY_POINTS, findDeadExports, findDeadFiles } from './dead-code.ts';
import { expectNoFindings } from './finding.ts';
import { parseSource } from './source/source.ts';
import { listFiles, readSources, readText } from './source/tree.ts';

/** The scripts that the console's page names, and the settings of its build. */
function findConsoleEntryPoints(): string[] {
  const scripts = listFiles('src/console/index.html').flatMap((page) =>
    [...readText(page).matchAll(/<script[^>]* src="\.?\/?([^"]+)"/g)].map(([, path]) => path),
  );
  return [
    ...scripts.map((script) => `src/console/${script}`),
    ...listFiles('src/console/vite.config.ts'),
  ];
}

test('every file is reached from an entry point', () => {
  expectNoFindings(findDeadFiles(readSources(), [...ENTRY_POINTS, ...findConsoleEntryPoints()]));
});

test('every export is imported by somebody', () => {
  expectNoFindings(findDeadExports(readSources()));
});

test('a file that only other dead files and tests import is dead', () => {
  const sources = [
    parseSource('src/main.ts', "import { a } from './a.ts';"),
    parseSource('src/a.ts', "new Worker(new URL('./worker.ts', import.meta.url));"),
    parseSource('src/worker.ts', ''),
    parseSource('src/island.ts', "import { b } from './beach.ts';"),
    parseSource('src/beach.ts', "import { i } from './island.ts';"),
    parseSource('src/tested.ts', ''),
    parseSource('tests/tested.test.ts', "import { t } from '../src/tested.ts';"),
  ];
  const dead = findDeadFiles(sources, ['src/main.ts']).map(({ place }) => place);
  expect(dead).toEqual(['src/island.ts', 'src/beach.ts', 'src/tested.ts']);
});

test('an entry point that is not there is said, instead of calling everything dead', () => {
  const findings = findDeadFiles([parseSource('src/a.ts', '')], ['src/main.ts']);
  expect(findings.map(({ place }) => place)).toEqual(['src/main.ts']);
});

test('an export that nobody takes is dead, a type that its own file uses is not', () => {
  const own = [
    'export const used = 1;',
    'export const unused = 2;',
    'export interface Used {}',
    'export interface Unused {}',
    'export function make(): Used { return used; }',
  ];
  const sources = [
    parseSource('src/own.ts', own.join('\n')),
    parseSource('tests/own.test.ts', "import { make, used } from '../src/own.ts';"),
  ];
  expect(findDeadExports(sources)).toMatchObject([
    { place: 'src/own.ts:2', found: 'nobody imports unused' },
    { place: 'src/own.ts:4', found: 'nobody imports Unused' },
  ]);
});

test('whoever takes a whole module takes all of its exports', () => {
  const sources = [
    parseSource('src/own.ts', 'export const a = 1;\nexport const b = 2;'),
    parseSource('src/main.ts', "const own = await import('./own.ts');"),
  ];
  expect(findDeadExports(sources)).toEqual([]);
});
