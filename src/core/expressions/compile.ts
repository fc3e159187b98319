/**
 * Our own evaluator: a checked CEL syntax tree becomes closures over slots, in three values (true,
 * false, unknown). The library parses and type-checks; it does not evaluate, because an absent
 * field throws there and blind rules would be slowest exactly in an outage (`decisions.md` 9).
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import { assert } from '../error.ts';
import type { Value } from '../signals/reading.ts';
import { parseDuration } from '../time.ts';
import type { Closure, EvaluationContext, Node, Scope, SignalLookup } from './scope.ts';
import {
  and,
  arithmetic,
  atLeast,
  certain,
  compare,
  constant,
  equal,
  not,
  or,
} from './three-valued.ts';

export interface Compiled {
  evaluate(context: EvaluationContext): Value | undefined;
  /** Every slot it may read: a rule's inputs. */
  slots: readonly number[];
  /** Those without which it may be unknown: all but what only `certain` asks for. */
  needed: readonly number[];
}

/** Compiles a checked tree. Every name must resolve in `scope`: the checker has seen to that. */
export function compile(ast: ASTNode, scope: Scope, lookup: SignalLookup): Compiled {
  const slots = new Set<number>();
  const needed = new Set<number>();
  const evaluate = new Compiler(lookup, slots, needed).closure(ast, scope);
  return { evaluate, slots: [...slots], needed: [...needed] };
}

class Compiler {
  private readonly lookup: SignalLookup;
  private readonly slots: Set<number>;
  private readonly needed: Set<number>;
  /** Inside `certain`, where nothing is needed. */
  private isExemption = false;
  /** Closures whose value is known already. */
  private readonly known = new Map<Closure, Value | undefined>();

  constructor(lookup: SignalLookup, slots: Set<number>, needed: Set<number>) {
    this.lookup = lookup;
    this.slots = slots;
    this.needed = needed;
  }

  closure(ast: ASTNode, scope: Scope): Closure {
    switch (ast.op) {
      case 'value':
        return this.fixed(literal(ast.args));
      case 'id':
      case '.':
        return this.read(this.node(ast, scope), ast);
      case '!_':
        return this.negation(this.closure(ast.args, scope));
      case '-_':
        return arithmetic('-', constant(0), this.closure(ast.args, scope));
      case '&&':
        return this.junction(and, false, ast.args, scope);
      case '||':
        return this.junction(or, true, ast.args, scope);
      case '?:':
        return this.conditional(ast.args, scope);
      case '==':
        return this.equality(ast.args, scope);
      case '!=':
        return this.negation(this.equality(ast.args, scope));
      case '<':
      case '<=':
      case '>':
      case '>=':
        return compare(ast.op, this.closure(ast.args[0], scope), this.closure(ast.args[1], scope));
      case '+':
      case '-':
      case '*':
      case '/':
        return arithmetic(
          ast.op,
          this.closure(ast.args[0], scope),
          this.closure(ast.args[1], scope),
        );
      case 'in':
        return this.membership(ast.args, scope);
      case 'call':
        return this.call(ast.args, scope);
      case 'rcall':
        return this.groupCall(ast.args, scope);
      default:
        return assertNever(ast);
    }
  }

  private fixed(value: Value | undefined): Closure {
    const closure = constant(value);
    this.known.set(closure, value);
    return closure;
  }

  /**
   * What an attribute decides by itself (`m.place == 'incomer' && …`) is decided now: the other
   * side's signals are then no inputs, and cannot make the expression blind.
   */
  private junction(
    join: typeof and,
    deciding: boolean,
    [first, second]: readonly [ASTNode, ASTNode],
    scope: Scope,
  ): Closure {
    const left = this.closure(first, scope);
    if (this.known.get(left) === deciding) return left;
    const right = this.closure(second, scope);
    const [one, other] = [this.known.get(left), this.known.get(right)];
    if (one === !deciding || other === deciding) return right;
    return other === !deciding ? left : join(left, right);
  }

  private negation(operand: Closure): Closure {
    const value = this.known.get(operand);
    return typeof value === 'boolean' ? this.fixed(!value) : not(operand);
  }

  private equality([first, second]: readonly [ASTNode, ASTNode], scope: Scope): Closure {
    const [left, right] = [this.closure(first, scope), this.closure(second, scope)];
    const [one, other] = [this.known.get(left), this.known.get(right)];
    if (one !== undefined && other !== undefined) return this.fixed(one === other);
    return equal(left, right);
  }

  private node(ast: ASTNode, scope: Scope): Node {
    if (ast.op === 'id') return found(scope.get(ast.args), ast);
    assert(ast.op === '.', `"${ast.op}" names nothing`);
    return found(this.member(this.node(ast.args[0], scope), ast.args[1]), ast);
  }

  private member(node: Node, name: string): Node | undefined {
    if (node.is === 'names') return node.get(name);
    assert(node.is === 'asset', `"${name}" asked of something that has no parts`);
    const path = node.prefix === '' ? name : `${node.prefix}.${name}`;
    const signal = this.lookup.signal(node.asset, path);
    if (signal === undefined) return { is: 'asset', asset: node.asset, prefix: path };
    if ('constant' in signal) return { is: 'value', of: this.fixed(signal.constant) };
    const { slot } = signal;
    this.slots.add(slot);
    if (!this.isExemption) this.needed.add(slot);
    return { is: 'value', of: (context) => context.values[slot], slot };
  }

