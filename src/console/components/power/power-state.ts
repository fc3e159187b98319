/**
 * The single line of the site's power: for each section of the switchboard incomer, main breaker
 * and feeders, each live, dead or unknown, and the ties between sections.
 * It only reads; what it draws as live has been measured live.
 */
import type { AssetInfo } from '../../../api/contract.ts';
import { badSince, knownBool, knownNumber } from '../../data/known-value.ts';
import type { AssetSignals } from '../../data/queries.ts';

export type Supply = 'live' | 'dead' | 'unknown';

export interface BreakerState {
  is: 'closed' | 'open' | 'tripped' | 'unknown';
  since?: number;
}

export interface Feeder {
  breaker: AssetInfo;
  state: BreakerState;
  /** What lies behind it. */
  supply: Supply;
  /** The largest of the three currents, A, where a meter stands behind it. */
  currentA?: number;
}

/** One section of the switchboard: what hangs on one main breaker. */
export interface PowerSection {
  incomer?: { meter: AssetInfo; signals: AssetSignals; supply: Supply };
  main?: { breaker: AssetInfo; state: BreakerState };
  bus: Supply;
  feeders: Feeder[];
}

export interface PowerState {
  sections: PowerSection[];
  ties: { breaker: AssetInfo; state: BreakerState }[];
}

/** Below 20 % of the nominal voltage on every phase a line counts as dead (practice P-19). */
const DEAD_BELOW_V = 46;
/** Above 90 % of it on some phase it is certainly live; in between nobody should guess. */
const LIVE_ABOVE_V = 207;
const PHASES = ['voltage.l1', 'voltage.l2', 'voltage.l3'];
const CURRENTS = ['current.l1', 'current.l2', 'current.l3'];

export function describePower(
  assets: readonly AssetInfo[],
  signalsOf: (asset: string) => AssetSignals,
): PowerState {
  const meters = assets.filter(({ kind }) => kind === 'meter');
  const breakers = assets.filter(({ kind }) => kind === 'breaker');
  const mains = breakers.filter(({ attributes }) => attributes.main === true);
  const ties = breakers.filter(({ attributes }) => attributes.tie === true);
  const stateOf = (breaker: AssetInfo) => ({
    breaker,
    state: breakerState(signalsOf(breaker.id)),
  });
  const isCarried = ties.some(({ id }) => breakerState(signalsOf(id)).is === 'closed');
  const describe = (main: AssetInfo | undefined): PowerSection => {
    const meter = meters.find(({ id, attributes }) =>
      main?.fedBy === undefined ? attributes.place === 'incomer' : id === main.fedBy,
    );
    const busMeter = meters.find(
      ({ fedBy, attributes }) =>
        attributes.place === 'bus' && (main === undefined || fedBy === main.id),
    );
    const signals = meter && signalsOf(meter.id);
    const supply = signals && supplyOf(signals);
    const measured = busMeter ? supplyOf(signalsOf(busMeter.id)) : 'unknown';
    const own = behind(supply, main && breakerState(signalsOf(main.id)));
    // Dead by its own main is not dead while a tie may carry it: then only its meter can tell.
    const bus = measured !== 'unknown' ? measured : own === 'dead' && isCarried ? 'unknown' : own;
    const feeders = breakers.filter(({ id, fedBy }) =>
      main === undefined ? !ties.some((tie) => tie.id === id) : fedBy === main.id,
    );
    return {
      bus,
      feeders: feeders.map((breaker) => describeFeeder(breaker, bus, meters, signalsOf)),
      ...(meter && signals && supply ? { incomer: { meter, signals, supply } } : {}),
      ...(main ? { main: stateOf(main) } : {}),
    };
  };
  const sections = mains.length === 0 ? [describe(undefined)] : mains.map(describe);
  return { sections, ties: ties.map(stateOf) };
}

function describeFeeder(
  breaker: AssetInfo,
  bus: Supply,
  meters: readonly AssetInfo[],
  signalsOf: (asset: string) => AssetSignals,
): Feeder {
  const state = breakerState(signalsOf(breaker.id));
  const meter = meters.find(({ fedBy }) => fedBy === breaker.id);
  const own = meter && signalsOf(meter.id);
  const currents = CURRENTS.map((name) => own && knownNumber(own, name));
  const known = currents.filter((current) => current !== undefined);
  const measured = own ? supplyOf(own) : 'unknown';
  return {
    breaker,
    state,
    supply: measured === 'unknown' ? behind(bus, state) : measured,
    ...(known.length === 0 ? {} : { currentA: Math.max(...known) }),
  };
}

/** A tripped breaker is open too: the trip is what a person must know. */
function breakerState(signals: AssetSignals): BreakerState {
  const since = badSince(signals, ['closed']);
  const tripped = knownBool(signals, 'tripped') || knownBool(signals, 'faultTrip');
  const closed = knownBool(signals, 'closed');
  if (tripped && closed !== true) return { is: 'tripped' };
  if (closed === undefined) return { is: 'unknown', ...(since === undefined ? {} : { since }) };
  return { is: closed ? 'closed' : 'open' };
}

function supplyOf(signals: AssetSignals): Supply {
  const phases = PHASES.map((name) => knownNumber(signals, name));
  const known = phases.filter((voltage) => voltage !== undefined);
  if (known.some((voltage) => voltage >= LIVE_ABOVE_V)) return 'live';
  const isDead = known.length === PHASES.length && known.every((v) => v < DEAD_BELOW_V);
  return isDead ? 'dead' : 'unknown';
}

/** Where no meter tells: a line is as live as what feeds it, and dead behind an open breaker. */
function behind(supply: Supply | undefined, breaker: BreakerState | undefined): Supply {
  if (supply === undefined || supply === 'unknown') return 'unknown';
  if (supply === 'dead') return 'dead';
  if (breaker === undefined) return supply;
  if (breaker.is === 'unknown') return 'unknown';
  return breaker.is === 'closed' ? 'live' : 'dead';
}
