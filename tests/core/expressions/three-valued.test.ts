import { expect, test } from 'vitest';
import { evaluate, inputsOf, type Known, look, neededOf } from './expression.ts';

/** Kleene, Introduction to Metamathematics (1952), §64. Undefined is unknown. */
const T = true;
const F = false;
const U = undefined;

/** Signals of L1; those that are undefined are unknown. */
function lift(values: Record<string, boolean | number | string | undefined>): Known {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known.map(([name, value]) => [`L1.${name}`, value])) as Known;
}

test('and, or, not: unknown never becomes false', () => {
  for (const [a, b, and, or] of [
    [T, T, T, T],
    [T, U, U, T],
    [T, F, F, T],
    [U, T, U, T],
    [U, U, U, U],
    [U, F, F, U],
    [F, T, F, T],
    [F, U, F, U],
    [F, F, F, F],
  ] as const) {
    const known = lift({ moving: a, occupied: b });
    expect(evaluate('lift.moving && lift.occupied', known), `${a} && ${b}`).toBe(and);
    expect(evaluate('lift.moving || lift.occupied', known), `${a} || ${b}`).toBe(or);
  }
  for (const [a, not] of [
    [T, F],
    [U, U],
    [F, T],
  ] as const) {
    expect(evaluate('!lift.moving', lift({ moving: a })), `!${a}`).toBe(not);
  }
});

test('certain: an exemption holds only where it is known to hold', () => {
  for (const [occupied, expected] of [
    [T, T],
    [F, F],
    [U, F],
  ] as const) {
    const known = lift({ occupied });
    expect(evaluate('certain(lift.occupied)', known), `${occupied}`).toBe(expected);
    expect(evaluate('!certain(lift.occupied)', known), `not ${occupied}`).toBe(!expected);
  }
  const text = '!lift.moving && !certain(lift.occupied)';
  expect(inputsOf(text), 'a change of either is looked at').toEqual(['L1.moving', 'L1.occupied']);
  expect(neededOf(text), 'blind without the first only').toEqual(['L1.moving']);
});

test('a comparison, a sum or a choice with an unknown is unknown', () => {
  for (const text of [
    'lift.floor == 2',
    'lift.floor != 2',
    'lift.floor < 2',
    'lift.floor + 1 > 0',
    '-lift.floor < 0',
    'lift.floor in [1.0, 2.0]',
    "lift.doors == 'open'",
    "lift.doors in ['open', 'opening']",
    'lift.moving ? true : true',
  ]) {
    expect(evaluate(text, {}), text).toBe(undefined);
  }
});

test('a division by zero is unknown, not endless', () => {
  expect(evaluate('1 / lift.floor > 0.5', lift({ floor: 1 }))).toBe(true);
  expect(evaluate('1 / lift.floor > 0.5', lift({ floor: 0 }))).toBe(undefined);
});

test('integer literals are doubles', () => {
  for (const [text, value] of [
    ['lift.floor == 2', true],
    ['2 == lift.floor', true],
    ['lift.floor + 1 == 3', true],
    ['lift.floor / 4 == 0.5', true],
    ['1 / 2 == 0.5', true],
    ['lift.floor > 1', true],
    ['lift.floor != 2', false],
  ] as const) {
    expect(evaluate(text, lift({ floor: 2 })), text).toBe(value);
  }
});

test('a choice takes one side; the other may be unknown', () => {
  const text = "lift.moving ? lift.occupied : lift.doors == 'open'";
  expect(evaluate(text, lift({ moving: T, occupied: T }))).toBe(true);
  expect(evaluate(text, lift({ moving: F, doors: 'closed' }))).toBe(false);
  expect(evaluate(text, lift({ moving: F, occupied: T }))).toBe(undefined);
});

const ALL_LEAKS = ['W1.wet', 'W2.wet', 'W3.wet'] as const;

function leaks(...values: (boolean | undefined)[]): Known {
  const known = ALL_LEAKS.map((name, i) => [name, values[i]] as const);
  return Object.fromEntries(known.filter(([, value]) => value !== undefined)) as Known;
}

