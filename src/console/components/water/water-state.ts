/** What the screen may say about water: each area by its leak sensors, and what lies next to it. */
import type { AssetInfo, SiteDescription } from '../../../api/contract.ts';
import { badSince, knownBool, knownNumber } from '../../data/known-value.ts';
import type { AssetSignals } from '../../data/queries.ts';

export type LeakState =
  | { is: 'wet'; distanceM?: number }
  | { is: 'broken' }
  | { is: 'lost'; since?: number }
  | { is: 'contaminated' }
  | { is: 'dry' };

/** The gravest first: a leak is said before a lost sensor, and both before anything else. */
const GRAVEST_FIRST = ['wet', 'broken', 'lost', 'contaminated', 'dry'] as const;

function describeLeak(signals: AssetSignals): LeakState {
  const leak = knownBool(signals, 'leak');
  if (leak === true) {
    const distanceM = knownNumber(signals, 'distanceM');
    return { is: 'wet', ...(distanceM === undefined ? {} : { distanceM }) };
  }
  if (knownBool(signals, 'cableBreak')) return { is: 'broken' };
  // Never heard of is not dry either.
  if (leak === undefined) {
    const since = badSince(signals, ['leak']);
    return { is: 'lost', ...(since === undefined ? {} : { since }) };
  }
  return { is: knownBool(signals, 'contamination') ? 'contaminated' : 'dry' };
}

export interface AreaState {
  area: string;
  state: LeakState;
  /** The sensor that says so; a click leads there. */
  sensor: string;
  /** Sensors of the area that see nothing, besides the one that is told. */
  lost: number;
  /** Water stands in an area from which it flows here. */
  isThreatened: boolean;
}

export function describeAreas(
  sensors: readonly AssetInfo[],
  signalsOf: (sensor: string) => AssetSignals,
  spreads: SiteDescription['spreads'],
): AreaState[] {
  const byArea = new Map<string, { sensor: string; state: LeakState }[]>();
  for (const { id, area } of sensors) {
    const list = byArea.get(area) ?? [];
    byArea.set(area, [...list, { sensor: id, state: describeLeak(signalsOf(id)) }]);
  }
  const areas = [...byArea].map(([area, leaks]) => {
    const sorted = leaks.sort((a, b) => rank(a.state) - rank(b.state));
    const [worst, ...others] = sorted as [(typeof leaks)[number], ...typeof leaks];
    const lost = others.filter(({ state }) => state.is === 'lost').length;
    return { area, ...worst, lost };
  });
  const wet = new Set(areas.filter(({ state }) => state.is === 'wet').map(({ area }) => area));
  const threatened = new Set(spreads.filter(([from]) => wet.has(from)).map(([, to]) => to));
  return areas.map((each) => ({
    ...each,
    isThreatened: threatened.has(each.area) && each.state.is !== 'wet',
  }));
}

function rank({ is }: LeakState): number {
  return GRAVEST_FIRST.indexOf(is);
}

export interface SumpState {
  /** 0 (empty) to 1 (water leaves the pit); absent: unknown. */
  share?: number;
  levelM?: number;
  startShare?: number;
  highShare?: number;
  isHigh: boolean;
  isHighHigh: boolean;
  hasNoSupply: boolean;
  pumps: { number: number; is: 'running' | 'auto' | 'manual' | 'fault' | 'unknown' }[];
  blindSince?: number;
}

export function describeSump({ attributes }: AssetInfo, signals: AssetSignals): SumpState {
  const attribute = (name: string) => {
    const value = attributes[name];
    return typeof value === 'number' ? value : undefined;
  };
  const levelM = knownNumber(signals, 'levelM');
  const overflowM = attribute('overflowM');
  const share = shareOf(levelM, overflowM) ?? percentShare(signals);
  const highShare = shareOf(attribute('highM'), overflowM);
  const startShare = shareOf(attribute('startM'), overflowM);
  const blindSince = badSince(signals, ['levelM']);
  return {
    isHigh: share !== undefined && highShare !== undefined && share >= highShare,
    isHighHigh: knownBool(signals, 'highHigh') === true,
    hasNoSupply: knownBool(signals, 'supply') === false,
    pumps: [1, 2].flatMap((number) => describePump(signals, number)),
    ...(share === undefined ? {} : { share: Math.min(1, Math.max(0, share)) }),
    ...(levelM === undefined ? {} : { levelM }),
    ...(startShare === undefined ? {} : { startShare }),
    ...(highShare === undefined ? {} : { highShare }),
    ...(blindSince === undefined ? {} : { blindSince }),
  };
}

/** A pump that the site does not have says nothing at all and is left out. */
function describePump(signals: AssetSignals, number: number): SumpState['pumps'] {
  const own = (name: string) => `pump${number}.${name}`;
  const names = ['running', 'fault', 'auto'].map(own);
  if (!names.some((name) => name in signals)) return [];
  if (knownBool(signals, own('fault'))) return [{ number, is: 'fault' }];
  if (knownBool(signals, own('running'))) return [{ number, is: 'running' }];
  const auto = knownBool(signals, own('auto'));
  if (auto === undefined) return [{ number, is: 'unknown' }];
  return [{ number, is: auto ? 'auto' : 'manual' }];
}

function percentShare(signals: AssetSignals): number | undefined {
  const percent = knownNumber(signals, 'levelPercent');
  return percent === undefined ? undefined : percent / 100;
}

function shareOf(value: number | undefined, whole: number | undefined): number | undefined {
  return value === undefined || whole === undefined || whole <= 0 ? undefined : value / whole;
}
