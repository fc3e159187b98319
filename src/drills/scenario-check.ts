/**
 * Checks a scenario against the site: every fault, action, asset, rule, playbook and step exists.
 */
import { createSimulation } from '../../simulators/simulation.ts';
import type { Config } from '../config/load.ts';
import type { Happening, Scenario } from './scenario.ts';
import { simulatedDevices } from './simulated-devices.ts';

export type Complain = (path: (string | number)[], message: string) => void;

export function checkScenario(scenario: Scenario, config: Config, complain: Complain): void {
  const simulation = createSimulation({
    site: config.core.site,
    devices: simulatedDevices(config),
    seed: scenario.seed,
    epochMs: 0,
  });
  const known = namesOf(config);
  for (const [index, line] of scenario.script.entries()) {
    const problem =
      line.does === 'fault'
        ? simulation.checkFault(line.fault)
        : line.does === 'action'
          ? simulation.checkAction(line.action)
          : line.does === 'open'
            ? checkNames([['playbooks', line.playbook]], known)
            : undefined;
    if (problem !== undefined) complain(['script', index], problem);
  }
  for (const [index, expectation] of scenario.expect.entries()) {
    if ('quiet' in expectation) continue;
    const problem =
      'incidents' in expectation
        ? checkNames([['playbooks', expectation.incidents.playbook]], known)
        : checkHappening('never' in expectation ? expectation.never : expectation, known);
    if (problem !== undefined) complain(['expect', index], problem);
  }
}

interface Known {
  templates: ReadonlySet<string>;
  assets: ReadonlySet<string>;
  rules: ReadonlySet<string>;
  playbooks: ReadonlySet<string>;
  steps: ReadonlySet<string>;
  fields: ReadonlySet<string>;
}

function namesOf({ core, texts }: Config): Known {
  const playbooks = core.playbooks.map(({ playbook }) => playbook);
  return {
    templates: new Set(Object.keys(texts)),
    assets: new Set(core.site.assets.map(({ id }) => id)),
    rules: new Set(core.rules.map(({ rule }) => rule.rule)),
    playbooks: new Set(playbooks.map(({ playbook }) => playbook)),
    steps: new Set(playbooks.flatMap(({ steps }) => steps.map(({ step }) => step))),
    fields: new Set(playbooks.flatMap(({ record }) => Object.keys(record))),
  };
}

/** What it should be one of, and what was found. */
type Named = [keyof Known, string | undefined];

function checkHappening(happening: Happening, known: Known): string | undefined {
  const named: Named[] = [];
  if ('incident' in happening) {
    const { asset, parent, playbook } = happening.incident;
    named.push(['playbooks', playbook], ['playbooks', parent], ['assets', asset]);
  } else if ('alarm' in happening || 'blind' in happening) {
    const { asset, rule } = 'alarm' in happening ? happening.alarm : happening.blind;
    named.push(['rules', rule], ['assets', asset]);
  } else if ('told' in happening) named.push(['templates', happening.told.message]);
  else if ('step' in happening) {
    named.push(['steps', happening.step.is], ['assets', happening.step.item]);
  } else if ('held' in happening) {
    named.push(['steps', happening.held.step], ['assets', happening.held.item]);
  } else if ('order' in happening) {
    for (const step of happening.order) named.push(['steps', step]);
  } else if ('record' in happening) {
    named.push(['fields', happening.record.field], ['assets', happening.record.item]);
  } else if ('closed' in happening) {
    named.push(['playbooks', happening.closed.playbook], ['assets', happening.closed.asset]);
  }
  return checkNames(named, known);
}

function checkNames(named: readonly Named[], known: Known): string | undefined {
  const wrong = named.find(([list, name]) => name !== undefined && !known[list].has(name));
  return wrong === undefined ? undefined : `"${wrong[1]}" is none of the site's ${wrong[0]}`;
}
