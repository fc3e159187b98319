import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { effort } from '../../support/effort.ts';
import { evaluate } from './expression.ts';

/** Our evaluator's text, and the same for the library, which keeps integers and doubles apart. */
interface Pair {
  ours: string;
  library: string;
}

const same = (text: string): Pair => ({ ours: text, library: text });
const whole = (value: number): Pair => ({ ours: `${value}`, library: `${value}.0` });

function join(parts: readonly Pair[], build: (...texts: string[]) => string): Pair {
  return {
    ours: build(...parts.map(({ ours }) => ours)),
    library: build(...parts.map(({ library }) => library)),
  };
}

const { condition } = fc.letrec<{ condition: Pair; number: Pair }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(same('lift.floor'), same('feeder.voltage.l1'), same('0.5')),
    fc.integer({ min: 0, max: 9 }).map(whole),
    fc
      .tuple(tie('number'), fc.constantFrom('+', '-', '*'), tie('number'))
      .map(([a, operator, b]) => join([a, b], (x, y) => `(${x} ${operator} ${y})`)),
    fc
      .tuple(tie('number'), fc.integer({ min: 1, max: 9 }))
      .map(([a, b]) => join([a, whole(b)], (x, y) => `(${x} / ${y})`)),
    tie('number').map((a) => join([a], (x) => `-(${x})`)),
  ),
  condition: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(
      ...['lift.moving', 'lift.occupied', "lift.doors == 'open'", "lift.doors != 'closed'"].map(
        same,
      ),
      ...["lift.doors in ['open', 'opening']", 'true', 'false'].map(same),
      same('building.leak.exists(w, w.wet)'),
      same('building.leak.all(w, w.wet || lift.moving)'),
    ),
    fc
      .tuple(tie('number'), fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('number'))
      .map(([a, operator, b]) => join([a, b], (x, y) => `${x} ${operator} ${y}`)),
    fc
      .tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition'))
      .map(([a, operator, b]) => join([a, b], (x, y) => `(${x} ${operator} ${y})`)),
    tie('condition').map((a) => join([a], (x) => `!(${x})`)),
    fc
      .tuple(tie('condition'), tie('condition'), tie('condition'))
      .map((all) => join(all, (a, b, c) => `(${a} ? ${b} : ${c})`)),
  ),
}));

const values = fc.record({
  moving: fc.boolean(),
  occupied: fc.boolean(),
  doors: fc.constantFrom('closed', 'opening', 'open'),
  floor: fc.integer({ min: -2, max: 18 }),
  voltage: fc.constantFrom(0, 198, 230.5),
  wet: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
});

test('where all is known, our evaluator agrees with the library', () => {
  const library = new Environment({ unlistedVariablesAreDyn: true });
  fc.assert(
    fc.property(condition, values, ({ ours, library: text }, given) => {
      const { wet, voltage, ...lift } = given;
      const known = {
        ...Object.fromEntries(Object.entries(lift).map(([name, value]) => [`L1.${name}`, value])),
        'MAIN.voltage.l1': voltage,
        ...Object.fromEntries(wet.map((is, i) => [`W${i + 1}.wet`, is])),
      };
      const expected = library.evaluate(text, {
        lift,
        feeder: { voltage: { l1: voltage } },
        building: { leak: wet.map((is) => ({ wet: is })) },
      });
      expect(evaluate(ours, known), ours).toBe(expected);
    }),
    { numRuns: effort(300, 20_000) },
  );
});

test('what is learnt later never contradicts what was certain before', () => {
  fc.assert(
    fc.property(condition, values, fc.array(fc.nat(7), { maxLength: 6 }), (pair, given, hidden) => {
      const all: [string, boolean | number | string][] = [
        ['L1.moving', given.moving],
        ['L1.occupied', given.occupied],
        ['L1.doors', given.doors],
        ['L1.floor', given.floor],
        ['MAIN.voltage.l1', given.voltage],
        ...given.wet.map((is, i): [string, boolean] => [`W${i + 1}.wet`, is]),
      ];
      const some = all.filter((_, i) => !hidden.includes(i));
      const before = evaluate(pair.ours, Object.fromEntries(some));
      if (before !== undefined) {
        expect(evaluate(pair.ours, Object.fromEntries(all)), pair.ours).toBe(before);
      }
    }),
    { numRuns: effort(300, 20_000) },
  );
});
