/** One incident of one playbook, reported by a person at 0 s, and what people do to it. */

import type { Actor } from '../../../src/core/event.ts';
import type { Incident } from '../../../src/core/incidents/incident.ts';
import type { Command, Refusal, StepAction } from '../../../src/core/input.ts';
import { type Run, runCore } from '../../support/core-run.ts';
import { PEOPLE, type PeopleInput, playbook, smallSite } from '../../support/small-site.ts';

interface Opened extends Run {
  incident(): Incident;
  /** Step key → state; a step that asks is `asking`. */
  steps(): Record<string, string>;
  work(at: number, key: string, action: StepAction, who?: string | Actor): Refusal | undefined;
  close(at: number, outcome: 'real' | 'false', reason?: string): Refusal | undefined;
}

export function openIncident(
  steps: Parameters<typeof playbook>[0],
  record: NonNullable<Parameters<typeof playbook>[1]>['record'] = {},
  asset = 'W1',
  people: PeopleInput = PEOPLE,
): Opened {
  const run = runCore(smallSite({ people, playbooks: [playbook(steps, { record })] }));
  const report: Command = { do: 'report-incident', playbook: 'flooding', asset, source: 'phone' };
  run.tell(0, 'eva', report);
  const incident = () => Object.values(run.state.incidents.incidents)[0]!;
  return Object.assign(run, {
    incident,
    steps: () =>
      Object.fromEntries(
        Object.entries(incident().steps).map(([key, step]) => [
          key,
          step.isAsking && step.state === 'active' ? 'asking' : step.state,
        ]),
      ),
    work(at: number, key: string, action: StepAction, who: string | Actor = 'eva') {
      run.goTo(at);
      const [step, item] = key.split('@') as [string, string?];
      const version = run.state.seq;
      const to = { do: 'step', incident: incident().id, step, version } as const;
      return run.tell(at, who, { ...to, ...action, ...(item === undefined ? {} : { item }) });
    },
    close(at: number, outcome: 'real' | 'false', reason?: string) {
      run.goTo(at);
      const to = { do: 'close-incident', incident: incident().id, version: run.state.seq } as const;
      return run.tell(at, 'eva', { ...to, outcome, ...(reason === undefined ? {} : { reason }) });
    },
  });
}
