/**
 * `config/rules/*.yaml`: every file's derived signals first, then every rule against all of them.
 */
import type { z } from 'zod';
import { withDerived } from '../core/compiled.ts';
import { isKindScope } from '../core/incidents/names.ts';
import type { Playbook } from '../core/incidents/playbook.ts';
import { createRuleChecker } from '../core/rules/check.ts';
import { type Rule, rulesFileSchema } from '../core/rules/rule.ts';
import type { Derived } from '../core/signals/derived.ts';
import type { Kinds } from '../core/site/kinds.ts';
import type { Topology } from '../core/site/topology.ts';
import type { Reader, ReadFile } from './reader.ts';

export interface RuleFiles {
  files: readonly ReadFile<z.infer<typeof rulesFileSchema>>[];
  rules: Rule[];
  derived: Derived[];
  /** The kinds with the derived signals as signals. */
  kinds: Kinds;
}

export function readRules(
  reader: Reader,
  folder: string,
  written: Kinds,
  topology: Topology,
): RuleFiles {
  const files = reader.list(folder).flatMap((path) => reader.read(path, rulesFileSchema) ?? []);
  const derived = files.flatMap((file) => file.data.derived);
  const kinds = withDerived(written, derived);
  const checker = createRuleChecker(kinds, written, topology);
  const seen = new Set<string>();
  const once = (id: string, complain: (message: string) => void): void => {
    if (seen.has(id)) complain(`"${id}" is there twice`);
    seen.add(id);
  };
  for (const file of files) {
    for (const [index, definition] of file.data.derived.entries()) {
      once(definition.signal, (message) => file.complain(['derived', index, 'signal'], message));
      for (const { path, message, offset } of checker.derived(definition)) {
        file.complain(['derived', index, ...path], message, offset);
      }
    }
    for (const [index, rule] of file.data.rules.entries()) {
      once(rule.rule, (message) => file.complain(['rules', index, 'rule'], message));
      for (const { path, message, offset } of checker.rule(rule)) {
        file.complain(['rules', index, ...path], message, offset);
      }
    }
  }
  return { files, rules: files.flatMap((file) => file.data.rules), derived, kinds };
}

/** A hazard that no playbook answers would raise an alarm of which nobody is told. */
export function checkHazards(
  { files }: Pick<RuleFiles, 'files'>,
  playbooks: readonly Playbook[],
): void {
  for (const file of files) {
    for (const [index, rule] of file.data.rules.entries()) {
      const { hazard } = rule.raises;
      if (hazard === undefined) continue;
      const playbook = playbooks.find(({ opens }) => opens.hazard === hazard);
      const path = ['rules', index, 'raises', 'hazard'];
      if (playbook === undefined) file.complain(path, `no playbook opens ${hazard}`);
      else if (isKindScope(playbook) && playbook.opens['one-per'] !== rule.each) {
        const kind = playbook.opens['one-per'];
        const message = `playbook ${playbook.playbook} opens one per ${kind}, not per ${rule.each}`;
        file.complain(path, message);
      }
    }
  }
}
