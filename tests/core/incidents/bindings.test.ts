/** To bind a playbook costs far more than to look at an incident: it is done once for a place. */
import { expect, test } from 'vitest';
import { runningOf } from '../../../src/core/incidents/context.ts';
import { runCore } from '../../support/core-run.ts';
import { playbook, smallSite } from '../../support/small-site.ts';

const STEPS = [{ step: 'F-1.look', role: 'duty-engineer' }];

function flooded() {
  const run = runCore(smallSite({ playbooks: [playbook(STEPS, { onePer: 'area' })] }));
  const report = { do: 'report-incident', playbook: 'flooding', source: 'phone' } as const;
  const bound = () =>
    Object.values(run.state.incidents.incidents).map((incident) =>
      runningOf(incident, run.core.compiled.incidents),
    );
  return { run, report, bound };
}

test('a closed incident is looked at with what was bound for it when it was open', () => {
  const { run, report, bound } = flooded();
  run.tell(0, 'eva', { ...report, area: 'corridor' });
  const [whileOpen] = bound();
  const [id] = Object.keys(run.state.incidents.incidents);
  const close = { do: 'close-incident', incident: id!, outcome: 'test', reason: 'x' } as const;
  expect(run.tell(1_000, 'eva', { ...close, version: run.state.seq })).toBeUndefined();
  run.tell(2_000, 'eva', { ...report, area: 'corridor' });
  const [closed, next] = bound();
  expect(closed).toBe(whileOpen);
  expect(next, 'nor is it bound again for the next one there').toBe(whileOpen);
});

test('another place is bound for itself', () => {
  const { run, report, bound } = flooded();
  run.tell(0, 'eva', { ...report, area: 'corridor' });
  run.tell(0, 'eva', { ...report, area: 'A' });
  const [corridor, tower] = bound();
  expect(tower).not.toBe(corridor);
});
