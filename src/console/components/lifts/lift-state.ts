/**
 * What the screen may say about a lift: drawn from its live signals, and from nothing that is not
 * known. A value that is bad is absent here, never a default.
 */
import type { AssetInfo } from '../../../api/contract.ts';
import {
  badSince,
  isUncertain,
  knownBool,
  knownNumber,
  knownText,
} from '../../data/known-value.ts';
import type { AssetSignals } from '../../data/queries.ts';

export interface LiftState {
  /** Height in the shaft, 0 at the lowest landing to 1 at the highest; absent: unknown. */
  height?: number;
  floor?: number;
  /** Away from a landing; between which floors, where the direction is known. */
  offLanding?: { between?: [number, number] };
  doors?: string;
  hasPeople?: boolean;
  isMoving?: boolean;
  direction?: 'up' | 'down';
  /** The service mode, where it is not normal. */
  mode?: string;
  hasNoMains: boolean;
  alarmButton: boolean;
  /** Some of what is drawn is uncertain. */
  isDoubtful: boolean;
  /** Since when what is needed to draw the car is bad. */
  blindSince?: number;
}

export function describeLift(lift: AssetInfo, signals: AssetSignals): LiftState {
  const floor = knownNumber(signals, 'floor');
  const moving = knownBool(signals, 'moving');
  const direction = knownText(signals, 'direction');
  const way = direction === 'up' || direction === 'down' ? direction : undefined;
  const isOff = knownBool(signals, 'doorZone') === false;
  const between = isOff && floor !== undefined ? floorsAround(lift, floor, way) : undefined;
  const height = floor === undefined ? undefined : heightOf(lift, floor, between);
  // The latched signal, where the site has one: a still person vanishes from the sensor's own.
  const people = knownBool(signals, 'present') ?? knownBool(signals, 'occupied');
  return compact({
    height,
    floor,
    offLanding: isOff ? compact({ between }) : undefined,
    doors: knownText(signals, 'doors'),
    hasPeople: people,
    isMoving: moving,
    direction: way,
    mode: modeOf(signals),
    hasNoMains: knownBool(signals, 'mains') === false,
    alarmButton: knownBool(signals, 'alarmButton') === true,
    isDoubtful: isUncertain(signals, DRAWN),
    blindSince: badSince(signals, ESSENTIAL),
  });
}

/** Signals that the drawing itself needs. */
const DRAWN = ['floor', 'doorZone', 'doors', 'moving', 'occupied'];
/** Without these nothing true can be drawn. */
const ESSENTIAL = ['floor', 'doorZone'];

function modeOf(signals: AssetSignals): string | undefined {
  if (knownBool(signals, 'inspection')) return 'inspection';
  const mode = knownText(signals, 'mode');
  return mode === 'normal' ? undefined : mode;
}

/** The landings are drawn at equal distances; a car off the landing halfway to the next. */
function heightOf(lift: AssetInfo, floor: number, between: [number, number] | undefined) {
  const landings = lift.serves ?? [];
  const top = landings.length - 1;
  const index = landings.indexOf(floor);
  if (top < 1 || index < 0) return undefined;
  if (between === undefined) return index / top;
  return (landings.indexOf(between[0]) + 0.5) / top;
}

/** The lower and the upper landing; where the direction is unknown nobody can tell which. */
function floorsAround(
  { serves = [] }: AssetInfo,
  floor: number,
  way: 'up' | 'down' | undefined,
): [number, number] | undefined {
  const index = serves.indexOf(floor);
  if (index < 0 || way === undefined) return undefined;
  const lower = way === 'up' ? index : index - 1;
  const [from, to] = [serves[lower], serves[lower + 1]];
  return from === undefined || to === undefined ? undefined : [from, to];
}

/** Leaves out what is undefined, so that "absent" has one form. */
function compact<T extends object>(
  object: {
    [K in keyof T]: T[K] | undefined;
  },
): T {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as T;
}
