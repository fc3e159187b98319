/** Shows: practice P-26. */
import { expect, test } from 'vitest';
import { siteSchema } from '../../../src/core/site/site.ts';
import { runCore } from '../../support/core-run.ts';
import { playbook, SITE, smallSite } from '../../support/small-site.ts';

const text = (words: string) => ({ zh: words, en: words });
const site = siteSchema.parse({
  ...SITE,
  areas: [
    { id: 'A', kind: 'building', name: text('Tower A'), arrival: 'k7m2qx' },
    { id: 'B', kind: 'building', name: text('Tower B'), arrival: 'w9t5hc' },
    ...SITE.areas.filter(({ id }) => id !== 'A'),
  ],
  assets: SITE.assets.map(({ serves: _, ...asset }) => asset),
  water: {},
});
const STEPS = [
  { step: 'F-1.look', role: 'duty-engineer' },
  {
    step: 'F-1.brief',
    role: 'duty-engineer',
    guard: "elapsed(incident.arrivedAt, '1m')",
    held: text('Nobody is there for a minute yet'),
  },
];

function flooded(area: string) {
  const run = runCore(smallSite({ site, playbooks: [playbook(STEPS, { onePer: 'building' })] }));
  run.tell(0, 'eva', { do: 'report-incident', playbook: 'flooding', area, source: 'phone' });
  return { run, incident: () => Object.values(run.state.incidents.incidents)[0]! };
}

test('whoever reads the code of a tower has arrived at the emergency there', () => {
  const { run, incident } = flooded('corridor');
  expect(run.tell(60_000, 'fred', { do: 'arrive', code: 'k7m2qx' })).toBeUndefined();
  expect(incident().arrivals).toEqual([{ person: 'fred', area: 'A', at: 60_000 }]);
});

test.each([
  ['w9t5hc', 'no emergency at B waits for anybody'],
  ['guessed', 'there is no place with this code'],
])('the code %s proves nothing: %s', (code, message) => {
  const { run, incident } = flooded('corridor');
  expect(run.tell(60_000, 'fred', { do: 'arrive', code })?.message).toBe(message);
  expect(incident().arrivals).toEqual([]);
});

test('once the danger is over nobody is waited for', () => {
  const { run, incident } = flooded('corridor');
  const close = { do: 'close-incident', incident: incident().id, outcome: 'test' } as const;
  run.tell(1_000, 'eva', { ...close, reason: 'x', version: run.state.seq });
  expect(run.tell(60_000, 'fred', { do: 'arrive', code: 'k7m2qx' })?.kind).toBe('invalid');
});

test('a playbook sees when the first one came', () => {
  const { run, incident } = flooded('corridor');
  const brief = (at: number) => {
    const { id: of } = incident();
    const did = { do: 'step', incident: of, step: 'F-1.brief', action: 'done' } as const;
    return run.tell(at, 'eva', { ...did, version: run.state.seq });
  };
  expect(brief(50_000)?.kind).toBe('held');
  run.tell(60_000, 'fred', { do: 'arrive', code: 'k7m2qx' });
  run.tell(90_000, 'eva', { do: 'arrive', code: 'k7m2qx' });
  expect(brief(119_000)?.kind).toBe('held');
  expect(brief(120_000)).toBeUndefined();
});
