/** Shows: practice P-42. */
import { expect, test } from 'vitest';
import { type Run, runCore } from '../../support/core-run.ts';
import { rule, smallSite } from '../../support/small-site.ts';

const MIN = 60_000;
const WET = rule({ raises: { priority: 'critical' } });
const at = (run: Run, type: Parameters<Run['of']>[0]) =>
  run.of(type).map((event) => event.at / MIN);

test('whoever leaves the desk is told by all his channels at once, and the next role knows', () => {
  const run = runCore(smallSite({ rules: [WET] }));
  run.tell(1 * MIN, 'eva', { do: 'leave-desk' });
  expect(run.of('notification-requested')[0]!.data).toMatchObject({
    template: 'desk-left',
    role: 'shift-foreman',
  });
  run.say(2 * MIN, { 'W1.wet': true });
  const told = run.of('notification-requested').at(-1)!.data;
  expect(told.recipients.map(({ person, channel }) => `${person} ${channel}`)).toEqual([
    'eva console',
    'eva group',
    'eva mail',
  ]);
});

test('at the desk the mail comes half a minute later, as the plan of channels says', () => {
  const run = runCore(smallSite({ rules: [WET] }));
  run.say(2 * MIN, { 'W1.wet': true });
  const [first] = run.of('notification-requested');
  expect(first!.data.recipients.map(({ channel }) => channel)).toEqual(['console', 'group']);
});

test('he checks in each ten minutes; one who does not is missed, and that rings', () => {
  const run = runCore(smallSite());
  run.tell(0, 'eva', { do: 'leave-desk' });
  run.tell(9 * MIN, 'eva', { do: 'check-in' });
  run.goTo(18 * MIN);
  expect(run.of('check-in-missed')).toEqual([]);
  run.goTo(25 * MIN);
  expect(at(run, 'check-in-missed')).toEqual([19, 24]);
  expect(run.of('escalation-started').map(({ data }) => [data.role, data.priority])).toEqual([
    ['shift-foreman', 'critical'],
  ]);
});

test('back at the desk nobody is missed any more', () => {
  const run = runCore(smallSite());
  run.tell(0, 'eva', { do: 'leave-desk' });
  run.tell(5 * MIN, 'eva', { do: 'return-to-desk' });
  run.goTo(60 * MIN);
  expect(run.of('check-in-missed')).toEqual([]);
  expect(run.tell(61 * MIN, 'eva', { do: 'check-in' })).toMatchObject({ kind: 'invalid' });
});

test('nobody who is unknown leaves it', () => {
  const run = runCore(smallSite());
  expect(run.tell(0, 'token:bms', { do: 'leave-desk' })).toMatchObject({ kind: 'forbidden' });
});
