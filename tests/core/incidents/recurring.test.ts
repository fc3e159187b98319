/** Shows: plan O-11(1), O-11(3), F-10(1), F-10(2), F-10(6). */
import { expect, test } from 'vitest';
import { type Run, restart, runCore } from '../../support/core-run.ts';
import { playbook, smallSite } from '../../support/small-site.ts';

const H = 3_600_000;
const DAY = 24 * H;

const CHECK = playbook(
  [
    { step: 'F-10(1).look', do: 'form', fields: ['clear'], role: 'duty-engineer', due: '8h' },
    {
      step: 'F-10(1).defect',
      after: ['F-10(1).look'],
      when: "record.clear == 'no'",
      guard: 'incident.actions > 0',
      held: { zh: '先登记整改', en: 'list it first' },
    },
  ],
  {
    playbook: 'patrol',
    opens: { check: '7d', at: '09:00' },
    record: { clear: { type: 'choice', of: ['yes', 'no'], required: true } },
  },
);
const SETTINGS = smallSite({ playbooks: [CHECK] });

const opened = (run: Run) => run.of('incident-opened').map(({ at }) => at / H);

function look(run: Run, at: number, clear: string) {
  const incident = run.of('incident-opened').at(-1)!.data.incident;
  run.tell(at, 'eva', {
    do: 'step',
    incident,
    step: 'F-10(1).look',
    action: 'done',
    fields: { clear },
    version: run.state.seq,
  });
  return incident;
}

function close(run: Run, at: number, incident: string) {
  const command = { do: 'close-incident', incident, outcome: 'real' } as const;
  return run.tell(at, 'eva', { ...command, version: run.state.seq });
}

test('a check opens at its time of day, the first on the day after the start', () => {
  const run = runCore(SETTINGS, { at: 10 * H });
  run.goTo(32 * H);
  expect(opened(run)).toEqual([]);
  run.goTo(34 * H);
  expect(opened(run)).toEqual([33]);
  expect(run.of('incident-opened')[0]!.data).toMatchObject({ about: 'check', source: 'schedule' });
});

test('it comes again so long after it was opened, and only once the last one is ended', () => {
  const run = runCore(SETTINGS);
  run.goTo(9 * H);
  expect(close(run, 10 * H, look(run, 10 * H, 'yes'))).toBeUndefined();
  run.goTo(9 * H + 7 * DAY);
  expect(opened(run)).toEqual([9, 9 + 7 * 24]);
  run.goTo(9 * H + 15 * DAY);
  expect(opened(run), 'the second is still open').toHaveLength(2);
  close(run, 10 * H + 15 * DAY, look(run, 10 * H + 15 * DAY, 'yes'));
  run.goTo(9 * H + 16 * DAY);
  expect(opened(run), 'overdue: with the next time of its day').toHaveLength(3);
});

test('a restart neither forgets nor repeats a check', () => {
  const run = runCore(SETTINGS);
  run.goTo(9 * H);
  close(run, 10 * H, look(run, 10 * H, 'yes'));
  const after = restart(run, SETTINGS, 2 * DAY, 3 * DAY);
  after.goTo(9 * H + 7 * DAY - 1);
  expect(opened(after)).toEqual([]);
  after.goTo(9 * H + 7 * DAY);
  expect(opened(after)).toEqual([9 + 7 * 24]);
});

test('what is wrong becomes an action before the check can be ended', () => {
  const run = runCore(SETTINGS);
  run.goTo(9 * H);
  const incident = look(run, 10 * H, 'no');
  expect(close(run, 10 * H, incident)).toMatchObject({ kind: 'incomplete' });
  const step = { do: 'step', incident, step: 'F-10(1).defect', action: 'done' } as const;
  expect(run.tell(10 * H, 'eva', { ...step, version: run.state.seq })).toMatchObject({
    kind: 'held',
  });
  run.tell(10 * H, 'eva', {
    do: 'add-action',
    incident,
    text: 'clear the drain behind pump 2',
    owner: 'eva',
    reviewer: 'fred',
    dueAt: 2 * DAY,
  });
  expect(run.tell(11 * H, 'eva', { ...step, version: run.state.seq })).toBeUndefined();
  expect(close(run, 11 * H, incident)).toBeUndefined();
});
