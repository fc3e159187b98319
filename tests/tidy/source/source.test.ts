import { expect, test } from 'vitest';
import { parseSource } from './source.ts';

function importsOf(text: string) {
  return parseSource('src/api/routes.ts', text).imports.map(
    ({ target, kind, how, typeOnly, names }) => ({ target, kind, how, typeOnly, names }),
  );
}

test.each([
  [
    "import { z } from 'zod';",
    { target: 'zod', kind: 'package', how: 'import', typeOnly: false, names: ['z'] },
  ],
  [
    "import { parse } from '@marcbachmann/cel-js/parser';",
    {
      target: '@marcbachmann/cel-js',
      kind: 'package',
      how: 'import',
      typeOnly: false,
      names: ['parse'],
    },
  ],
  [
    "import fs from 'node:fs';",
    { target: 'node:fs', kind: 'builtin', how: 'import', typeOnly: false, names: ['default'] },
  ],
  [
    "import * as site from '../core/site/site.ts';",
    { target: 'src/core/site/site.ts', kind: 'file', how: 'import', typeOnly: false, names: 'all' },
  ],
  [
    "import type { A, B } from './contract.ts';",
    {
      target: 'src/api/contract.ts',
      kind: 'file',
      how: 'import',
      typeOnly: true,
      names: ['A', 'B'],
    },
  ],
  [
    "import { type A, b } from './contract.ts';",
    {
      target: 'src/api/contract.ts',
      kind: 'file',
      how: 'import',
      typeOnly: false,
      names: ['A', 'b'],
    },
  ],
  [
    "import './start.ts';",
    { target: 'src/api/start.ts', kind: 'file', how: 'import', typeOnly: false, names: [] },
  ],
  [
    "export type { A } from './contract.ts';",
    { target: 'src/api/contract.ts', kind: 'file', how: 'import', typeOnly: true, names: ['A'] },
  ],
  [
    "export * from './contract.ts';",
    { target: 'src/api/contract.ts', kind: 'file', how: 'import', typeOnly: false, names: 'all' },
  ],
  [
    "const late = await import('./late.ts');",
    { target: 'src/api/late.ts', kind: 'file', how: 'import', typeOnly: false, names: 'all' },
  ],
  [
    "type Late = import('./late.ts').Late;",
    { target: 'src/api/late.ts', kind: 'file', how: 'import', typeOnly: true, names: 'all' },
  ],
  [
    "new Worker(new URL('./worker.ts', import.meta.url));",
    { target: 'src/api/worker.ts', kind: 'file', how: 'reference', typeOnly: false, names: 'all' },
  ],
])('%s is understood', (text, expected) => {
  expect(importsOf(text)).toEqual([expected]);
});

test('imports in comments and in other strings are none', () => {
  expect(importsOf(`// import { a } from './a.ts';\nconst b = "import x from 'y'";`)).toEqual([]);
});

test('exports say their name, their line and whether they are only a type', () => {
  const text = [
    'interface Own {}',
    'export interface Alarm {}',
    'export const limit = 1;',
    'export { type Own };',
    'export default function run() {}',
  ];
  expect(parseSource('src/a.ts', text.join('\n')).exports).toEqual([
    { name: 'Alarm', isType: true, line: 2 },
    { name: 'limit', isType: false, line: 3 },
    { name: 'Own', isType: true, line: 4 },
    { name: 'default', isType: false, line: 5 },
  ]);
});

test('a file with broken syntax is named', () => {
  expect(() => parseSource('src/a.ts', 'const = 1;')).toThrow(/^src\/a\.ts: does not parse/);
});
