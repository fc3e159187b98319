/**
 * `config/rules/*.yaml`: every file's derived signals first, then every rule against all of them.
 */
import { z } from 'zod';
import { withDerived } from '../core/compiled.ts';
import { isKindScope } from '../core/incidents/names.ts';
import type { Playbook } from '../core/incidents/playbook.ts';
import { createRuleChecker } from '../core/rules/check.ts';
import { type Rule, ruleSchema, rulesFileSchema } from '../core/rules/rule.ts';
import { type Derived, derivedSchema } from '../core/signals/derived.ts';
import type { Kinds } from '../core/site/kinds.ts';
import type { Topology } from '../core/site/topology.ts';
import type { Reader, ReadFile } from './reader.ts';

/** One entry of a file, and a way to complain about a place in it. */
interface Entry<T> {
  data: T;
  complain: ReadFile<unknown>['complain'];
}

export interface RuleFiles {
  rules: readonly Entry<Rule>[];
  derived: Derived[];
  /** The kinds with the derived signals as signals. */
  kinds: Kinds;
  /** A derived signal is wrong or could not be read: expressions that name it are not judged. */
  isPartial: boolean;
}

/** Entries are read one by one, so that a mistake in one hides none in another. */
const shellSchema = rulesFileSchema.extend({
  derived: z.array(z.unknown()).default([]),
  rules: z.array(z.unknown()),
});

export function readRules(
  reader: Reader,
  folder: string,
  written: Kinds,
  topology: Topology,
): RuleFiles {
  const paths = reader.list(folder);
  const files = paths.flatMap((path) => reader.read(path, shellSchema) ?? []);
  const derived = files.flatMap((file) => readEntries(file, 'derived', derivedSchema));
  const rules = files.flatMap((file) => readEntries(file, 'rules', ruleSchema));
  const all = derived.map(({ data }) => data);
  const kinds = withDerived(written, all);
  const checker = createRuleChecker(kinds, written, topology);
  const stated = files.reduce((count, file) => count + file.data.derived.length, 0);
  let isPartial = files.length < paths.length || all.length < stated;
  const seen = new Set<string>();
  const once = (id: string, key: string, { complain }: Entry<unknown>): void => {
    if (seen.has(id)) complain([key], `"${id}" is there twice`);
    seen.add(id);
  };
  for (const entry of derived) {
    once(entry.data.signal, 'signal', entry);
    const problems = checker.derived(entry.data);
    for (const { path, message, offset } of problems) entry.complain(path, message, offset);
    // With a wrong `until` the signal is still there to be named.
    if (problems.some(({ path }) => path[0] !== 'until')) isPartial = true;
  }
  for (const entry of rules) {
    once(entry.data.rule, 'rule', entry);
    if (isPartial) continue;
    for (const { path, message, offset } of checker.rule(entry.data)) {
      entry.complain(path, message, offset);
    }
  }
  return { rules, derived: all, kinds, isPartial };
}

function readEntries<S extends z.ZodType>(
  file: ReadFile<z.infer<typeof shellSchema>>,
  list: 'derived' | 'rules',
  schema: S,
): Entry<z.infer<S>>[] {
  return file.data[list].flatMap((_, index) => {
    const data = file.parse([list, index], schema);
    const complain: Entry<unknown>['complain'] = (path, message, offset) =>
      file.complain([list, index, ...path], message, offset);
    return data === undefined ? [] : [{ data, complain }];
  });
}

/** A hazard that no playbook answers would raise an alarm of which nobody is told. */
export function checkHazards(
  { rules }: Pick<RuleFiles, 'rules'>,
  playbooks: readonly Playbook[],
): void {
  for (const { data: rule, complain } of rules) {
    const hazard = rule.raises?.hazard;
    if (hazard === undefined) continue;
    const playbook = playbooks.find(({ opens }) => opens.hazard === hazard);
    const path = ['raises', 'hazard'];
    if (playbook === undefined) complain(path, `no playbook opens ${hazard}`);
    else if (isKindScope(playbook) && playbook.opens['one-per'] !== rule.each) {
      const kind = playbook.opens['one-per'];
      complain(path, `playbook ${playbook.playbook} opens one per ${kind}, not per ${rule.each}`);
    }
  }
}
