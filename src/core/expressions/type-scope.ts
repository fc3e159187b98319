/**
 * What names may stand for while an expression is checked: the types that `compile.ts` later binds
 * to assets and values. One structure serves the library's checker and our own checks.
 */
import type { Kinds } from '../site/kinds.ts';
import { type Environment, kindType, MOMENT } from './environment.ts';

export type TypeNode =
  | { is: 'kind'; kind: string }
  | { is: 'group'; kind: string }
  | { is: 'names'; members: Readonly<Record<string, TypeNode>> }
  /** `values`: the names an enum may take; `field`: a field of a record. */
  | { is: 'leaf'; type: LeafType; values?: readonly string[]; field?: boolean };

export type LeafType = 'bool' | 'number' | 'string' | 'moment' | 'list';

export type TypeScope = ReadonlyMap<string, TypeNode>;

const LEAF_CEL = {
  bool: 'bool',
  number: 'double',
  string: 'string',
  moment: MOMENT,
  list: 'list<string>',
} as const;

/** The environment with the scope's names declared; the given one stays as it is. */
export function declare(environment: Environment, scope: TypeScope): Environment {
  const clone = environment.clone();
  for (const [name, node] of scope)
    clone.registerVariable(name, celType(clone, `Names_${name}`, node));
  return clone;
}

function celType(environment: Environment, name: string, node: TypeNode): string {
  switch (node.is) {
    case 'kind':
      return kindType(node.kind);
    case 'group':
      return `list<${kindType(node.kind)}>`;
    case 'leaf':
      return LEAF_CEL[node.type];
    case 'names': {
      const fields: Record<string, string> = {};
      for (const [member, inner] of Object.entries(node.members)) {
        fields[member] = celType(environment, `${name}_${member}`, inner);
      }
      environment.registerType(name, { fields });
      return name;
    }
    default:
      return node satisfies never;
  }
}

/** The node that a dotted path stands for, or undefined. `path[0]` is the variable. */
export function typeAt(
  scope: TypeScope,
  kinds: Kinds,
  path: readonly string[],
): TypeNode | undefined {
  let node = scope.get(path[0]!);
  for (let i = 1; i < path.length && node !== undefined; i++) {
    if (node.is === 'kind') return signalType(kinds, node.kind, path.slice(i).join('.'));
    node = node.is === 'names' ? node.members[path[i]!] : undefined;
  }
  return node;
}

function signalType(kinds: Kinds, kind: string, name: string): TypeNode | undefined {
  const signal = kinds[kind]?.signals[name];
  if (signal !== undefined) {
    return leaf(signal.type, signal.values === undefined ? undefined : Object.keys(signal.values));
  }
  const attribute = kinds[kind]?.attributes[name];
  return attribute === undefined ? undefined : leaf(attribute.type, attribute.values);
}

function leaf(
  type: 'bool' | 'number' | 'enum' | 'string',
  values: readonly string[] | undefined,
): TypeNode {
  const simple = type === 'enum' ? 'string' : type;
  return values === undefined ? { is: 'leaf', type: simple } : { is: 'leaf', type: simple, values };
}
