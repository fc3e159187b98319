import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Document, Scalar, stringify } from 'yaml';
import { parseYaml } from '../../src/config/document.ts';
import { effort } from '../support/effort.ts';

/** Stands once in each text: where it stands in the file is known without reading any YAML. */
const MARK = '§';

const words = fc.array(
  fc.constantFrom('lift', '&&', '!x', "'open'", '"a"', '#1', 'è', '电梯', '\\', ':', '- a', '{'),
  { maxLength: 12 },
);
/** What lies between two words; lines of their own, blank lines and indented ones too. */
const gap = fc.constantFrom(' ', ' ', ' ', '  ', '\n', '\n\n', '\n  ');

const markedText = fc
  .tuple(words, words, gap, gap)
  .map(([before, after, one, other]) =>
    [...before, MARK, ...after].join(one === ' ' ? ' ' : other),
  );

/** Line and column of the mark, counted as an editor does. */
function placeOfMark(text: string): { line: number; column: number } {
  const lines = text.slice(0, text.indexOf(MARK)).split('\n');
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}

const STYLES = [
  Scalar.PLAIN,
  Scalar.QUOTE_DOUBLE,
  Scalar.QUOTE_SINGLE,
  Scalar.BLOCK_FOLDED,
  Scalar.BLOCK_LITERAL,
] as const;

describe('a character of a scalar is found in the file', () => {
  test.each(STYLES)('however the text is written: %s', (style) => {
    fc.assert(
      fc.property(markedText, fc.integer({ min: 20, max: 80 }), (value, lineWidth) => {
        const scalar = new Scalar(value);
        scalar.type = style;
        const document = new Document({ rules: [{ when: 'x' }, { when: scalar }] });
        const text = document.toString({ lineWidth });
        const yaml = parseYaml('rules.yaml', text);
        // Not every text can be written in every style.
        fc.pre(isDeepStrictEqual(yaml.data, { rules: [{ when: 'x' }, { when: value }] }));
        const { line, column } = yaml.placeOf(['rules', 1, 'when'], value.indexOf(MARK));
        expect({ line, column }, text).toEqual(placeOfMark(text));
      }),
      { numRuns: effort(300, 10_000) },
    );
  });

  test.each([
    ['in quotes behind escapes', 'when: "a\\tb \\u00e8 \\x41 \\U0001F6D7 §"', 'a\tb è A 🛗 §'],
    ['behind a doubled quote', "when: 'it''s §'", "it's §"],
    ['behind a joined line', 'when: "ab\\\n   c §"', 'abc §'],
    ['in a plain text of two lines', 'when: a\n  b §', 'a b §'],
    ['in a block with an indicator', 'when: >2-\n    a\n    §', '  a\n  §'],
    ['in a block under a blank line', 'when: >-\n\n  a\n  §', '\na §'],
    ['in a block with Windows line ends', 'when: >-\r\n  a\r\n  §\r\n', 'a §'],
  ])('%s', (_, text, value) => {
    const yaml = parseYaml('rules.yaml', text);
    expect(yaml.data).toEqual({ when: value });
    const { line, column } = yaml.placeOf(['when'], value.indexOf(MARK));
    expect({ line, column }).toEqual(placeOfMark(text));
  });

  test('past the end it is the end', () => {
    const yaml = parseYaml('rules.yaml', 'when: "a &&"\n');
    expect(yaml.placeOf(['when'], 99)).toEqual({ file: 'rules.yaml', line: 1, column: 12 });
  });
});

test('a path that leads nowhere stands where it left the file', () => {
  const text = stringify({ rules: [{ rule: 'a', when: 'b' }] });
  const yaml = parseYaml('rules.yaml', text);
  expect(text).toBe('rules:\n  - rule: a\n    when: b\n');
  expect(yaml.placeOf(['rules', 0, 'for'])).toEqual({ file: 'rules.yaml', line: 2, column: 5 });
  expect(yaml.placeOf(['rules', 7])).toEqual({ file: 'rules.yaml', line: 2, column: 3 });
  expect(yaml.placeOfKey(['rules', 0, 'when'])).toMatchObject({ line: 3, column: 5 });
});
