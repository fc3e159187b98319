import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IndexSet } from '../../../src/core/signals/index-set.ts';
import { effort } from '../../support/effort.ts';

const membersOf = (set: IndexSet): number[] =>
  Array.from({ length: set.size }, (_, place) => set.at(place));

test('it holds what a Set holds, in the same order, cleared or grown', () => {
  const index = fc.nat(200);
  const act = fc.oneof(
    { weight: 20, arbitrary: index },
    { weight: 1, arbitrary: fc.constant('clear') },
  );
  fc.assert(
    fc.property(fc.nat(30), fc.array(act, { maxLength: 200 }), (room, acts) => {
      const [own, model] = [new IndexSet(room), new Set<number>()];
      for (const each of acts) {
        if (typeof each === 'number') {
          own.add(each);
          model.add(each);
        } else {
          own.clear();
          model.clear();
        }
        expect(membersOf(own)).toEqual([...model]);
      }
      for (let each = 0; each <= 200; each++) expect(own.has(each)).toBe(model.has(each));
    }),
    { numRuns: effort(100, 5_000) },
  );
});

test('what is added while its members are gone through is gone through too', () => {
  const set = new IndexSet(1);
  set.add(5);
  const seen: number[] = [];
  for (let place = 0; place < set.size; place++) {
    seen.push(set.at(place));
    if (set.at(place) === 5) set.add(2);
  }
  expect(seen).toEqual([5, 2]);
});

test('all of another are added once', () => {
  const [one, other] = [new IndexSet(4), new IndexSet(4)];
  for (const index of [1, 3]) one.add(index);
  for (const index of [3, 0]) other.add(index);
  one.addAll(other);
  expect(membersOf(one)).toEqual([1, 3, 0]);
});
