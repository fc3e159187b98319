import { expect, test } from 'vitest';
import type { AssetInfo, SignalReading } from '../../../src/api/contract.ts';
import { describePower } from '../../../src/console/components/power/power-state.ts';
import { reading } from '../fixtures/signals.ts';
import { ASSETS } from '../fixtures/site.ts';

type Values = Record<string, boolean | number | null>;

const POWER = ASSETS.filter(({ kind }) => kind === 'meter' || kind === 'breaker');

/** `null`: bad. What is not named was never heard. */
function powerOf(values: Record<string, Values>, assets: readonly AssetInfo[] = POWER) {
  return powerStateOf(values, assets).sections[0]!;
}

function powerStateOf(values: Record<string, Values>, assets: readonly AssetInfo[] = POWER) {
  return describePower(assets, (id) => {
    const entries = Object.entries(values[id] ?? {}).map(([signal, value]) => {
      const quality: SignalReading['quality'] = value === null ? 'bad' : 'good';
      return [signal, reading({ asset: id, signal, value, quality, at: 1 })] as const;
    });
    return Object.fromEntries(entries);
  });
}

const phases = (l1: number | null, l2: number | null, l3: number | null): Values => {
  return { 'voltage.l1': l1, 'voltage.l2': l2, 'voltage.l3': l3 };
};
const LIVE = phases(231, 230, 232);
const DEAD = phases(3, 2, 0);
const CLOSED: Values = { closed: true, tripped: false };

// practice P-19: below 20 % of the nominal 230 V on all phases a line is dead.
test.each([
  [LIVE, 'live', 'all phases there'],
  [DEAD, 'dead', 'all phases gone'],
  [phases(45, 45, 45), 'dead', 'induced voltage below 46 V'],
  [phases(231, 0, 0), 'live', 'one phase is enough to kill'],
  [phases(120, 120, 120), 'unknown', 'neither dead nor as it should be'],
  [phases(0, 0, null), 'unknown', 'a phase that nobody sees may be live'],
  [phases(null, null, null), 'unknown', 'nothing is seen'],
])('an incomer at %o is %s: %s', (voltages, supply) => {
  expect(powerOf({ 'MAIN-U': voltages }).incomer?.supply).toBe(supply);
});

test('without a meter behind it a feeder is as live as the bus, if its breaker is closed', () => {
  const feeder = (state: Values, bus = LIVE) =>
    powerOf({ BUS: bus, Q1: state }).feeders.find(({ breaker }) => breaker.id === 'Q1')?.supply;
  expect(feeder(CLOSED)).toBe('live');
  expect(feeder({ closed: false })).toBe('dead');
  expect(feeder({ closed: null })).toBe('unknown');
  expect(feeder(CLOSED, DEAD)).toBe('dead');
  expect(feeder(CLOSED, phases(null, null, null))).toBe('unknown');
});

test('a bus without sight is judged by what feeds it', () => {
  expect(powerOf({ 'MAIN-U': LIVE, Q0: CLOSED }).bus).toBe('live');
  expect(powerOf({ 'MAIN-U': LIVE, Q0: { closed: false } }).bus).toBe('dead');
  expect(powerOf({ 'MAIN-U': LIVE }).bus).toBe('unknown');
});

test('a trip is told, and not merely that the breaker is open', () => {
  const { feeders } = powerOf({ Q1: { closed: false, tripped: true }, Q2: { closed: false } });
  expect(feeders.slice(0, 2).map(({ state }) => state.is)).toEqual(['tripped', 'open']);
});

test('the main breaker is no feeder, and the eight feeders keep their order', () => {
  const { main, feeders } = powerOf({});
  expect(main?.breaker.id).toBe('Q0');
  const names = feeders.map(({ breaker }) => breaker.id);
  expect(names).toEqual(['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7', 'Q8']);
});

test('a meter behind a feeder tells its current, and knows better than the breaker', () => {
  const meter = {
    ...ASSETS.find(({ id }) => id === 'BUS')!,
    id: 'M1',
    fedBy: 'Q1',
    attributes: {},
  };
  const power = powerOf(
    { BUS: LIVE, Q1: { closed: null }, M1: { ...LIVE, 'current.l1': 12, 'current.l2': 30 } },
    [...POWER, meter],
  );
  expect(power.feeders[0]).toMatchObject({ supply: 'live', currentA: 30 });
});

test('each section has its own incomer, main and feeders; a tie is none of them', () => {
  const { sections, ties } = powerStateOf({ QT: { closed: false } });
  expect(
    sections.map(({ incomer, main, feeders }) => [
      incomer?.meter.id,
      main?.breaker.id,
      feeders.map(({ breaker }) => breaker.id).join(' '),
    ]),
  ).toEqual([
    ['MAIN-U', 'Q0', 'Q1 Q2 Q3 Q4 Q5 Q6 Q7 Q8'],
    ['MAIN-U2', 'Q20', 'Q21 Q22'],
  ]);
  expect(ties.map(({ breaker, state }) => [breaker.id, state.is])).toEqual([['QT', 'open']]);
});

test('behind an open main a bus is dead; where a tie may carry it, only its meter tells', () => {
  const second = (more: Record<string, Values>) =>
    powerStateOf({ 'MAIN-U2': DEAD, Q20: { closed: false }, ...more }).sections[1]!.bus;
  expect(second({ QT: { closed: false } })).toBe('dead');
  expect(second({ QT: { closed: true } })).toBe('unknown');
  expect(second({ QT: { closed: true }, BUS2: LIVE })).toBe('live');
});
