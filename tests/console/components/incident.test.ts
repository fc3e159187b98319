import { expect, test } from 'vitest';
import type { NotificationInfo, StepInfo } from '../../../src/api/contract.ts';
import { dueFor } from '../../../src/console/components/incident/due-order.ts';
import { lastMomentAt } from '../../../src/console/components/incident/last-moment.ts';
import {
  itemsLackingBetween,
  stepClause,
} from '../../../src/console/components/incident/step-clause.ts';
import { whoWasTold } from '../../../src/console/components/incident/told.ts';
import { rolesTold } from '../../../src/console/components/incident/told-roles.ts';
import { entrapmentAt } from '../fixtures/incidents.ts';

const NOW = 10_000_000;
const { steps, notifications } = entrapmentAt(NOW);
const dueKeys = (roles: string[]) => dueFor(steps, roles).map(({ key }) => key);

test('the step that is due first for the own role stands first', () => {
  expect(dueKeys(['security'])[0]).toBe('E-2.on-scene');
  expect(dueKeys(['duty-engineer']).slice(0, 2)).toEqual(['E-1.confirm', 'E-1.locate']);
});

test('who approves sees the approval first', () => {
  expect(dueKeys(['duty-leader'])[0]).toBe('E-5.consent');
});

test('without a role the most urgent stands first, and nothing that is done or waits', () => {
  expect(dueKeys([])[0]).toBe('E-1.confirm');
  expect(dueKeys([])).not.toContain('E-4.dispatch');
  expect(dueKeys([])).not.toContain('E-8.repair');
});

test('what telemetry verifies by itself comes after what a person has to do', () => {
  const verify = { ...steps[1]!, key: 'E-7.x', do: 'verify', dueAt: NOW - 999_999 } as StepInfo;
  const due = dueFor([verify, ...steps], ['duty-engineer']).map(({ key }) => key);
  expect(due.indexOf('E-7.x')).toBeGreaterThan(due.indexOf('E-6.medical'));
});

test('a clause is quoted as the paper plan numbers it, and its missing item is named', () => {
  expect(stepClause('F-2.cut-power@A-L1')).toBe('F-2');
  expect(itemsLackingBetween('E-2.on-scene', 'E-4.dispatch')).toEqual([3]);
  expect(itemsLackingBetween('E-1.tell', 'E-1.locate')).toEqual([]);
  expect(itemsLackingBetween(undefined, 'E-1.tell')).toEqual([]);
  expect(stepClause('O-11(3).look')).toBe('O-11(3)');
  // Practice calls on residents (F-6) after the record (F-9); item 7 stands further up.
  const keys = ['F-7.notice', 'F-9.record', 'F-6.follow-up', 'F-8.review'];
  expect(itemsLackingBetween('F-6.follow-up', 'F-8.review', keys)).toEqual([]);
  expect(itemsLackingBetween('F-6.follow-up', 'F-8.review', ['F-6.follow-up'])).toEqual([7]);
  expect(itemsLackingBetween('E-9.record', 'O-11.test')).toEqual([]);
});

test('each person stands once, whatever channels were tried', () => {
  const told = whoWasTold(notifications);
  expect(told.map(({ person }) => person)).toEqual(['duty-1', 'guard-1', 'foreman-1', 'leader-1']);
});

test('the best that any channel has reached counts', () => {
  const [first] = notifications;
  const failed: NotificationInfo = {
    ...first!,
    answers: [],
    recipients: [
      { ...first!.recipients[0]!, result: 'refused' },
      { ...first!.recipients[1]!, result: 'delivered' },
    ],
  };
  expect(whoWasTold([failed])[0]?.result).toBe('delivered');
});

test('who has not answered shows when the next one is told; an answer ends that', () => {
  const told = whoWasTold(notifications);
  const find = (person: string) => told.find((each) => each.person === person);
  expect(find('leader-1')).toMatchObject({ escalatesAt: NOW + 18_000, result: 'pending' });
  expect(find('foreman-1')).toMatchObject({ answer: { answer: 'cannot' } });
  expect(find('foreman-1')?.escalatesAt).toBeUndefined();
});

const call = (own: Partial<NotificationInfo>): NotificationInfo => ({
  ...notifications[0]!,
  answers: [],
  ...own,
});
const toGuard = notifications[1]!.recipients;

test('role by role: who is rung now stands first, then who answered, then who was told', () => {
  const roles = rolesTold(notifications).map(({ role, state, nextAt }) => [role, state, nextAt]);
  expect(roles).toEqual([
    ['duty-leader', 'ringing', NOW + 18_000],
    ['duty-engineer', 'answered', undefined],
    ['security', 'answered', undefined],
    ['shift-foreman', 'told', undefined],
  ]);
});

test('a role that did not answer says to whom the call went on, and rings no more', () => {
  const escalation = { state: 'open', role: 'shift-foreman', nextAt: NOW + 9_000 } as const;
  const calls = [
    call({ id: 'N-1', escalation }),
    call({ id: 'N-2', role: 'shift-foreman', recipients: toGuard, escalation }),
  ];
  expect(rolesTold(calls).map(({ role, state, next }) => [role, state, next])).toEqual([
    ['shift-foreman', 'ringing', undefined],
    ['duty-engineer', 'passed-on', 'shift-foreman'],
  ]);
  const first = whoWasTold(calls).find(({ person }) => person === 'duty-1');
  expect(first?.escalatesAt, 'it is not he who is waited for').toBeUndefined();
});

test('who works on it has answered; what another did for a role is said to be his', () => {
  const escalation = { state: 'answered', role: 'security', answeredBy: 'duty-1' } as const;
  const calls = [
    call({ escalation: { ...escalation, role: 'duty-engineer' } }),
    call({ id: 'N-2', role: 'security', recipients: toGuard, escalation }),
  ];
  const atWork = whoWasTold(calls).map(({ person, isAtWork }) => [person, isAtWork]);
  expect(atWork).toEqual([
    ['duty-1', true],
    ['guard-1', false],
  ]);
  expect(rolesTold(calls).map(({ role, state, by }) => [role, state, by])).toEqual([
    ['duty-engineer', 'answered', undefined],
    ['security', 'answered', 'duty-1'],
  ]);
});

test.each([
  ['03:10', '03:14:21', -4, 'a few minutes ago'],
  ['03:14', '03:14:21', 0, 'this minute'],
  ['23:50', '00:05:00', -15, 'before midnight is yesterday'],
  ['03:15', '03:14:21', -23 * 60 - 59, 'what has not come yet today was yesterday'],
])('at %s, when the site’s clock shows %s, means %i minutes: %s', (wanted, clock, minutes) => {
  const minute = 60_000;
  const thisMinute = Math.floor(NOW / minute) * minute;
  expect(lastMomentAt(wanted, clock, NOW)).toBe(thisMinute + minutes * minute);
});

test('an empty time field is no time', () => {
  expect(lastMomentAt('', '03:14:21', NOW)).toBeUndefined();
});
