import { expect, test } from 'vitest';
import { problemsOf } from './expression.ts';

test('what is no part of our expressions is refused, with its place', () => {
  for (const [text, offset, message] of [
    ['lift.moving && has(lift.doors)', 15, 'has() is not part of our expressions'],
    ["dyn(lift.doors) == 'open'", 0, 'dyn() is not part of our expressions'],
    ["!lift.doors.matches('o.*')", 1, 'matches() is not part of our expressions'],
    ['size(site.lift) > 1', 0, 'size() is not part of our expressions'],
    ['site.lift[0].moving', 0, '"site.lift[0].moving" is no single value'],
    ['site.lift == site.lift', 0, '"site.lift" is no single value'],
    ["lift.doors + 'x' == 'openx'", 0, '"+" adds numbers, not texts'],
    ["elapsed(has(record.toldAt) ? record.toldAt : record.toldAt, '1s')", 8, 'has()'],
    ['lift.moving && now() > 1', 15, 'now()'],
    ['lift.moving && lift.nope', 20, 'nope'],
    ['lift.moving &&', 14, 'Unexpected'],
    ['lift.moving == null', 0, 'bool == null'],
    ['lift.floor == 1u', 0, 'double == uint'],
    ['!lift.floor', 0, '!double'],
  ] as const) {
    const [problem] = problemsOf(text);
    expect(problem?.message, text).toContain(message);
    expect(problem?.offset, text).toBe(offset);
  }
});

test('a condition that is not true or false is refused', () => {
  expect(problemsOf('lift.floor + 1')[0]?.message).toContain('expected a condition');
  expect(problemsOf('lift.moving')).toEqual([]);
});

test('an enum is compared only with its values, wherever it stands', () => {
  for (const [text, offset] of [
    ["lift.doors == 'closd'", 14],
    ["'closd' == lift.doors", 0],
    ["lift.doors != 'closd'", 14],
    ["lift.doors in ['open', 'closd']", 23],
    ["!(lift.moving || lift.doors == 'closd')", 31],
    ["site.lift.exists(l, l.doors == 'closd')", 31],
    ["atLeast(1, site.lift, l, l.doors == 'closd')", 36],
    ["elapsed(record.toldAt, lift.doors == 'closd' ? '1s' : '2s')", 37],
  ] as const) {
    expect(problemsOf(text), text).toEqual([
      { message: expect.stringContaining('expected closed, opening, open'), offset },
    ]);
  }
  expect(problemsOf("record.passengers == 'three'")[0]?.message).toContain('expected one, two');
  expect(problemsOf("feeder.place == 'roof'")[0]?.message).toContain('expected incomer, feeder');
  expect(problemsOf("lift.doors == 'closed' || record.passengers == 'two'")).toEqual([]);
});

test('a duration is one that can be read', () => {
  expect(problemsOf("elapsed(record.toldAt, '30 min')")).toEqual([
    { message: expect.stringContaining('"30 min" is not a duration'), offset: 23 },
  ]);
  expect(problemsOf("elapsed(record.toldAt, '30m')")).toEqual([]);
});

test('answered wants a field, elapsed a moment', () => {
  expect(problemsOf('answered(lift.moving)')[0]?.message).toContain('wants a field of a record');
  expect(problemsOf("elapsed(lift.floor, '1s')")).toHaveLength(1);
  expect(problemsOf('record.toldAt > 3.0'), 'a moment is no number').toHaveLength(1);
});

test('every mistake is found, not only the first', () => {
  const text = "lift.doors == 'closd' || has(lift.floor)";
  expect(problemsOf(text).map(({ offset }) => offset)).toEqual([14, 25]);
});
