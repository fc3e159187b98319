/** Shows: plan F-8. */
import { expect, test } from 'vitest';
import type { Command } from '../../../src/core/input.ts';
import { type Run, runCore } from '../../support/core-run.ts';
import { PEOPLE, person, shift, smallSite } from '../../support/small-site.ts';

const H = 3_600_000;
const DAY = 24 * H;
const ADD = {
  do: 'add-action',
  text: 'a new seal',
  owner: 'eva',
  reviewer: 'fred',
  dueAt: 2 * DAY,
} as const satisfies Command;

function start(): Run {
  const people = [...PEOPLE.people, person('mona', ['engineering-manager'])];
  const on = { 'duty-engineer': ['eva'], 'engineering-manager': ['mona'] };
  return runCore(smallSite({ people: { ...PEOPLE, people, roster: [shift(on)] } }));
}

const actionOf = (run: Run) => Object.values(run.state.actions)[0]!;

test('the owner does it, the reviewer accepts it', () => {
  const run = start();
  run.tell(1 * H, 'gina', ADD);
  const { id: action } = actionOf(run);
  const version = () => run.state.seq;
  run.tell(2 * H, 'eva', { do: 'finish-action', action, note: 'renewed', version: version() });
  expect(actionOf(run)).toMatchObject({ state: 'finished', finishedAt: 2 * H });
  run.tell(3 * H, 'fred', { do: 'review-action', action, accepted: true, version: version() });
  expect(actionOf(run)).toMatchObject({
    state: 'accepted',
    addedBy: 'gina',
    notes: [
      { what: 'finished', note: 'renewed', by: 'eva' },
      { what: 'accepted', by: 'fred' },
    ],
  });
});

test('what is not accepted is open again, with a word why', () => {
  const run = start();
  run.tell(1 * H, 'gina', ADD);
  const { id: action } = actionOf(run);
  run.tell(2 * H, 'eva', { do: 'finish-action', action, note: 'x', version: run.state.seq });
  const reject = { do: 'review-action', action, accepted: false } as const;
  expect(run.tell(3 * H, 'fred', { ...reject, version: run.state.seq })?.message).toBe(
    'say what is not good yet',
  );
  run.tell(3 * H, 'fred', { ...reject, note: 'it drips', version: run.state.seq });
  expect(actionOf(run).state).toBe('open');
});

test.each([
  [{ reviewer: 'eva' }, 'eva owns it: expected another person as reviewer'],
  [{ owner: 'nobody' }, 'there is no person nobody'],
  [{ dueAt: 0 }, 'it is due in the past'],
  [{ text: ' ' }, 'an action says what is to be done'],
  [{ incident: 'I-9' }, 'there is no incident I-9'],
])('%j is refused: %s', (wrong, message) => {
  const run = start();
  const refusal = run.tell(1 * H, 'gina', { ...ADD, ...wrong });
  expect(refusal).toMatchObject({ kind: 'invalid', message });
  expect(run.state.actions).toEqual({});
});

test('nobody else says that it is done, or that it is good', () => {
  const run = start();
  run.tell(1 * H, 'gina', ADD);
  const { id: action } = actionOf(run);
  const finish = { do: 'finish-action', action, note: 'x' } as const;
  expect(run.tell(2 * H, 'fred', { ...finish, version: run.state.seq })?.kind).toBe('forbidden');
  const behalf = { person: 'gina', onBehalfOf: 'eva', via: 'phone' } as const;
  expect(run.tell(2 * H, behalf, { ...finish, version: run.state.seq })).toBeUndefined();
  const review = { do: 'review-action', action, accepted: true } as const;
  expect(run.tell(3 * H, 'eva', { ...review, version: run.state.seq })?.kind).toBe('forbidden');
});

test('two people on one action: the second is told who was first', () => {
  const run = start();
  run.tell(1 * H, 'gina', ADD);
  const { id: action, version } = actionOf(run);
  run.tell(2 * H, 'eva', { do: 'finish-action', action, note: 'x', version });
  expect(run.tell(2 * H, 'eva', { do: 'finish-action', action, note: 'y', version })).toMatchObject(
    {
      kind: 'conflict',
      first: { at: 2 * H, by: 'eva' },
    },
  );
});

test('an overdue one is told to its owner and the engineering manager, each day', () => {
  const run = start();
  run.tell(1 * H, 'gina', ADD);
  run.goTo(2 * DAY - 1);
  expect(run.of('action-overdue')).toEqual([]);
  run.goTo(4 * DAY);
  expect(run.of('action-overdue').map(({ at }) => at / DAY)).toEqual([2, 3, 4]);
  const told = run.of('notification-requested').map(({ data }) => data.recipients[0]!.person);
  expect(told.slice(0, 2)).toEqual(['eva', 'mona']);
  const { id: action } = actionOf(run);
  run.tell(4 * DAY + H, 'eva', { do: 'finish-action', action, note: 'x', version: run.state.seq });
  run.goTo(8 * DAY);
  expect(run.of('action-overdue')).toHaveLength(3);
});
