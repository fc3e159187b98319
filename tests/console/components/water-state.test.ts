import { expect, test } from 'vitest';
import type { AssetInfo, SignalReading } from '../../../src/api/contract.ts';
import { describeAreas, describeSump } from '../../../src/console/components/water/water-state.ts';
import { reading } from '../fixtures/signals.ts';
import { ASSETS } from '../fixtures/site.ts';

type Signals = Record<string, SignalReading>;

function good(values: Record<string, boolean | number>): Signals {
  const entries = Object.entries(values).map(
    ([signal, value]) => [signal, reading({ asset: 'a', signal, value, at: 1_000 })] as const,
  );
  return Object.fromEntries(entries);
}

const lost = (signal: string, at = 500): Signals => ({
  [signal]: reading({ asset: 'a', signal, value: null, quality: 'bad', reason: 'silent', at }),
});

const sensor = (id: string, area: string) => ({ ...ASSETS[0]!, id, area, kind: 'leak' });

function areasOf(sensors: Record<string, Signals>, spreads: [string, string][] = []) {
  const assets = Object.keys(sensors).map((id) => sensor(id, id.split('/')[0]!));
  return describeAreas(assets, (id) => sensors[id] ?? {}, spreads);
}

test.each<[string, Signals, string]>([
  ['dry', good({ leak: false }), 'dry'],
  ['wet', good({ leak: true }), 'wet'],
  ['wet although its rope is broken', good({ leak: true, cableBreak: true }), 'wet'],
  ['a broken rope', good({ leak: false, cableBreak: true }), 'broken'],
  ['silent', lost('leak'), 'lost'],
  ['never heard', {}, 'lost'],
  ['contaminated', good({ leak: false, contamination: true }), 'contaminated'],
])('a sensor that is %s', (_what, signals, is) => {
  expect(areasOf({ pit: signals })[0]?.state.is).toBe(is);
});

test('a leak says where, if the rope does', () => {
  const [area] = areasOf({ pump: good({ leak: true, distanceM: 4.2 }) });
  expect(area?.state).toEqual({ is: 'wet', distanceM: 4.2 });
});

test('one wet sensor makes its area wet; a lost one beside it is told too', () => {
  const [area] = areasOf({ 'pump/1': lost('leak'), 'pump/2': good({ leak: true }) });
  expect(area).toMatchObject({ state: { is: 'wet' }, sensor: 'pump/2', lost: 1 });
});

test('one lost sensor keeps its area from being dry', () => {
  const [area] = areasOf({ 'pump/1': good({ leak: false }), 'pump/2': lost('leak') });
  expect(area?.state.is).toBe('lost');
});

test('water threatens the areas that it flows to next, and only those', () => {
  const dry = good({ leak: false });
  const areas = areasOf({ pump: good({ leak: true }), corridor: dry, switches: dry }, [
    ['pump', 'corridor'],
    ['corridor', 'switches'],
  ]);
  const threatened = areas.filter(({ isThreatened }) => isThreatened).map(({ area }) => area);
  expect(threatened).toEqual(['corridor']);
});

/** Start at 0.8 m, high at 1.4 m, overflow at 2.0 m. */
const SUMP = ASSETS.find(({ id }) => id === 'S1') as AssetInfo;

test('a sump is full where its water leaves the pit', () => {
  const state = describeSump(SUMP, good({ levelM: 1.0 }));
  expect(state).toMatchObject({ share: 0.5, startShare: 0.4, highShare: 0.7, isHigh: false });
  expect(describeSump(SUMP, good({ levelM: 1.4 })).isHigh).toBe(true);
});

test('a sump of unknown level has no level to draw', () => {
  const state = describeSump(SUMP, lost('levelM'));
  expect(state.share).toBeUndefined();
  expect(state.blindSince).toBe(500);
});

test('a pump says the gravest: fault, then running, then whether it would start', () => {
  const pumps = (values: Record<string, boolean>) => describeSump(SUMP, good(values)).pumps;
  expect(pumps({ 'pump1.fault': true, 'pump1.running': true })[0]?.is).toBe('fault');
  expect(pumps({ 'pump1.running': true, 'pump1.auto': true })[0]?.is).toBe('running');
  expect(pumps({ 'pump1.running': false, 'pump1.auto': false })[0]?.is).toBe('manual');
  expect(describeSump(SUMP, lost('pump1.auto')).pumps[0]?.is).toBe('unknown');
  expect(pumps({ 'pump2.auto': true })).toEqual([{ number: 2, is: 'auto' }]);
});
