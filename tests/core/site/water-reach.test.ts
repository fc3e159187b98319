import { expect, test } from 'vitest';
import { type Site, siteSchema } from '../../../src/core/site/site.ts';
import { roomsNext } from '../../../src/core/site/water-reach.ts';

const text = (words: string) => ({ zh: words, en: words });
const MINUTE = 60_000;

/** Rooms `a` to `e`; `protect` by name. */
function siteWith(spreads: unknown[], protect: Record<string, number>): Site {
  return siteSchema.parse({
    site: { id: 'x', name: text('x'), timezone: 'UTC' },
    areas: ['a', 'b', 'c', 'd', 'e'].map((id) => ({
      id,
      kind: 'room',
      name: text(id),
      ...(protect[id] === undefined ? {} : { protect: protect[id] }),
    })),
    assets: [],
    water: { spreads },
  });
}

test('the room that must be kept dry, and when the water gets there', () => {
  const site = siteWith(
    [
      ['a', 'b', '7m'],
      ['b', 'c', '10m'],
      ['b', 'd'],
      ['a', 'e', '1m'],
    ],
    { c: 1, d: 2 },
  );
  // 7 and 10 minutes after a; of d nobody has said how long it takes; e needs no protection.
  expect(roomsNext(site, new Map([['a', 3 * MINUTE]]))).toEqual([
    { area: 'c', at: 20 * MINUTE },
    { area: 'd' },
  ]);
  const both = new Map([
    ['a', 0],
    ['b', 4 * MINUTE],
  ]);
  expect(roomsNext(site, both)[0], 'from the wet floor that is nearer').toEqual({
    area: 'c',
    at: 14 * MINUTE,
  });
  expect(roomsNext(site, new Map([['c', 0]])), 'it is wet already, and nothing is beyond').toEqual(
    [],
  );
  expect(roomsNext(site, new Map())).toEqual([]);
});

test('of two ways the faster counts, and a known one before an unknown', () => {
  const site = siteWith(
    [
      ['a', 'b'],
      ['b', 'd', '1m'],
      ['a', 'c', '5m'],
      ['c', 'd', '5m'],
      ['d', 'a', '1m'],
    ],
    { d: 1 },
  );
  expect(roomsNext(site, new Map([['a', 0]]))).toEqual([{ area: 'd', at: 10 * MINUTE }]);
});
