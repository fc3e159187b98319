import { expect, test } from 'vitest';
import { runningOf } from '../../../src/core/incidents/context.ts';
import { harmClocks, waterClocks } from '../../../src/core/incidents/harms.ts';
import { incidentContext } from '../../../src/core/incidents/running.ts';
import { BAD, type Run, runCore } from '../../support/core-run.ts';
import { MINUTE, playbook, rule, smallSite } from '../../support/small-site.ts';

const S = 1_000;
const text = (words: string) => ({ zh: words, en: words });

const HARMS = [
  { harm: 'limit', text: text('limit'), after: 'site.contractorLimit' },
  { harm: 'two-hours', text: text('two hours'), after: '2h', while: '!answered(record.out)' },
  {
    harm: 'overflow',
    text: text('overflow'),
    each: 'sump in affected',
    // 2 m is the rim, the pit rises 0.1 m a minute
    minutes: '(2.0 - sump.levelM) / 0.1',
    while: '!sump.running',
  },
];

function flooded(): Run {
  const settings = smallSite({
    rules: [
      rule({
        when: 'leak.wet',
        for: '0s',
        raises: { hazard: 'flooding', evidence: 'suspected', priority: 'high', latch: true },
      }),
    ],
    playbooks: [
      {
        ...playbook([{ step: 'F-1.out', do: 'form', fields: ['out'] }], {
          onePer: 'building',
          record: { out: { type: 'text' } },
        }),
        harms: HARMS,
      },
    ],
  });
  const run = runCore(settings);
  run.say(10 * S, { 'W1.wet': true });
  return run;
}

function clocksOf(run: Run) {
  const { core, state } = run;
  const incident = Object.values(state.incidents.incidents)[0]!;
  const running = runningOf(incident, core.compiled.incidents)!;
  const { good } = core.live.table;
  const context = incidentContext(incident, good, run.at, state);
  return harmClocks(incident, running.harms, context).map(({ harm, asset, at }) =>
    [harm, asset, at === undefined ? '?' : at / S].filter((part) => part !== undefined).join(' '),
  );
}

test('clocks count from the opening, or follow telemetry, and say where nobody can tell', () => {
  const run = flooded();
  // 10 s + 30 min = 1810 s; 10 s + 2 h = 7210 s
  expect(clocksOf(run), 'the pit has not been heard').toEqual([
    'limit 1810',
    'two-hours 7210',
    'overflow S1 ?',
  ]);
  run.say(20 * S, { 'S1.levelM': 1.5, 'S1.running': false });
  // (2 - 1.5) / 0.1 = 5 min from now
  expect(clocksOf(run)).toEqual(['overflow S1 320', 'limit 1810', 'two-hours 7210']);
  run.say(30 * S, { 'S1.levelM': BAD });
  expect(clocksOf(run)).toContain('overflow S1 ?');
  run.say(40 * S, { 'S1.levelM': 1.5, 'S1.running': true });
  expect(clocksOf(run), 'the pump runs').toEqual(['limit 1810', 'two-hours 7210']);
  run.say(50 * S, { 'S1.levelM': 2.1, 'S1.running': false });
  expect(clocksOf(run), 'over the rim is no time to come').toContain('overflow S1 ?');
});

test('an answer ends a clock', () => {
  const run = flooded();
  const [incident] = Object.keys(run.state.incidents.incidents);
  const { version } = run.state.incidents.incidents[incident!]!.steps['F-1.out']!;
  const answer = { action: 'answer', fields: { out: 'all' }, version } as const;
  run.tell(60 * S, 'eva', { do: 'step', incident: incident!, step: 'F-1.out', ...answer });
  expect(clocksOf(run)).not.toContain('two-hours 7210');
});

test('water is followed from the floors of the incident’s own alarms', () => {
  const run = flooded();
  run.say(5 * MINUTE, { 'W2.wet': true });
  const { topology } = run.core.compiled;
  const protectedSite = {
    ...topology,
    site: {
      ...topology.site,
      areas: topology.site.areas.map((area) =>
        area.id === 'switch-room' ? { ...area, protect: 1 } : area,
      ),
      water: { spreads: [['corridor', 'switch-room', 10 * MINUTE] as [string, string, number]] },
    },
  };
  const incident = Object.values(run.state.incidents.incidents)[0]!;
  const clocks = waterClocks(incident, run.state.alarms.alarms, protectedSite);
  expect(clocks).toMatchObject([{ area: 'switch-room', at: 15 * MINUTE }]);
});
