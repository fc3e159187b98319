import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { codeListSchema } from '../../src/devices/codes.ts';
import { parseProfile, profileSchema } from '../../src/devices/profile.ts';
import { kinds, modbusFile, mqttFile, problemsIn } from './files.ts';

const volts = { at: 0, type: 'float32', unit: 'V' };

/** What the first complaint says of one point of a Modbus meter. */
function complaint(point: object, modbus: object = {}, name = 'voltage.l1'): string | undefined {
  return problemsIn(modbusFile(modbus, { [name]: point }))[0];
}

describe('a mistake is reported at its field, with what was found and what was expected', () => {
  test.each<[string, object, string]>([
    [
      'an O for a 0',
      { ...volts, at: '40O1O' },
      'points > voltage.l1 > at: "40O1O" is not a register address. ' +
        'Give the address on the wire (0-65535), for example 11.',
    ],
    [
      'an address beyond the table',
      { ...volts, at: 65536 },
      'points > voltage.l1 > at: 65536 is not a register address. ' +
        'Give the address on the wire (0-65535), for example 11.',
    ],
    [
      'a value that reaches past the table',
      { ...volts, at: 65535 },
      'points > voltage.l1 > at: a float32 at 65535 reaches past the last register, 65535',
    ],
    [
      'neither address nor number',
      { type: 'float32', unit: 'V' },
      'points > voltage.l1: give either `at` (the address on the wire) or `number` ' +
        "(the manual's, counted from one)",
    ],
    [
      'a number of another table',
      { number: 30001, type: 'float32', unit: 'V' },
      'points > voltage.l1 > number: 30001 is not the number of a register that ' +
        '`function: holding` reads. Name the function, or give the address on the wire with `at`.',
    ],
    [
      'a bit without its number',
      { at: 0, type: 'bit' },
      'points > voltage.l1 > type: brings a bool, but the signal is a number',
    ],
    [
      'a key of another type',
      { ...volts, bits: [0, 3] },
      'points > voltage.l1 > bits: `bits` belongs to type bits, not to float32',
    ],
    [
      'a unit that is not the signal’s',
      { ...volts, unit: 'kV' },
      'points > voltage.l1 > unit: the signal is kept in V, not kV; ' +
        'bring it there with `scale` and say `unit: V`',
    ],
    [
      'no unit',
      { at: 0, type: 'float32' },
      'points > voltage.l1: needs `unit: V`: the unit after `scale`, stated to be sure',
    ],
    [
      'a range upside down',
      { ...volts, range: [600, 0] },
      'points > voltage.l1 > range: a range goes from the lower to the higher',
    ],
    [
      'a sentinel that cannot be read',
      { at: 0, type: 'uint16', unit: 'V', invalid: [-1] },
      'points > voltage.l1 > invalid > 0: a uint16 can never be -1',
    ],
    [
      'a misspelt key',
      { ...volts, scael: 0.1 },
      'points > voltage.l1 > scael: "scael" is not a key that is known here',
    ],
    [
      'a duration without a unit',
      { ...volts, every: '60' },
      'points > voltage.l1 > every: expected a duration such as 500ms, 30s, 15m, 25h, 30d or 1y',
    ],
    [
      'an interval of nothing',
      { ...volts, every: '0s' },
      'points > voltage.l1 > every: must be longer than 0',
    ],
    [
      'words for a number',
      { at: 0, type: 'uint16', unit: 'V', enum: { 0: 'low' } },
      'points > voltage.l1 > enum > 0: "low" is no value of this signal, which is a number',
    ],
    [
      'a code for a number',
      { at: 0, type: 'uint16', unit: 'V', codes: 'apc-transfer-cause' },
      'points > voltage.l1 > codes: a code is kept as text, but the signal is a number',
    ],
  ])('%s', (_, point, message) => {
    expect(complaint(point)).toBe(message);
  });

  test('a type that no register has', () => {
    expect(complaint({ ...volts, type: 'float' })).toMatch(
      /type: "float" is not a register type; expected bool, bit, bits, int16/,
    );
  });

  test('a signal that the kind does not have, and how to keep such a point all the same', () => {
    const message = complaint(volts, {}, 'voltage.l4');
    expect(message).toMatch(/^points > voltage\.l4: voltage\.l4 is not a signal of meter/);
    expect(message).toMatch(/is named x\.<name>\.$/);
  });

  test('names of every object in JavaScript are no signals and no kinds', () => {
    expect(complaint(volts, {}, 'constructor')).toContain('is not a signal of meter');
    expect(problemsIn(modbusFile({}, { 'x.a': volts }, 'constructor'))[0]).toContain('not a kind');
  });

  test('a kind that does not exist', () => {
    expect(problemsIn(modbusFile({}, { 'x.a': volts }, 'lfit'))[0]).toMatch(
      /^kind: "lfit" is not a kind; kinds: lift, meter, breaker/,
    );
  });

  test('a list of codes that does not exist', () => {
    expect(complaint({ at: 0, type: 'uint16', codes: 'no-such-list' }, {}, 'x.code')).toBe(
      'points > x.code > codes: there is no devices/codes/no-such-list.yaml; ' +
        'lists: apc-transfer-cause, gbt-24476, lift-controller-block',
    );
  });

  test('`any-of` where it means nothing', () => {
    const coded = { at: 0, type: 'uint16', 'any-of': [1] };
    expect(complaint(coded, {}, 'voltage.l1')).toContain('`any-of` makes a bool');
    const twice = { ...coded, enum: { 1: true } };
    expect(complaint(twice, {}, 'x.code')).toContain('`any-of` stands alone');
    expect(problemsIn(modbusFile({}, { 'x.code': { ...coded, scale: 0.01 } }))).toEqual([]);
  });

  test('both halves, or none', () => {
    const file = modbusFile({}, { 'x.a': volts });
    const expected = [': a profile has either a `modbus` key or an `mqtt` key'];
    expect(problemsIn({ ...file, mqtt: {} })).toEqual(expected);
    expect(problemsIn({ profile: 'acme-test' })).toEqual(expected);
    expect(problemsIn(null)).toEqual(expected);
  });

  test('all mistakes at once, not only the first', () => {
    const points = { 'voltage.l1': { ...volts, unit: 'kV' }, 'voltage.l9': volts };
    expect(problemsIn(modbusFile({}, points))).toHaveLength(2);
  });

  test.each<[string, object, object, string]>([
    ['a float from coils', { function: 'coil' }, volts, 'coil reads single bits'],
    ['a value larger than a read', { 'max-registers': 1 }, volts, 'takes 2 registers'],
    ['more registers than an answer carries', { 'max-registers': 126 }, volts, '126 is more than'],
    [
      'a probe that compares words',
      { probe: { at: 9, type: 'string', length: 2, between: [0, 1] } },
      volts,
      'modbus > probe > type: a probe compares numbers',
    ],
    ['a byte order', { order: 'BACD' }, volts, 'modbus > order: '],
  ])('%s', (_, modbus, point, message) => {
    expect(complaint(point, modbus)).toContain(message);
  });
});

