import { describe, expect, test } from 'vitest';
import { kinds } from './files.ts';

describe.each(Object.entries(kinds))('%s', (_, kind) => {
  const names = Object.keys(kind.signals);

  test('no signal is the beginning of another', () => {
    const prefixes = names.filter((name) => names.some((other) => other.startsWith(`${name}.`)));
    expect(prefixes).toEqual([]);
  });

  test('no signal has the name of an attribute, or of a further point', () => {
    expect(names.filter((name) => name in kind.attributes)).toEqual([]);
    expect(names.filter((name) => name.startsWith('x.'))).toEqual([]);
  });

  test('dots become underscores in the store without two signals becoming one', () => {
    const fields = names.map((name) => name.replaceAll('.', '_'));
    expect(new Set(fields).size).toBe(names.length);
  });

  test('only numbers have units and count', () => {
    for (const [name, { type, unit, counter }] of Object.entries(kind.signals)) {
      if (unit !== undefined || counter) expect(type, name).toBe('number');
    }
  });

  test('a default is a value of its attribute', () => {
    for (const [name, { type, values, default: value }] of Object.entries(kind.attributes)) {
      if (value === undefined) continue;
      if (type === 'enum') expect(values, name).toContain(value);
      else expect(typeof value, name).toBe(type === 'bool' ? 'boolean' : type);
    }
  });
});

test('a lift has what its entrapment rules need, and what a life depends on is marked', () => {
  const { signals } = kinds.lift!;
  for (const name of ['doorZone', 'doors', 'moving', 'occupied', 'inspection', 'alarmButton']) {
    expect(signals[name]?.life, name).toBe(true);
  }
});
