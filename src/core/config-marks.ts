/** Which rules and playbooks a configuration holds, by hash: what `config-loaded` says. */
import type { CoreSettings } from './settings.ts';

export function configMarks(core: CoreSettings): {
  hash: string;
  rules: Record<string, string>;
  playbooks: Record<string, string>;
} {
  return {
    hash: core.hash,
    rules: Object.fromEntries(core.rules.map(({ rule, hash }) => [rule.rule, hash])),
    playbooks: Object.fromEntries(
      core.playbooks.map(({ playbook, version }) => [playbook.playbook, version]),
    ),
  };
}
