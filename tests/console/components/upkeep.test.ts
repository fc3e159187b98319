/** What presses first on the ledger of work, and how what is planned stands against telemetry. */
import { expect, test } from 'vitest';
import type { ActionInfo, IncidentSummary } from '../../../src/api/contract.ts';
import { phaseOf, soonestFirst } from '../../../src/console/components/upkeep/period-phase.ts';
import {
  checksInOrder,
  isOverdue,
  mostPressingFirst,
} from '../../../src/console/components/upkeep/work-order.ts';
import { overrunAt, plannedAt } from '../fixtures/planned.ts';
import { actionsAt, checksAt } from '../fixtures/work.ts';

const NOW = Date.UTC(2026, 10, 29, 14, 0);
const HOUR = 3_600_000;
const period = { from: NOW, to: NOW + 4 * HOUR, places: ['A'] };

test.each<[string, Partial<IncidentSummary>, number, string]>([
  ['unset', {}, 0, 'nothing was registered'],
  ['ahead', { period }, -1, 'its time has not come'],
  ['unseen', { period }, 1, 'its time has come, telemetry saw nothing'],
  ['past', { period }, 5 * HOUR, 'its time went by, telemetry saw nothing'],
  ['under-way', { period, beganAt: NOW }, HOUR, 'it was seen to begin'],
  ['under-way', { period, beganAt: NOW }, 5 * HOUR, 'only the gateway says that it overran'],
  ['overran', { period, beganAt: NOW, overranAt: NOW + 4 * HOUR }, 5 * HOUR, 'it says so'],
  [
    'ended',
    { period, beganAt: NOW, overranAt: NOW + 4 * HOUR, endedAt: NOW + 5 * HOUR },
    6 * HOUR,
    'it ended late',
  ],
])('something planned is %s: %j, %i ms after it begins (%s)', (phase, planned, afterMs) => {
  expect(phaseOf(planned, NOW + afterMs)).toBe(phase);
});

test('what is planned stands by when it begins; what has no time yet comes first', () => {
  const { period: _, ...unset } = { ...plannedAt(NOW), id: 'I-53' };
  const list = [plannedAt(NOW), overrunAt(NOW), unset].sort(soonestFirst);
  expect(list.map(({ id }) => id)).toEqual(['I-53', 'I-50', 'I-51']);
});

test('unfinished actions come first, the soonest due on top; then what is over, the newest', () => {
  const over = { ...actionsAt(NOW)[0]!, id: 'C-99', addedAt: NOW - 99 * 24 * HOUR } as ActionInfo;
  const order = [over, ...actionsAt(NOW)].sort(mostPressingFirst).map(({ id }) => id);
  // Overdue since yesterday, to be reviewed within two days, open for five; then what is accepted.
  expect(order).toEqual(['C-128', 'C-130', 'C-131', 'C-120', 'C-99']);
});

test('a check whose step is late is overdue, as is one that should have opened', () => {
  const [lights, lamps] = checksAt(NOW);
  expect(isOverdue(lamps!, NOW), 'its only step is late').toBe(true);
  expect(isOverdue(lights!, NOW)).toBe(false);
  expect(isOverdue(lights!, lights!.dueAt! + 1)).toBe(true);
});

test('checks stand by what presses; those on demand come last', () => {
  expect(checksInOrder(checksAt(NOW), NOW).map(({ playbook }) => playbook)).toEqual([
    'check-hand-lamps',
    'patrol-drains',
    'check-emergency-lights',
    'before-storm',
  ]);
});
