import { expect, test } from 'vitest';
import { type LedgerSources, latencyLedger } from '../../../src/core/incidents/ledger.ts';
import { type Run, runCore } from '../../support/core-run.ts';
import { MINUTE, playbook, rule, smallSite } from '../../support/small-site.ts';

const S = 1_000;
const HOLD = 30 * S;

/** A wet zone, held for 30 s; an engineer goes there and cuts the water. */
function flooded(): Run {
  const steps = [
    { step: 'F-1.there', role: 'duty-engineer', due: '5m' },
    { step: 'F-3.cut', role: 'duty-engineer', due: '10m', from: 'opened' },
  ];
  const milestones = [
    { milestone: 'there', step: 'F-1.there', text: { zh: '到场', en: 'There' } },
    { milestone: 'cut', step: 'F-3.cut', text: { zh: '切断', en: 'Cut' } },
  ];
  const run = runCore(
    smallSite({
      rules: [
        rule({
          when: 'leak.wet',
          for: '30s',
          raises: { hazard: 'flooding', evidence: 'suspected', priority: 'high', latch: true },
        }),
      ],
      playbooks: [{ ...playbook(steps), milestones }],
    }),
  );
  run.say(10 * S, { 'W1.wet': true });
  run.goTo(40 * S);
  return run;
}

function ledgerOf(run: Run): string[] {
  const { state, core } = run;
  const incident = Object.values(state.incidents.incidents)[0]!;
  const sources: LedgerSources = {
    playbook: core.live.incidents.running.get(incident.id)?.playbook,
    alarms: incident.alarms.map((id) => state.alarms.alarms[id]!),
    notifications: Object.values(state.duty.notifications),
    holdOf: () => HOLD,
  };
  return latencyLedger(incident, sources).map(({ moment, at, limitAt }) =>
    [moment, at === undefined ? '-' : at / S, limitAt === undefined ? '' : `≤${limitAt / S}`]
      .join(' ')
      .trim(),
  );
}

test('every stage has its moment, from the change in the field on', () => {
  const run = flooded();
  const { text } = Object.values(run.state.alarms.alarms)[0]!;
  const answerBy = 40 + text.within / S;
  expect(ledgerOf(run), 'what has not come has no time').toEqual([
    'field 10',
    'alarm 40',
    'incident 40',
    'told -',
    `answered - ≤${answerBy}`,
    // 5 min from its becoming active at 40 s, 10 min from the opening
    'there - ≤340',
    'cut - ≤640',
  ]);
  const [notification] = Object.values(run.state.duty.notifications);
  const [recipient] = notification!.recipients;
  run.input(42 * S, {
    type: 'delivery',
    notification: notification!.id,
    person: recipient!.person,
    channel: recipient!.channel,
    result: 'delivered',
    attempt: 1,
  });
  run.tell(55 * S, 'eva', {
    do: 'answer-notification',
    notification: notification!.id,
    answer: 'coming',
  });
  const incident = Object.values(run.state.incidents.incidents)[0]!;
  const step = { do: 'step', incident: incident.id, step: 'F-1.there', action: 'done' } as const;
  run.tell(4 * MINUTE, 'eva', { ...step, version: run.state.seq });
  expect(ledgerOf(run).slice(3)).toEqual([
    'told 42',
    `answered 55 ≤${answerBy}`,
    'there 240 ≤340',
    'cut - ≤640',
  ]);
});

test('an emergency that a person reported has no alarm, and says so by leaving it open', () => {
  const run = runCore(smallSite({ playbooks: [playbook([{ step: 'F-1.there' }])] }));
  run.tell(5 * S, 'eva', {
    do: 'report-incident',
    playbook: 'flooding',
    area: 'corridor',
    source: 'phone',
  });
  expect(ledgerOf(run)).toEqual(['field -', 'alarm -', 'incident 5', 'told -', 'answered -']);
});
