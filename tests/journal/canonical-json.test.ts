import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, plainJson } from '../../src/journal/canonical-json.ts';

test('keys are sorted and numbers written as in RFC 8785, 3.2.2 and 3.2.3', () => {
  const numbers = [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27];
  expect(canonicalJson({ numbers, literals: [null, true, false] })).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}',
  );
  const keys = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 };
  const order = [...canonicalJson(keys).matchAll(/:(\d)/g)].map(([, digit]) => Number(digit));
  expect(order, 'carriage return, 1, control, ö, euro, smiley, Hebrew').toEqual([
    2, 4, 6, 7, 1, 5, 3,
  ]);
});

test('an absent optional field and an undefined one are the same text', () => {
  expect(canonicalJson({ a: 1, b: undefined })).toBe(canonicalJson({ a: 1 }));
});

test.each([
  ['NaN', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['a Map', new Map([[1, 2]])],
  ['a Date', new Date(0)],
  ['a gap in a list', [undefined]],
  ['a bigint', 1n],
])('%s is refused, since JSON would lose it in silence', (_, value) => {
  expect(() => canonicalJson({ value })).toThrow(/cannot be stored/);
});

test('any JSON value comes back equal, whatever order its keys came in', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      // JSON has no negative zero of its own: JSON.stringify writes it as 0.
      const plain = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(plain);
      expect(plainJson(plain)).toBe(JSON.stringify(plain));
      expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
    }),
  );
});
