/**
 * Checks one expression: the library parses it and checks its types; what the library lets pass
 * and we must not (`decisions.md` 10) is refused here, each with its place in the text.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Kinds } from '../site/kinds.ts';
import { parseDuration } from '../time.ts';
import type { Environment } from './environment.ts';
import { declare, type TypeNode, type TypeScope, typeAt } from './type-scope.ts';

/** `offset` counts characters from the expression's start. */
export interface ExpressionProblem {
  message: string;
  offset: number;
}

export type Checked = { ast: ASTNode } | { problems: readonly ExpressionProblem[] };

export interface CheckOptions {
  environment: Environment;
  kinds: Kinds;
  scope: TypeScope;
  /** CEL type that it must have; a condition is `bool`. */
  expected: 'bool' | 'any';
}

export function checkExpression(text: string, options: CheckOptions): Checked {
  const environment = declare(options.environment, options.scope);
  const result = environment.check(text);
  if (!result.valid) {
    const error = result.error;
    const offset = error?.range?.start ?? 0;
    const message = (error as { summary?: string } | undefined)?.summary ?? error?.message;
    return { problems: [{ message: message ?? 'is no expression', offset }] };
  }
  if (options.expected === 'bool' && result.type !== 'bool') {
    const message = `gives ${result.type}: expected a condition that is true or false`;
    return { problems: [{ message, offset: 0 }] };
  }
  const { ast } = environment.parse(text);
  const problems = walk(ast, options);
  return problems.length > 0 ? { problems } : { ast };
}

type Problems = readonly ExpressionProblem[];
type Context = Pick<CheckOptions, 'kinds' | 'scope'>;

const CALLS = new Set(['elapsed', 'answered', 'atLeast', 'certain', 'silent']);
const GROUP_CALLS = new Set(['exists', 'all']);

function walk(ast: ASTNode, context: Context): Problems {
  switch (ast.op) {
    case 'value':
      return [];
    case 'id':
    case '.':
      return checkValue(ast, context);
    case '!_':
    case '-_':
      return walk(ast.args, context);
    case '==':
    case '!=':
      return [
        ...checkEnum(ast.args[0], [ast.args[1]], context),
        ...checkEnum(ast.args[1], [ast.args[0]], context),
        ...walkAll(ast.args, context),
      ];
    case 'in':
      if (ast.args[1].op !== 'list') return refuse(ast, '"in" wants a list: ["open", "opening"]');
      return [
        ...checkEnum(ast.args[0], ast.args[1].args, context),
        ...walkAll([ast.args[0], ...ast.args[1].args], context),
      ];
    case '&&':
    case '||':
    case '?:':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return walkAll(ast.args, context);
    case '+':
      return [...checkSum(ast, context), ...walkAll(ast.args, context)];
    case '-':
    case '*':
    case '/':
      return walkAll(ast.args, context);
    case 'call':
      return checkCall(ast, ast.args[0], ast.args[1], context);
    case 'rcall': {
      const [name, group, [variable, condition]] = ast.args;
      if (!GROUP_CALLS.has(name)) return refuse(ast, `${name}() is not part of our expressions`);
      return checkMember(group, variable!, condition!, context);
    }
    default:
      return refuse(ast, `"${ast.op}" is not part of our expressions`);
  }
}

function walkAll(nodes: readonly ASTNode[], context: Context): Problems {
  return nodes.flatMap((node) => walk(node, context));
}

function refuse(ast: ASTNode, message: string): Problems {
  return [{ message, offset: ast.start }];
}

/** What is read is one value: not an asset, a group, or a member of a group by its number. */
function checkValue(ast: ASTNode, context: Context): Problems {
  if (typeOf(ast, context)?.is === 'leaf') return [];
  return refuse(ast, `"${ast.input.slice(ast.start, ast.end)}" is no single value`);
}

function checkSum(ast: ASTNode & { op: '+' }, context: Context): Problems {
  const isText = (node: ASTNode): boolean => {
    const type = typeOf(node, context);
    return node.op === 'value'
      ? typeof node.args === 'string'
      : type?.is === 'leaf' && type.type === 'string';
  };
  return ast.args.some(isText) ? refuse(ast, '"+" adds numbers, not texts') : [];
}

/** `"closd"` type-checks and must not: a literal against an enum names one of its values. */
function checkEnum(subject: ASTNode, literals: readonly ASTNode[], context: Context): Problems {
  const type = typeOf(subject, context);
  if (type?.is !== 'leaf' || type.values === undefined) return [];
  const expected = type.values.join(', ');
  return literals
    .filter((node) => node.op === 'value' && !type.values?.includes(String(node.args)))
    .flatMap((node) =>
      refuse(
        node,
        `"${node.args}" is not a value of ${pathOf(subject)!.join('.')}: expected ${expected}`,
      ),
    );
}

function checkCall(
  ast: ASTNode,
  name: string,
  args: readonly ASTNode[],
  context: Context,
): Problems {
  if (!CALLS.has(name)) return refuse(ast, `${name}() is not part of our expressions`);
  if (name === 'atLeast') {
    return [...walk(args[0]!, context), ...checkMember(args[1]!, args[2]!, args[3]!, context)];
  }
  if (name === 'answered') {
    const type = typeOf(args[0]!, context);
    if (type?.is === 'leaf' && type.field === true) return [];
    return refuse(args[0]!, 'answered() wants a field of a record');
  }
  if (name === 'silent') {
    const type = typeOf(args[0]!, context);
    if (type?.is === 'leaf' && type.field !== true) return [];
    return refuse(args[0]!, 'silent() wants a signal of a device');
  }
  if (name === 'certain') return walk(args[0]!, context);
  const duration = args[1]!;
  if (duration.op !== 'value' || parseDuration(String(duration.args)) !== undefined) {
    return walkAll(args, context);
  }
  return refuse(duration, `"${duration.args}" is not a duration: expected one such as 30s or 15m`);
}

function checkMember(
  group: ASTNode,
  variable: ASTNode,
  condition: ASTNode,
  context: Context,
): Problems {
  const type = typeOf(group, context);
  if (type?.is !== 'group' || variable.op !== 'id') {
    return refuse(group, 'expected a group of assets, such as feeds.lift');
  }
  const scope = new Map(context.scope).set(variable.args, { is: 'kind', kind: type.kind });
  return walk(condition, { ...context, scope });
}

function typeOf(ast: ASTNode, { kinds, scope }: Context): TypeNode | undefined {
  const path = pathOf(ast);
  return path === undefined ? undefined : typeAt(scope, kinds, path);
}

function pathOf(ast: ASTNode): string[] | undefined {
  if (ast.op === 'id') return [ast.args];
  if (ast.op !== '.') return undefined;
  const before = pathOf(ast.args[0]);
  return before === undefined ? undefined : [...before, ast.args[1]];
}
