import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Given, parseSeries } from '../../../src/drills/rule-tests/series.ts';
import { effort } from '../../support/effort.ts';

const BOOL = { type: 'bool' } as const;
const NUMBER = { type: 'number' } as const;
const DOORS = {
  type: 'enum',
  values: { open: { zh: '开', en: 'Open' }, boxx3: { zh: '三', en: 'Three' } },
} as const;

function readings(text: string, signal: Parameters<typeof parseSeries>[1], count: number): Given[] {
  const parsed = parseSeries(text, signal);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return Array.from({ length: count }, (_, step) => parsed.series.at(step));
}

describe('a series is readings one after another', () => {
  test.each([
    ['1.8x3 2.1x2 badx3', NUMBER, [1.8, 1.8, 1.8, 2.1, 2.1, 'bad', 'bad', 'bad']],
    ['0x3', NUMBER, [0, 0, 0, 0]],
    ['-1.5 2', NUMBER, [-1.5, 2, 2]],
    ['true', BOOL, [true, true]],
    ['falsex2 truex1', BOOL, [false, false, true, true]],
    ['open bad', DOORS, ['open', 'bad', 'bad']],
    ['boxx3 open', DOORS, ['boxx3', 'open']],
    ['openx2 boxx3x1', DOORS, ['open', 'open', 'boxx3']],
    ['E07x2 E08', { type: 'string' }, ['E07', 'E07', 'E08']],
  ] as const)('%s; after its end the last one goes on', (text, signal, expected) => {
    expect(readings(text, signal, expected.length)).toEqual(expected);
  });

  test('what is written out is what is read', () => {
    const part = fc.tuple(fc.constantFrom('true', 'false', 'bad'), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1 }), (parts) => {
        const text = parts.map(([value, times]) => `${value}x${times}`).join(' ');
        const expected = parts.flatMap(([value, times]) =>
          Array<Given>(times).fill(value === 'bad' ? value : value === 'true'),
        );
        expect(readings(text, BOOL, expected.length)).toEqual(expected);
      }),
      { numRuns: effort(100, 10_000) },
    );
  });
});

test.each([
  ['1.8x3 2,1x2', NUMBER, 6, '"2,1" is no value: expected a number or bad'],
  ['truex2 ture', BOOL, 7, '"ture" is no value: expected true, false or bad'],
  ['opne', DOORS, 0, '"opne" is no value: expected open, boxx3 or bad'],
  ['1x0', NUMBER, 0, '"1x0": expected 1 to'],
  ['1x9999999', NUMBER, 0, '"1x9999999": expected 1 to'],
  ['', NUMBER, 0, 'expected at least one value'],
] as const)('%s is refused where it is wrong', (text, signal, offset, problem) => {
  expect(parseSeries(text, signal)).toEqual({
    offset,
    problem: expect.stringContaining(problem),
  });
});
