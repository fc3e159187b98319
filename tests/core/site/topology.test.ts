import { expect, test } from 'vitest';
import { siteSchema } from '../../../src/core/site/site.ts';
import { createTopology } from '../../../src/core/site/topology.ts';
import { SITE } from '../../support/small-site.ts';
import { evaluate } from '../expressions/expression.ts';

const topology = createTopology(SITE);
const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);

test('floors are as painted: B2 is -2, and there is no floor 0', () => {
  const [first, second] = SITE.assets.filter(({ kind }) => kind === 'lift');
  expect(first!.serves).toEqual([-2, -1, ...Array.from({ length: 18 }, (_, i) => i + 1)]);
  expect(second!.serves?.[0]).toBe(1);
  const area = { id: 'x', kind: 'room', name: { zh: 'x', en: 'x' }, floor: 0 };
  expect(siteSchema.shape.areas.safeParse([area]).success).toBe(false);
});

test('what feeds what, and what lies in which building', () => {
  expect(topology.feeder('L1')?.id).toBe('MAIN');
  expect(topology.feeder('MAIN')).toBe(undefined);
  expect(ids(topology.feeds('MAIN'))).toEqual(['L1', 'L2']);
  expect(topology.building('pump-room')?.id).toBe('A');
  expect(topology.around('W1')).toEqual(['W1', 'pump-room', 'A']);
  expect(topology.around('A')).toEqual(['A']);
  expect(ids(topology.assetsIn('A')).sort()).toEqual(ids(SITE.assets).sort());
});

test('an emergency reaches where water runs, what is fed there, the lifts that stop there', () => {
  for (const [from, expected, why] of [
    [
      { asset: 'W3' },
      ['L1', 'L2', 'MAIN', 'W3'],
      'the switch room: its meter, and what that feeds',
    ],
    [{ asset: 'W1' }, ['L1', 'L2', 'MAIN', 'S1', 'W1', 'W2', 'W3'], 'downstream to the last room'],
    [{ area: 'corridor' }, ['L1', 'L2', 'MAIN', 'W2', 'W3'], 'not back up into the pump room'],
    [{ asset: 'MAIN' }, ['L1', 'L2', 'MAIN'], 'no water: what it feeds'],
    [{ asset: 'L1' }, ['L1'], 'itself'],
  ] as const) {
    expect(ids(topology.affected(from)).sort(), why).toEqual(expected);
  }
});

test('a lift is reached by water on a floor that it serves, in its own building', () => {
  const dryMain = SITE.assets.map((asset) => ({ ...asset, 'fed-by': undefined }));
  const loose = createTopology({ ...SITE, assets: dryMain, water: { spreads: [] } } as typeof SITE);
  expect(ids(loose.affected({ asset: 'W1' })).sort(), 'L2 ends at floor 1').toEqual([
    'L1',
    'S1',
    'W1',
  ]);
});

test('neighbours are the areas from which water comes or to which it goes, each once', () => {
  expect(ids(topology.neighbours('corridor')).sort()).toEqual(['pump-room', 'switch-room']);
  const spreads: [string, string][] = [
    ['pump-room', 'corridor'],
    ['corridor', 'pump-room'],
  ];
  const both = createTopology({ ...SITE, water: { spreads } });
  expect(ids(both.neighbours('corridor'))).toEqual(['pump-room']);
});

test('relations in a rule are those of its own asset', () => {
  const wet = { 'W1.wet': true, 'W2.wet': false, 'W3.wet': false };
  expect(evaluate('building.leak.exists(w, w.wet)', wet)).toBe(true);
  expect(evaluate('site.leak.all(w, w.wet)', wet)).toBe(false);
  expect(evaluate('feeder.voltage.l1 < 44', { 'MAIN.voltage.l1': 12 })).toBe(true);
});

test('a tank, a pump and a valve are places of water as a sensor is', () => {
  const [leak] = SITE.assets.filter(({ id }) => id === 'W1');
  const reached = ids(topology.affected({ asset: 'W1' })).sort();
  for (const kind of ['tank', 'pump', 'valve']) {
    const more = { ...leak!, id: 'X', kind };
    const site = { ...SITE, assets: [...SITE.assets, more] } as typeof SITE;
    const found = ids(createTopology(site).affected({ asset: 'X' })).sort();
    expect(found, kind).toEqual([...reached, 'X'].sort());
  }
});
