/**
 * Checks rules and derived signals against the building: every expression on every asset that it
 * will be bound to. Gives problems by field; the loader knows the lines.
 */
import { checkExpression } from '../expressions/check.ts';
import { createEnvironment, type Environment } from '../expressions/environment.ts';
import { AREA_FACTS, namesFor } from '../expressions/relations.ts';
import type { TypeNode } from '../expressions/type-scope.ts';
import { type Derived, sourceSignal, withoutKind } from '../signals/derived.ts';
import type { Kinds } from '../site/kinds.ts';
import type { Asset } from '../site/site.ts';
import type { Topology } from '../site/topology.ts';
import type { Rule } from './rule.ts';

/** `path` starts inside the rule or definition; `offset` counts characters in that field. */
export interface FieldProblem {
  path: readonly (string | number)[];
  message: string;
  offset?: number;
}

export interface RuleChecker {
  /** Problems of one rule; `kinds` must hold the derived signals already. */
  rule(rule: Rule): FieldProblem[];
  derived(derived: Derived): FieldProblem[];
}

/** `written`: the kinds without derived signals, which a derived one may read and not replace. */
export function createRuleChecker(kinds: Kinds, written: Kinds, topology: Topology): RuleChecker {
  const environment = createEnvironment(kinds);
  const context = { kinds, topology, environment };
  return {
    rule: (rule) => checkRule(rule, context),
    derived: (derived) => checkDerived(derived, written, context),
  };
}

interface Context {
  kinds: Kinds;
  topology: Topology;
  environment: Environment;
}

function checkRule(rule: Rule, context: Context): FieldProblem[] {
  if (context.kinds[rule.each] === undefined) {
    return [{ path: ['each'], message: unknownKind(rule.each, context.kinds) }];
  }
  const { lost, where } = rule;
  const logic = rule['suppressed-by']?.when;
  // Facts of the asset and of its area: known when the files are read.
  const own: ReadonlyMap<string, TypeNode> = new Map<string, TypeNode>([
    [rule.each, { is: 'kind', kind: rule.each }],
    ['area', { is: 'names', members: AREA_FACTS }],
  ]);
  const whereProblems = where === undefined ? [] : checkText(where, ['where'], own, context);
  return [
    ...whereProblems,
    ...onEveryAsset(rule.when, ['when'], rule.each, context),
    ...(lost === undefined ? [] : onEveryAsset(lost.while, ['lost', 'while'], rule.each, context)),
    ...(logic === undefined
      ? []
      : onEveryAsset(logic, ['suppressed-by', 'when'], rule.each, context)),
  ];
}

function checkDerived(derived: Derived, written: Kinds, context: Context): FieldProblem[] {
  const kind = written[derived.each];
  if (kind === undefined) {
    return [{ path: ['each'], message: unknownKind(derived.each, context.kinds) }];
  }
  const verb = 'latched' in derived ? 'latched' : 'rate' in derived ? 'rate' : 'count';
  const source =
    'latched' in derived ? derived.latched : 'rate' in derived ? derived.rate : derived.count;
  const problems: FieldProblem[] = [];
  for (const [path, target] of [
    ['signal', derived.signal],
    [verb, source],
  ] as const) {
    if (target.split('.')[0] === derived.each) continue;
    problems.push({ path: [path], message: `"${target}" is not of kind ${derived.each}` });
  }
  const name = withoutKind(derived.signal);
  const clash = Object.keys(kind.signals).find(
    (known) => known === name || known.startsWith(`${name}.`) || name.startsWith(`${known}.`),
  );
  if (clash !== undefined) {
    problems.push({ path: ['signal'], message: `"${name}" clashes with the signal ${clash}` });
  }
  const definition = kind.signals[sourceSignal(derived)];
  const wanted = verb === 'latched' ? ['bool'] : verb === 'rate' ? ['number'] : ['bool', 'number'];
  if (definition === undefined || !wanted.includes(definition.type)) {
    const message = `"${source}" is no ${wanted.join(' or ')} signal of ${derived.each}`;
    problems.push({ path: [verb], message });
  }
  if (problems.length > 0 || !('until' in derived)) return problems;
  return onEveryAsset(derived.until, ['until'], derived.each, context);
}

/** Relations differ from asset to asset; the same signature is checked once. */
function onEveryAsset(
  text: string,
  path: FieldProblem['path'],
  kind: string,
  context: Context,
): FieldProblem[] {
  const bySignature = new Map<string, Asset>();
  for (const asset of context.topology.site.assets) {
    if (asset.kind !== kind) continue;
    bySignature.set(context.topology.feeder(asset.id)?.kind ?? '', asset);
  }
  for (const asset of bySignature.values()) {
    const { types } = namesFor(asset, context.topology);
    const problems = checkText(text, path, types, context);
    if (problems.length === 0) continue;
    if (!types.has('feeder') && /\bfeeder\b/.test(text)) {
      return problems.map((found) => ({
        ...found,
        message: `${found.message} (${asset.id} has no fed-by)`,
      }));
    }
    return problems;
  }
  return [];
}

function checkText(
  text: string,
  path: FieldProblem['path'],
  scope: ReadonlyMap<string, TypeNode>,
  { environment, kinds }: Context,
): FieldProblem[] {
  const checked = checkExpression(text, { environment, kinds, scope, expected: 'bool' });
  return 'ast' in checked ? [] : checked.problems.map((problem) => ({ ...problem, path }));
}

function unknownKind(kind: string, kinds: Kinds): string {
  return `there is no kind "${kind}": expected one of ${Object.keys(kinds).join(', ')}`;
}
