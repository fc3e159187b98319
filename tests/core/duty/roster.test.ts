import { expect, test } from 'vitest';
import { peopleSchema, type Role } from '../../../src/core/duty/people.ts';
import { dutyNow, onDuty } from '../../../src/core/duty/roster.ts';
import { person, shift } from '../../support/small-site.ts';

const PEOPLE = peopleSchema.parse({
  people: [
    person('nora', ['duty-engineer']),
    person('dan', ['duty-engineer', 'electrician']),
    person('sam', ['duty-engineer']),
    person('visitor', []),
  ],
  roster: [
    shift(
      { 'duty-engineer': ['nora'] },
      {
        from: '20:00',
        to: '08:00',
        'stand-ins': { 'duty-engineer': ['sam'], electrician: ['dan'] },
      },
    ),
    shift(
      { 'duty-engineer': ['dan'], electrician: ['dan', 'visitor'] },
      { from: '08:00', to: '20:00' },
    ),
  ],
  'next-role': {},
});

function holders(role: Role, clock: string): string[] {
  const [hours, minutes] = clock.split(':').map(Number) as [number, number];
  return onDuty(PEOPLE, role, hours * 60 + minutes).map(({ id }) => id);
}

test('a shift begins at its first minute, ends before its last, and runs past midnight', () => {
  for (const [clock, expected] of [
    ['19:59', ['dan']],
    ['20:00', ['nora']],
    ['23:59', ['nora']],
    ['00:00', ['nora']],
    ['07:59', ['nora']],
    ['08:00', ['dan']],
  ] as const) {
    expect(holders('duty-engineer', clock), clock).toEqual(expected);
  }
});

test('a stand-in holds a role only where nobody on shift does', () => {
  expect(holders('electrician', '22:00')).toEqual(['dan']);
  expect(holders('duty-engineer', '22:00'), 'nora is there').toEqual(['nora']);
});

test('nobody holds a role that is not his', () => {
  expect(holders('electrician', '12:00'), 'the visitor is on the list only').toEqual(['dan']);
  expect(holders('general-manager', '12:00')).toEqual([]);
});

test('a shift from a time to the same time is the whole day', () => {
  const people = {
    ...PEOPLE,
    roster: peopleSchema.shape.roster.parse([
      shift({ 'duty-engineer': ['nora'] }, { from: '08:00', to: '08:00' }),
    ]),
  };
  for (const minute of [0, 479, 480, 1_439]) {
    expect(onDuty(people, 'duty-engineer', minute), `${minute}`).toHaveLength(1);
  }
});

test('the duty page names every role that somebody holds now', () => {
  const noon = dutyNow(PEOPLE, 720);
  expect(Object.entries(noon).map(([role, held]) => [role, held.map(({ id }) => id)])).toEqual([
    ['duty-engineer', ['dan']],
    ['electrician', ['dan']],
  ]);
});