test('atLeast: true if the certain ones suffice, false if with the unknown they do not', () => {
  for (const [wanted, values, expected] of [
    [2, [T, T, F], true],
    [2, [T, T, U], true],
    [2, [T, U, F], undefined],
    [2, [T, F, F], false],
    [2, [U, F, F], false],
    [2, [U, U, F], undefined],
    [1, [U, U, U], undefined],
    [4, [U, U, U], false],
    [0, [F, F, F], true],
  ] as const) {
    const text = `atLeast(${wanted}, building.leak, w, w.wet)`;
    expect(evaluate(text, leaks(...values)), `${wanted} of ${values}`).toBe(expected);
  }
});

test('exists and all are the or and the and of the group’s members', () => {
  for (const [values, exists, all] of [
    [[T, T, T], true, true],
    [[T, U, F], true, false],
    [[U, F, F], undefined, false],
    [[T, T, U], true, undefined],
    [[F, F, F], false, false],
    [[U, U, U], undefined, undefined],
  ] as const) {
    const known = leaks(...values);
    expect(evaluate('building.leak.exists(w, w.wet)', known), `exists ${values}`).toBe(exists);
    expect(evaluate('building.leak.all(w, w.wet)', known), `all ${values}`).toBe(all);
  }
  expect(evaluate('feeds.leak.exists(w, w.wet)', {}), 'nothing is fed: none').toBe(false);
  expect(evaluate('feeds.leak.all(w, w.wet)', {}), 'nothing is fed: all').toBe(true);
});

test('elapsed is false until its time is over, and says when that will be', () => {
  const told = { record: { toldAt: 1_000 } };
  const text = "elapsed(record.toldAt, '30s')";
  expect(look(text, {}, { ...told, at: 30_999 })).toEqual({ value: false, flipAt: 31_000 });
  expect(look(text, {}, { ...told, at: 31_000 })).toEqual({ value: true, flipAt: Infinity });
  expect(look(text, {}, { at: 31_000 }), 'not answered').toEqual({
    value: undefined,
    flipAt: Infinity,
  });
  const two = "elapsed(record.toldAt, '30s') && elapsed(record.toldAt, '10s')";
  expect(look(two, {}, { ...told, at: 2_000 }).flipAt, 'the one that decides').toBe(31_000);
  const setting = 'elapsed(record.toldAt, site.contractorLimit)';
  expect(look(setting, {}, { ...told, at: 2_000 }).flipAt).toBe(1_000 + 30 * 60_000);
});

test('answered is true or false, never unknown; the field itself is unknown', () => {
  expect(evaluate('answered(record.passengers)', {})).toBe(false);
  expect(evaluate("record.passengers == 'one'", {})).toBe(undefined);
  const record = { passengers: 'two' };
  expect(evaluate('answered(record.passengers)', {}, { record })).toBe(true);
  expect(evaluate("record.passengers == 'one'", {}, { record })).toBe(false);
});

test('a rule’s inputs are every signal that it may read', () => {
  expect(inputsOf('lift.moving || feeder.voltage.l1 < 44 || feeds.leak.exists(w, w.wet)')).toEqual([
    'L1.moving',
    'MAIN.voltage.l1',
  ]);
  expect(inputsOf('atLeast(2, building.leak, w, w.wet)').sort()).toEqual([...ALL_LEAKS]);
});

test('an attribute is what the site file states', () => {
  expect(evaluate("feeder.place == 'incomer'", {})).toBe(true);
});

test('what an attribute decides is decided when it is compiled: the rest is no input', () => {
  const incomer = "site.meter.exists(m, m.place == 'incomer' && m.voltage.l1 < 44)";
  expect(inputsOf(incomer)).toEqual(['MAIN.voltage.l1']);
  const feeder = "site.meter.exists(m, m.place == 'feeder' && m.voltage.l1 < 44)";
  expect(inputsOf(feeder)).toEqual([]);
  expect(evaluate(feeder, {}), 'there is none').toBe(false);
});
