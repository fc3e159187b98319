/**
 * The type checker's view of an expression: CEL types made from the asset kinds. Nothing here is
 * evaluated; `compile.ts` does that.
 */
import { Environment } from '@marcbachmann/cel-js';
import type { AttributeDefinition, Kinds, SignalDefinition } from '../site/kinds.ts';

export type { Environment };

/** CEL type of a moment in time: no number, so nothing but `elapsed` can use it. */
export const MOMENT = 'Moment';

const CEL_TYPE = { bool: 'bool', number: 'double', enum: 'string', string: 'string' } as const;

/** An environment that knows a CEL type for every kind (`kindType`) and our functions. */
export function createEnvironment(kinds: Kinds): Environment {
  const environment = new Environment({ unlistedVariablesAreDyn: false });
  environment.registerType(MOMENT, { fields: {} });
  for (const [kind, definition] of Object.entries(kinds)) {
    registerTree(environment, kindType(kind), { ...definition.attributes, ...definition.signals });
  }
  // Integer literals are doubles as well: `lift.floor + 1`, `lift.floor == 2`.
  for (const operator of ['+', '-', '*', '/']) {
    environment.registerOperator(`double ${operator} int`, refuseToEvaluate);
    environment.registerOperator(`int ${operator} double`, refuseToEvaluate);
  }
  environment.registerOperator('double == int: bool', refuseToEvaluate);
  environment.registerFunction(`elapsed(${MOMENT}, string): bool`, refuseToEvaluate);
  environment.registerFunction('answered(dyn): bool', refuseToEvaluate);
  environment.registerFunction('certain(bool): bool', refuseToEvaluate);
  environment.registerFunction('silent(dyn): bool', refuseToEvaluate);
  environment.registerFunction('atLeast(ast, ast, ast, ast): bool', atLeastMacro);
  return environment;
}

export function kindType(kind: string): string {
  return `Kind_${kind}`;
}

/** Registers `name` with dotted fields as nested types: `voltage.l1` → `Kind_meter_voltage`. */
function registerTree(
  environment: Environment,
  name: string,
  leaves: Record<string, SignalDefinition | AttributeDefinition>,
): void {
  const fields: Record<string, string> = {};
  const branches = new Map<string, Record<string, SignalDefinition | AttributeDefinition>>();
  for (const [path, leaf] of Object.entries(leaves)) {
    const dot = path.indexOf('.');
    if (dot < 0) fields[path] = CEL_TYPE[leaf.type];
    else {
      const branch = branches.get(path.slice(0, dot)) ?? {};
      branch[path.slice(dot + 1)] = leaf;
      branches.set(path.slice(0, dot), branch);
    }
  }
  for (const [branch, inner] of branches) {
    registerTree(environment, `${name}_${branch}`, inner);
    fields[branch] = `${name}_${branch}`;
  }
  environment.registerType(name, { fields });
}

function refuseToEvaluate(): never {
  throw new Error('assertion failed: expressions are evaluated by our own evaluator');
}

/** `atLeast(n, group, x, condition)`: checked like the library's own `exists`. */
function atLeastMacro({ args }: { args: unknown[] }): unknown {
  return {
    args,
    evaluate: refuseToEvaluate,
    // biome-ignore lint/suspicious/noExplicitAny: the library publishes no types for macros
    typeCheck(checker: any, _macro: unknown, context: any): unknown {
      // biome-ignore lint/suspicious/noExplicitAny: as above
      const [count, group, variable, condition] = args as any[];
      const countType = checker.check(count, context);
      if (!['int', 'double'].includes(countType.name)) {
        throw checker.createError('invalid_argument', 'atLeast() wants a number first', count);
      }
      const groupType = checker.check(group, context);
      if (variable.op !== 'id' || groupType.valueType === undefined) {
        throw checker.createError('invalid_argument', 'atLeast() wants a group and a name', group);
      }
      const inner = context.forkWithVariable(variable.args, groupType.valueType);
      const conditionType = checker.check(condition, inner);
      if (conditionType.name !== 'bool') {
        throw checker.createError('invalid_argument', 'atLeast() wants a condition', condition);
      }
      return checker.getType('bool');
    },
  };
}
