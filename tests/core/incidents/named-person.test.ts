/** Shows: practice P-8, P-23, P-44. */
import { expect, test } from 'vitest';
import { peopleSchema } from '../../../src/core/duty/people.ts';
import { candidates, checkNamed, checkPerson } from '../../../src/core/incidents/named-person.ts';
import type { RecordField } from '../../../src/core/incidents/playbook.ts';
import { openIncident } from './open-incident.ts';

const name = { zh: 'x', en: 'x' };
const PEOPLE = {
  people: [
    {
      id: 'ann',
      name,
      roles: ['electrician'],
      certificates: [{ kind: 'electrician', until: '2026-03-01' }],
    },
    {
      id: 'ben',
      name,
      roles: ['guardian'],
      certificates: [{ kind: 'electrician', until: '2027-01-01' }],
    },
    { id: 'cat', name, roles: ['security'] },
    {
      id: 'dan',
      name,
      roles: ['electrician'],
      certificates: [{ kind: 'electrician', until: '2027-01-01' }],
    },
  ],
  roster: [
    {
      shift: 'all',
      from: '00:00',
      to: '00:00',
      on: { electrician: ['ann'], guardian: ['ben'], security: ['cat'] },
    },
  ],
  'next-role': {},
};
const now = { people: peopleSchema.parse(PEOPLE), minute: 60, date: '2026-03-01' };
const field = (more: Partial<RecordField>) =>
  ({ type: 'person', required: false, personal: false, text: name, ...more }) as RecordField;

test('who may be named: on duty, in the role, with a certificate good to its last day', () => {
  const of = (wanted: Partial<RecordField>, date = now.date) =>
    candidates(field(wanted), { ...now, date }).map(({ id }) => id);
  expect(of({})).toEqual(['ann', 'ben', 'cat']);
  expect(of({ certificate: 'electrician' })).toEqual(['ann', 'ben']);
  expect(of({ certificate: 'electrician' }, '2026-03-02'), 'expired yesterday').toEqual(['ben']);
  expect(of({ certificate: 'lift' })).toEqual([]);
  expect(of({ role: 'guardian', certificate: 'electrician' })).toEqual(['ben']);
  expect(candidates(field({}), { ...now, people: undefined })).toEqual([]);
});

test.each([
  ['ann', { certificate: 'electrician' }, undefined, undefined],
  ['cat', { certificate: 'electrician' }, undefined, /no valid certificate "electrician"/],
  ['dan', { certificate: 'electrician' }, undefined, /dan is not on duty/],
  ['ann', { role: 'guardian' }, undefined, /not on duty as guardian/],
  ['ann', { not: 'executor' }, 'ann', /is executor already/],
  ['ben', { not: 'executor' }, 'ann', undefined],
  ['eve', {}, undefined, /expected the id of a person/],
] as const)('%s in %j, the other being %s', (found, wanted, other, complaint) => {
  const said = checkPerson(field(wanted as Partial<RecordField>), found, now, other);
  if (complaint === undefined) expect(said).toBe(undefined);
  else expect(said).toMatch(complaint);
});

test('a correction may name somebody who has gone home, yet nobody uncertified', () => {
  const wanted = field({ certificate: 'electrician' });
  expect(checkNamed(wanted, 'dan', now, undefined)).toBe(undefined);
  expect(checkNamed(wanted, 'cat', now, undefined)).toMatch(/no valid certificate/);
});

test('one person is never both in the same answer, and nothing of it is taken', () => {
  const run = openIncident(
    [{ step: 'O-3.crew', do: 'form', fields: ['executor', 'guardian'] }],
    {
      executor: { type: 'person', certificate: 'electrician' },
      guardian: { type: 'person', not: 'executor' },
    },
    'W1',
    PEOPLE as Parameters<typeof openIncident>[3],
  );
  const both = (executor: string, guardian: string) =>
    run.work(1_000, 'O-3.crew', { action: 'done', fields: { executor, guardian } }, 'ann');
  expect(both('ann', 'ann')?.message).toMatch(/ann is executor already/);
  expect(both('cat', 'ben')?.message).toMatch(/no valid certificate/);
  expect(run.incident().record).toEqual({});
  expect(both('ann', 'ben')).toBe(undefined);
  const other = { action: 'answer', fields: { guardian: 'ann' } } as const;
  expect(run.close(2_000, 'real')).toBe(undefined);
  expect(run.work(3_000, 'O-3.crew', other, 'ann')?.kind).toBe('conflict');
});
