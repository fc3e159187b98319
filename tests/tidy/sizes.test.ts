import { describe, expect, test } from 'vitest';
import { expectNoFindings } from './finding.ts';
import { COLUMNS, FILE_LINES, FUNCTION_LINES, findOversizes, PARAMETERS } from './sizes.ts';
import { parseSource } from './source/source.ts';
import { readSources } from './source/tree.ts';

function judge(text: string, path = 'src/core/a.ts'): string[] {
  return findOversizes([parseSource(path, text)]).map(({ found }) => found);
}

const lines = (count: number) => 'call();\n'.repeat(count);

test('files, functions, parameters and lines keep their sizes', () => {
  expectNoFindings(findOversizes(readSources()));
});

test('the limits are those of the style', () => {
  expect([FILE_LINES, FUNCTION_LINES, PARAMETERS, COLUMNS]).toEqual([400, 70, 5, 100]);
});

describe('a violation is found one past the limit, and not at it', () => {
  test('file', () => {
    expect(judge(lines(400))).toEqual([]);
    expect(judge(lines(401))).toEqual(['401 lines, at most 400']);
  });

  test('line', () => {
    const wide = (columns: number) => `// ${'x'.repeat(columns - 3)}`;
    expect(judge(wide(100))).toEqual([]);
    expect(judge(wide(101))).toEqual(['101 columns, at most 100']);
  });

  test('function, of every form', () => {
    expect(judge(`function f() {\n${lines(68)}}`)).toEqual([]);
    const found = ['a function of 71 lines, at most 70'];
    expect(judge(`function f() {\n${lines(69)}}`)).toEqual(found);
    expect(judge(`const f = () => {\n${lines(69)}};`)).toEqual(found);
    expect(judge(`class A {\n  f() {\n${lines(69)}  }\n}`)).toEqual(found);
  });

  test('parameters; `this` is none', () => {
    expect(judge('function f(a, b, c, d, e) {}')).toEqual([]);
    expect(judge('function f(this: A, a, b, c, d, e) {}')).toEqual([]);
    expect(judge('function f(a, b, c, d, e, g) {}')).toEqual([
      'a function of 6 parameters, at most 5',
    ]);
  });
});

test('the columns of a table test are no parameters', () => {
  expect(judge("test.each(rows)('%s', (a, b, c, d, e, f) => {});")).toEqual([]);
  expect(judge("run('%s', (a, b, c, d, e, f) => {});")).toHaveLength(1);
});

test('a group of tests may be long, a test may not', () => {
  expect(judge(`describe('a', () => {\n${lines(80)}});`)).toEqual([]);
  expect(judge(`test('a', () => {\n${lines(80)}});`)).toHaveLength(1);
});