describe('two points at one place', () => {
  const status = { at: 4, type: 'uint32' };

  test.each<[string, object, object, boolean]>([
    ['the same register twice', { at: 0, type: 'uint16' }, { at: 0, type: 'uint16' }, false],
    ['half of another value', status, { at: 5, type: 'uint16' }, false],
    ['the same bit twice', { at: 0, type: 'bit', bit: 1 }, { at: 0, type: 'bit', bit: 1 }, false],
    ['a bit of a float', { at: 4, type: 'float32' }, { at: 5, type: 'bit', bit: 0 }, false],
    [
      'a bit inside a field',
      { at: 0, type: 'bits', bits: [0, 3] },
      { at: 0, type: 'bit', bit: 3 },
      false,
    ],
    ['different bits', { at: 0, type: 'bit', bit: 1 }, { at: 0, type: 'bit', bit: 2 }, true],
    ['a raw word beside its bits', status, { at: 5, type: 'bit', bit: 0 }, true],
    [
      'one of them through an enum',
      { at: 0, type: 'bits', bits: [0, 1], enum: { 0: 'none', 1: 'up' } },
      { at: 0, type: 'bits', bits: [0, 1], enum: { 0: false, 1: true } },
      true,
    ],
    [
      'the same address of another table',
      { at: 0, type: 'uint16' },
      { at: 0, type: 'uint16', function: 'input' },
      true,
    ],
  ])('%s', (_, a, b, isAllowed) => {
    const problems = problemsIn(modbusFile({}, { 'x.a': a, 'x.b': b }));
    if (isAllowed) expect(problems).toEqual([]);
    else expect(problems).toEqual([expect.stringContaining('is already read by')]);
  });
});

