import { expect, test } from 'vitest';
import { findCycles } from './cycles.ts';
import { expectNoFindings } from './finding.ts';
import { parseSource } from './source/source.ts';
import { readSources } from './source/tree.ts';

test('no two files need each other', () => {
  expectNoFindings(findCycles(readSources()));
});

test('a cycle over three files is found once, with its way round', () => {
  const sources = [
    parseSource('src/a.ts', "import { b } from './b.ts';"),
    parseSource('src/b.ts', "import type { C } from './c.ts';"),
    parseSource('src/c.ts', "export { a } from './a.ts';"),
    parseSource('src/d.ts', "import { a } from './a.ts';"),
  ];
  expect(findCycles(sources).map(({ found }) => found)).toEqual([
    'an import cycle: src/a.ts > src/b.ts > src/c.ts > src/a.ts',
  ]);
});

test('a file that imports itself is a cycle', () => {
  const found = findCycles([parseSource('src/a.ts', "import { b } from './a.ts';")]);
  expect(found).toHaveLength(1);
});

test('a worker may import from the file that starts it', () => {
  const starter = "export const x = 1;\nnew Worker(new URL('./worker.ts', import.meta.url));";
  const sources = [
    parseSource('src/starter.ts', starter),
    parseSource('src/worker.ts', "import { x } from './starter.ts';"),
  ];
  expect(findCycles(sources)).toEqual([]);
});
