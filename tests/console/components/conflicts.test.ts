import { expect, test } from 'vitest';
import type { IncidentSummary } from '../../../src/api/contract.ts';
import { conflictsOf } from '../../../src/console/components/incident/conflicts.ts';
import { gravestFirst } from '../../../src/console/components/incident/danger-order.ts';
import { entrapmentAt, floodingAt } from '../fixtures/incidents.ts';

const NOW = Date.UTC(2026, 10, 29, 2, 40);
const person = (id: string) => ({ id, name: { zh: id, en: id } });
const due = (...roles: string[]) =>
  roles.map((role) => ({ key: role, text: { zh: role, en: role }, role, late: false }));

function incident(of: IncidentSummary, change: Partial<IncidentSummary>): IncidentSummary {
  return { ...of, ...change };
}
const entrapment = incident(entrapmentAt(NOW), { due: due('duty-engineer', 'security') });
const flooding = incident(floodingAt(NOW), {
  due: due('duty-engineer', 'electrician'),
  openedAt: entrapment.openedAt - 60_000,
});

test('one engineer, two emergencies: people in the lift keep him, nobody can go instead', () => {
  const now = { 'duty-engineer': [person('wang')], security: [person('li')] };
  expect(conflictsOf([flooding, entrapment], { now })).toEqual([
    { person: person('wang'), first: entrapment, others: [{ incident: flooding, instead: [] }] },
  ]);
});

test('a second one in the same role is proposed, and is himself needed in both', () => {
  const now = { 'duty-engineer': [person('wang'), person('zhao')] };
  const [one, other] = conflictsOf([entrapment, flooding], { now });
  expect(one!.others[0]!.instead).toEqual([person('zhao')]);
  expect(other).toMatchObject({ person: { id: 'zhao' }, others: [{ instead: [{ id: 'wang' }] }] });
});

test('one person in several roles at night is one conflict', () => {
  const all = ['duty-engineer', 'security', 'electrician'];
  const now = Object.fromEntries(all.map((role) => [role, [person('wang')]]));
  expect(conflictsOf([entrapment, flooding], { now })).toHaveLength(1);
});

test('no conflict: one emergency, different people, or nothing due any more', () => {
  const now = { 'duty-engineer': [person('wang')], security: [person('li')] };
  expect(conflictsOf([entrapment], { now })).toEqual([]);
  expect(conflictsOf([entrapment, incident(flooding, { due: [] })], { now })).toEqual([]);
  expect(conflictsOf([entrapment, incident(flooding, { state: 'closed' })], { now })).toEqual([]);
});

test('where the danger is over, nobody is missed: its record waits', () => {
  const now = { 'duty-engineer': [person('wang')], security: [person('li')] };
  const over = incident(entrapment, { overAt: NOW });
  expect(conflictsOf([flooding, over], { now })).toEqual([]);
});

test('an incident whose danger is over comes after all that are in danger', () => {
  const over = incident(entrapment, { overAt: NOW });
  expect([over, flooding].sort(gravestFirst)).toEqual([flooding, over]);
});

test('danger goes before priority, and age decides between equals', () => {
  const protectedRoom = incident(flooding, { danger: 2, priority: 'high', openedAt: NOW });
  const outage = incident(flooding, { danger: 3, priority: 'critical', openedAt: NOW - 1 });
  const list = [flooding, outage, protectedRoom, entrapment].sort(gravestFirst);
  expect(list.map(({ danger }) => danger)).toEqual([1, 2, 3, 4]);
});
