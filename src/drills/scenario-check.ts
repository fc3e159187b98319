/** Checks a scenario against the site: every fault, action, asset, rule, playbook and step exists. */
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
  for (const [index, line] of scenario.script.entries()) {
    const problem =
      line.does === 'fault'
        ? simulation.checkFault(line.fault)
        : line.does === 'action'
          ? simulation.checkAction(line.action)
          : undefined;
    if (problem !== undefined) complain(['script', index], problem);
  }
  const known = namesOf(config);
  for (const [index, expectation] of scenario.expect.entries()) {
    if ('quiet' in expectation) continue;
    const happening = 'never' in expectation ? expectation.never : expectation;
    const problem = checkHappening(happening, known);
    if (problem !== undefined) complain(['expect', index], problem);
  }
}

interface Known {
  assets: ReadonlySet<string>;
  rules: ReadonlySet<string>;
  playbooks: ReadonlySet<string>;
  steps: ReadonlySet<string>;
  fields: ReadonlySet<string>;
}

function namesOf({ core }: Config): Known {
  const playbooks = core.playbooks.map(({ playbook }) => playbook);
  return {
    assets: new Set(core.site.assets.map(({ id }) => id)),
    rules: new Set(core.rules.map(({ rule }) => rule.rule)),
    playbooks: new Set(playbooks.map(({ playbook }) => playbook)),
    steps: new Set(playbooks.flatMap(({ steps }) => steps.map(({ step }) => step))),
    fields: new Set(playbooks.flatMap(({ record }) => Object.keys(record))),
  };
}

function checkHappening(happening: Happening, known: Known): string | undefined {
  const named: [keyof Known, string | undefined][] = [];
  if ('incident' in happening) {
    const { asset, parent, playbook } = happening.incident;
    named.push(['playbooks', playbook], ['playbooks', parent], ['assets', asset]);
  } else if ('alarm' in happening || 'blind' in happening) {
    const { asset, rule } = 'alarm' in happening ? happening.alarm : happening.blind;
    named.push(['rules', rule], ['assets', asset]);
  } else if ('step' in happening) {
    named.push(['steps', happening.step.is], ['assets', happening.step.item]);
  } else if ('held' in happening) {
    named.push(['steps', happening.held.step], ['assets', happening.held.item]);
  } else if ('order' in happening) {
    for (const step of happening.order) named.push(['steps', step]);
  } else if ('record' in happening) {
    named.push(['fields', happening.record.field], ['assets', happening.record.item]);
  } else if ('closed' in happening) named.push(['playbooks', happening.closed.playbook]);
  const wrong = named.find(([list, name]) => name !== undefined && !known[list].has(name));
  return wrong === undefined ? undefined : `"${wrong[1]}" is none of the site's ${wrong[0]}`;
}
