/** Shows: practice P-51. */
import { expect, test } from 'vitest';
import { restart, runCore } from '../support/core-run.ts';
import { PEOPLE, person, playbook, SITE, shift, smallSite } from '../support/small-site.ts';

const H = 3_600_000;
const DAY = 24 * H;

const site = { ...SITE, site: { ...SITE.site, 'nightly-look': '03:00' } };
/** Security is told of a step, and nobody is security. */
const LACKING = playbook([{ step: 'F-4.sandbags', role: 'security' }]);
const people = {
  ...PEOPLE,
  people: [...PEOPLE.people, person('mona', ['engineering-manager'])],
  roster: [shift({ 'engineering-manager': ['mona'] })],
};
const SETTINGS = smallSite({ site, playbooks: [LACKING], people });

test('each night what would not work is counted and told to the engineering manager', () => {
  const run = runCore(SETTINGS);
  run.goTo(2 * DAY);
  const looked = run.of('readiness-looked');
  expect(looked.map(({ at }) => at / H)).toEqual([3, 27]);
  expect(looked[0]!.data.findings).toMatchObject({ 'role-empty': 1 });
  const told = run.of('notification-requested');
  expect(told).toHaveLength(2);
  expect(told[0]!.data).toMatchObject({
    template: 'nightly-look',
    role: 'engineering-manager',
    priority: 'low',
    recipients: [{ person: 'mona' }],
  });
  const { findings } = looked[0]!.data;
  const count = Object.values(findings).reduce((sum, each) => sum + each, 0);
  expect(told[0]!.data.parameters).toMatchObject({ count, overdue: 0 });
});

test('a restart does not look twice in a night', () => {
  const run = runCore(SETTINGS);
  run.goTo(4 * H);
  const after = restart(run, SETTINGS, 5 * H, 6 * H);
  after.goTo(26 * H);
  expect(after.of('readiness-looked')).toEqual([]);
});

test('a site that names no time is looked at on demand only', () => {
  const run = runCore(smallSite({ playbooks: [LACKING], people }));
  run.goTo(3 * DAY);
  expect(run.of('readiness-looked')).toEqual([]);
});