  private read(node: Node, ast: ASTNode): Closure {
    if (node.is === 'value') return node.of;
    if (node.is === 'field') {
      const { name, item } = node;
      return (context) => context.incident?.field(name, item);
    }
    // An attribute that the site file does not state: unknown.
    if (node.is === 'asset') return constant(undefined);
    return assertNever(ast);
  }

  private conditional(args: [ASTNode, ASTNode, ASTNode], scope: Scope): Closure {
    const [condition, yes, no] = args.map((arg) => this.closure(arg, scope)) as [
      Closure,
      Closure,
      Closure,
    ];
    return (context) => {
      const chosen = condition(context);
      return chosen === undefined ? undefined : chosen ? yes(context) : no(context);
    };
  }

  private membership(args: [ASTNode, ASTNode], scope: Scope): Closure {
    assert(args[1].op === 'list', '"in" wants a list');
    const item = this.closure(args[0], scope);
    return args[1].args
      .map((member) => equal(item, this.closure(member, scope)))
      .reduce(or, constant(false));
  }

  private call(args: [string, ASTNode[]], scope: Scope): Closure {
    const [name, parameters] = args;
    if (name === 'answered') return this.answered(parameters[0]!, scope);
    if (name === 'elapsed') return this.elapsed(parameters, scope);
    if (name === 'certain') return this.certain(parameters[0]!, scope);
    if (name === 'silent') return this.silent(parameters[0]!, scope);
    assert(name === 'atLeast', `unknown function ${name}`);
    const wanted = this.closure(parameters[0]!, scope);
    return atLeast(wanted, this.each(parameters[1]!, parameters[2]!, parameters[3]!, scope));
  }

  private certain(parameter: ASTNode, scope: Scope): Closure {
    return certain(this.exempt(() => this.closure(parameter, scope)));
  }

  /** Compiles what makes no rule blind: its slots are read, and not needed. */
  private exempt<T>(compiling: () => T): T {
    const wasExemption = this.isExemption;
    this.isExemption = true;
    const compiled = compiling();
    this.isExemption = wasExemption;
    return compiled;
  }

  /** Known while the signal is not, so it makes nothing blind. An attribute is never silent. */
  private silent(parameter: ASTNode, scope: Scope): Closure {
    const node = this.exempt(() => this.node(parameter, scope));
    const slot = node.is === 'value' ? node.slot : undefined;
    if (slot === undefined) return this.fixed(false);
    return (context) => context.silent?.[slot];
  }

  private answered(parameter: ASTNode, scope: Scope): Closure {
    const node = this.node(parameter, scope);
    assert(node.is === 'field', 'answered() wants a field of a record');
    const { name, item } = node;
    return (context) => {
      const isAnswered = context.incident?.isAnswered(name, item) ?? false;
      if (!isAnswered) context.isUndecided = true;
      return isAnswered;
    };
  }

  private elapsed(parameters: ASTNode[], scope: Scope): Closure {
    const since = this.closure(parameters[0]!, scope);
    const duration = this.closure(parameters[1]!, scope);
    return (context) => {
      const from = since(context);
      const text = duration(context);
      if (typeof from !== 'number' || typeof text !== 'string') return undefined;
      const flipAt = from + (parseDuration(text) ?? Number.NaN);
      if (context.at >= flipAt) return true;
      if (flipAt < context.nextFlipAt) context.nextFlipAt = flipAt;
      return Number.isNaN(flipAt) ? undefined : false;
    };
  }

  private groupCall(args: [string, ASTNode, ASTNode[]], scope: Scope): Closure {
    const [name, group, parameters] = args;
    const members = this.each(group, parameters[0]!, parameters[1]!, scope);
    return name === 'all'
      ? members.reduce(and, constant(true))
      : members.reduce(or, constant(false));
  }

  /** The condition, once for each member of the group: groups are known when we compile. */
  private each(group: ASTNode, variable: ASTNode, condition: ASTNode, scope: Scope): Closure[] {
    const node = this.node(group, scope);
    assert(node.is === 'group' && variable.op === 'id', 'a group and a name are wanted');
    return node.members.map((asset) => {
      const inner = new Map(scope).set(variable.args, { is: 'asset', asset, prefix: '' });
      return this.closure(condition, inner);
    });
  }
}

function literal(value: unknown): Value {
  if (typeof value === 'bigint') return Number(value);
  assert(
    typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string',
    'a literal that no signal can have',
  );
  return value;
}

function found(node: Node | undefined, ast: ASTNode): Node {
  assert(node !== undefined, `"${ast.input.slice(ast.start, ast.end)}" is unknown here`);
  return node;
}

function assertNever(ast: ASTNode): never {
  throw new Error(`assertion failed: "${ast.input.slice(ast.start, ast.end)}" was not refused`);
}
