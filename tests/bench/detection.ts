/**
 * Every scenario in virtual time: which hazards were found, none invented, and how long after the
 * fault each alarm and incident came. The seconds are the scenario's own, the same on any machine.
 */
import { resultOf } from '../../src/drills/result.ts';
import { runScenario } from '../../src/drills/run.ts';
import type { Verdict } from '../../src/drills/score.ts';
import { demoConfig, readScenario, SCENARIOS } from '../drills/demo-site.ts';
import type { Benchmark } from './benchmark.ts';
import type { Figure } from './figure.ts';

export const detection: Benchmark = {
  name: 'detection',
  about: 'every scenario: what is found, how long after its fault, and nothing invented',
  measure({ log }) {
    const config = demoConfig();
    const results = SCENARIOS.map((name) =>
      resultOf(runScenario(config, readScenario(name, config))),
    );
    const wrong = results.filter(({ passed }) => !passed).map(({ scenario }) => scenario);
    if (wrong.length > 0) log(`not as expected: ${wrong.join(', ')}`);
    const found = results.flatMap(({ scenario, expectations }) =>
      expectations.flatMap((verdict) => latency(scenario, verdict)),
    );
    const missed = 'scenarios that missed something, or invented it';
    return Promise.resolve([
      { name: missed, unit: 'of all', runs: [wrong.length], aim: { atMost: 0 } },
      ...found,
    ]);
  },
};

/** Seconds from what the expectation counts from to the alarm or incident, against its limit. */
function latency(scenario: string, { after, expect }: Verdict): Figure[] {
  if (after === undefined) return [];
  const what =
    'incident' in expect ? expect.incident : 'alarm' in expect ? expect.alarm : undefined;
  if (what === undefined) return [];
  const name = 'rule' in what ? what.rule : what.playbook;
  const limit = what.within === undefined ? {} : { aim: { atMost: what.within } };
  const kind = 'incident' in expect ? 'incident' : 'alarm';
  return [{ name: `${scenario}: ${kind} ${name}`, unit: 's', runs: [after], ...limit }];
}
