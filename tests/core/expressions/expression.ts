/** Checks, compiles and evaluates one expression about lift L1 of the small site. */
import { checkExpression, type ExpressionProblem } from '../../../src/core/expressions/check.ts';
import { compile } from '../../../src/core/expressions/compile.ts';
import { createEnvironment } from '../../../src/core/expressions/environment.ts';
import { type Names, namesFor } from '../../../src/core/expressions/relations.ts';
import type { EvaluationContext, SignalLookup } from '../../../src/core/expressions/scope.ts';
import type { Value } from '../../../src/core/signals/reading.ts';
import { createTopology } from '../../../src/core/site/topology.ts';
import { KINDS, SITE } from '../../support/small-site.ts';

const topology = createTopology(SITE);
const environment = createEnvironment(KINDS);
const slots = SITE.assets.flatMap(({ id, kind }) =>
  Object.keys(KINDS[kind]!.signals).map((signal) => `${id}.${signal}`),
);
const lookup: SignalLookup = {
  signal(asset, name) {
    const slot = slots.indexOf(`${asset}.${name}`);
    if (slot >= 0) return { slot };
    return asset === 'MAIN' && name === 'place' ? { constant: 'incomer' } : undefined;
  },
};

/** `L1.doors` → its good value; a signal that is not named is unknown. */
export type Known = Readonly<Record<string, Value>>;

interface Around {
  at?: number;
  /** The record's answered fields. */
  record?: Readonly<Record<string, Value>>;
}

/** What is wrong with it, as a checker of rules says; nothing: an empty list. */
export function problemsOf(text: string): readonly ExpressionProblem[] {
  const scope = names().types;
  const checked = checkExpression(text, { environment, kinds: KINDS, scope, expected: 'bool' });
  return 'ast' in checked ? [] : checked.problems;
}

export function evaluate(text: string, known: Known, around: Around = {}): Value | undefined {
  return look(text, known, around).value;
}

/** The value, and when a false `elapsed` will be true. */
export function look(
  text: string,
  known: Known,
  { at = 0, record = {} }: Around = {},
): { value: Value | undefined; flipAt: number } {
  const problems = problemsOf(text);
  if (problems.length > 0) throw new Error(problems[0]!.message);
  const context: EvaluationContext = {
    values: slots.map((slot) => known[slot]),
    at,
    nextFlipAt: Number.POSITIVE_INFINITY,
    incident: {
      openedAt: 0,
      confirmed: false,
      actions: () => 0,
      untold: () => 0,
      field: (name) => record[name],
      isAnswered: (name) => record[name] !== undefined,
    },
  };
  const value = compiled(text).evaluate(context);
  return { value, flipAt: context.nextFlipAt };
}

/** The slots that the expression reads, by name. */
export function inputsOf(text: string): string[] {
  return compiled(text).slots.map((i) => slots[i]!);
}

/** Those without which it may be unknown. */
export function neededOf(text: string): string[] {
  return compiled(text).needed.map((i) => slots[i]!);
}

function compiled(text: string) {
  return compile(environment.parse(text).ast, names().nodes, lookup);
}

function names(): Names {
  const found = namesFor(topology.asset('L1')!, topology);
  found.types.set('record', {
    is: 'names',
    members: {
      toldAt: { is: 'leaf', type: 'moment', field: true },
      passengers: { is: 'leaf', type: 'string', values: ['one', 'two'], field: true },
    },
  });
  found.nodes.set('record', {
    is: 'names',
    get: (name) => ({ is: 'field', name, item: undefined }),
  });
  return found;
}