describe('an MQTT profile', () => {
  const leak = { path: 'wet', type: 'bool' };

  test.each<[string, object, object, string]>([
    ['a topic of everything', { topic: 'field/#' }, leak, 'mqtt > topic: "field/#" is not a topic'],
    ['no topic at all', { topic: undefined }, leak, 'points > leak: has no topic'],
    ['a broken path', {}, { ...leak, path: 'a..b' }, 'path: "a..b" is not a path'],
    ['no silence', { silence: undefined }, leak, 'mqtt > silence'],
    ['bytes without encoding', {}, { ...leak, type: 'uint16' }, 'uint16 is a type of bytes'],
    ['an offset without encoding', {}, { ...leak, at: 3 }, '`at` needs `decode: hex` or base64'],
    [
      'a number from bytes',
      {},
      { path: 'd', decode: 'hex', type: 'number' },
      'says nothing of byt',
    ],
    [
      'a default of no path',
      {},
      { type: 'bool', default: false },
      '`default` stands for an absent',
    ],
    [
      'values and availability on one topic',
      { availability: { topic: 'field/<name>', online: 'online' } },
      leak,
      'a topic brings either values or availability',
    ],
  ])('refuses %s', (_, mqtt, point, message) => {
    expect(problemsIn(mqttFile(mqtt, { leak: point })).join('\n')).toContain(message);
  });

  test('refuses one value under two names', () => {
    const points = { leak, tamper: leak };
    expect(problemsIn(mqttFile({}, points))).toEqual([
      'points > tamper: the same value is already read by leak',
    ]);
  });

  test('refuses two times for one topic', () => {
    const points = { leak: { ...leak, time: 'a' }, tamper: { path: 't', type: 'bool', time: 'b' } };
    expect(problemsIn(mqttFile({}, points))).toEqual([
      'points > tamper > time: other points of field/<name> say a',
    ]);
  });

  test('takes the kind’s own words without a table', () => {
    const doors = { path: 'doors', type: 'enum' };
    expect(problemsIn(mqttFile({}, { doors }, 'lift'))).toEqual([]);
    expect(problemsIn(mqttFile({}, { leak: { ...leak, type: 'enum' } }))).toHaveLength(1);
  });
});

test('an enum may only say what the signal can say', () => {
  const doors = { at: 0, type: 'uint16', enum: { 0: 'closed', 1: 'opne', x: 'open' } };
  expect(problemsIn(modbusFile({}, { doors }, 'lift'))).toEqual([
    'points > doors > enum > x: "x" is no raw value of a register; expected a number',
    'points > doors > enum > 1: "opne" is no value of this signal; ' +
      'expected closed, opening, open, closing, fault',
  ]);
});

test('whatever stands in a file, parsing it ends in a profile or in complaints', () => {
  const anyPoint = fc.dictionary(
    fc.constantFrom(
      'at',
      'number',
      'type',
      'bit',
      'bits',
      'enum',
      'range',
      'path',
      'length',
      'unit',
    ),
    fc.oneof(fc.jsonValue(), fc.constantFrom('bit', 'float32', 'string', 'number', 5)),
  );
  const anyPoints = fc.dictionary(fc.constantFrom('x.a', 'floor', 'doors', 'nosuch'), anyPoint);
  fc.assert(
    fc.property(anyPoints, fc.boolean(), (points, isModbus) => {
      const file = isModbus ? modbusFile({}, points, 'lift') : mqttFile({}, points, 'lift');
      const parsed = parseProfile(file, kinds);
      expect(parsed.ok || parsed.problems.length > 0).toBe(true);
    }),
  );
});

test('the formats can be published as JSON Schemas for editors', () => {
  const schema = z.toJSONSchema(profileSchema, { io: 'input' });
  expect(z.toJSONSchema(codeListSchema, { io: 'input' }).required).toContain('texts');
  const [modbus, mqtt] = schema.anyOf!;
  expect(Object.keys(modbus!.properties!)).toContain('modbus');
  expect(Object.keys(mqtt!.properties!)).toContain('mqtt');
  expect(JSON.stringify(schema)).toContain('"max-registers"');
});
