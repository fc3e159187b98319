import { expect, test } from 'vitest';
import { openIncident } from './open-incident.ts';

const S = 1_000;
const MIN = 60 * S;
const DONE = { action: 'done' } as const;

const talking = () =>
  openIncident(
    [
      {
        step: 'E-2.talk',
        do: 'form',
        role: 'security',
        fields: ['mood'],
        repeat: '5m',
        until: 'answered(record.releasedAt)',
        due: '2m',
        late: { tell: ['security'] },
      },
      { step: 'E-7.released', do: 'form', fields: ['releasedAt'] },
    ],
    {
      mood: { type: 'choice', of: ['calm', 'unwell'] },
      releasedAt: { type: 'time' },
    },
  );

test('what is repeated is due again, each time from the last, and late each time by itself', () => {
  const run = talking();
  const step = () => run.incident().steps['E-2.talk']!;
  expect(step()).toMatchObject({ state: 'active', times: 0, dueAt: 2 * MIN });
  run.goTo(3 * MIN);
  expect(step().lateRounds).toBe(1);
  run.work(4 * MIN, 'E-2.talk', { ...DONE, fields: { mood: 'calm' } }, 'fred');
  expect(step()).toMatchObject({
    state: 'active',
    times: 1,
    doneAt: 4 * MIN,
    dueAt: 9 * MIN,
    lateRounds: 0,
  });
  run.goTo(10 * MIN);
  expect(run.of('step-late').map(({ at }) => at)).toEqual([2 * MIN, 9 * MIN]);
  run.work(11 * MIN, 'E-2.talk', { ...DONE, fields: { mood: 'unwell' } }, 'fred');
  expect(step()).toMatchObject({ times: 2, dueAt: 16 * MIN });
  expect(run.incident().record.mood).toMatchObject({ value: 'unwell' });
});

test('it ends by itself once what it waits for is known, and blocks closing until then', () => {
  const run = talking();
  run.work(1 * MIN, 'E-2.talk', { ...DONE, fields: { mood: 'calm' } });
  expect(run.close(2 * MIN, 'real')?.missing).toContainEqual({ kind: 'step', id: 'E-2.talk' });
  run.work(3 * MIN, 'E-7.released', { ...DONE, fields: { releasedAt: 3 * MIN } });
  expect(run.steps()).toEqual({ 'E-2.talk': 'done', 'E-7.released': 'done' });
  expect(run.close(4 * MIN, 'real')).toBe(undefined);
});

test('what is required is missing only once a step has asked for it', () => {
  const run = openIncident(
    [
      { step: 'E-1.ask', do: 'decide', field: 'hurt' },
      { step: 'E-6.call', do: 'form', fields: ['calledAt'], when: "record.hurt == 'yes'" },
    ],
    {
      hurt: { type: 'choice', of: ['yes', 'no'], required: true },
      calledAt: { type: 'time', required: true },
      note: { type: 'text', required: true },
    },
  );
  expect(run.close(1 * S, 'real')?.missing).toEqual([
    { kind: 'step', id: 'E-1.ask' },
    { kind: 'field', id: 'hurt' },
    { kind: 'field', id: 'note' },
  ]);
  run.work(2 * S, 'E-1.ask', { ...DONE, value: 'no' });
  expect(run.close(3 * S, 'real')?.missing).toEqual([{ kind: 'field', id: 'note' }]);
  const other = openIncident(
    [
      { step: 'E-1.ask', do: 'decide', field: 'hurt' },
      { step: 'E-6.call', do: 'form', fields: ['calledAt'], when: "record.hurt == 'yes'" },
    ],
    {
      hurt: { type: 'choice', of: ['yes', 'no'] },
      calledAt: { type: 'time', required: true },
    },
  );
  other.work(2 * S, 'E-1.ask', { ...DONE, value: 'yes' });
  other.work(3 * S, 'E-6.call', { action: 'skip', reason: 'he refused' });
  const missing = other.close(4 * S, 'real')?.missing;
  expect(missing, 'skipping a step fills no field').toEqual([{ kind: 'field', id: 'calledAt' }]);
});
