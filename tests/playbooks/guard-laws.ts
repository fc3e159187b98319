/**
 * When a guarded step may be done, by its source. A guard's expression is never read here: the
 * tests hold it against these laws.
 */
import { type SignalTable, slotOf } from '../../src/core/signals/table.ts';
import { type Facts, type GuardLaw, type Known, type Readings, YES_NO } from './guard-law.ts';
import { WORK_LAWS } from './work-laws.ts';

const YES_NO_UNKNOWN = ['yes', 'no', 'unknown'] as const;
const TWO_PEOPLE = ['duty-1', 'duty-2'] as const;
const AUTOMATICS = ['tieOff', 'recloserOff', 'capacitorsOff', 'generatorOff', 'motorsOff'];
const FEEDERS = ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7', 'Q8'];
const FEEDERS_II = ['Q21', 'Q22'];
const PHASES = ['l1', 'l2', 'l3'];

const each = (signal: string, values: readonly Known[] = [true, false, undefined]): Readings[] =>
  values.map((value) => ({ [signal]: value }));

/** All three false; then each in turn true, or unknown. */
const EACH_OF_THREE: readonly Known[][] = [
  [false, false, false],
  [true, false, false],
  [undefined, false, false],
  [false, true, false],
  [false, undefined, false],
  [false, false, true],
  [false, false, undefined],
];

/** All feeders and the tie open; of each section one closed or unknown, the tie likewise. */
const FEEDER_STATES: readonly Readings[] = EACH_OF_THREE.map(([first, second, tie]) => ({
  ...Object.fromEntries(FEEDERS.map((feeder) => [`${feeder}.closed`, false])),
  ...Object.fromEntries(FEEDERS_II.map((feeder) => [`${feeder}.closed`, false])),
  'Q1.closed': first,
  'Q21.closed': second,
  'QT.closed': tie,
}));

/** Transfer switch, set and tie in manual; each in automatic, or unknown. */
const STANDBY_STATES: readonly Readings[] = EACH_OF_THREE.map(([ats, set, tie]) => ({
  'ATS1.auto': ats,
  'G1.auto': set,
  'QT.remoteAuto': tie,
}));

const voltsOf = (meter: string, volts: readonly Known[]): Readings =>
  Object.fromEntries(PHASES.map((l, n) => [`${meter}.voltage.${l}`, volts[n]]));

/** 230 V, no voltage, one phase too low, one too high, one unknown; the limits themselves. */
const BUS_STATES: readonly Readings[] = [
  [230, 230, 230],
  [198, 235.4, 230],
  [0, 0, 0],
  [197.9, 230, 230],
  [230, 235.5, 230],
  [230, 230, undefined],
].flatMap((volts) => [
  { ...voltsOf('MAIN-U', volts), ...voltsOf('MAIN-U2', [230, 230, 230]) },
  { ...voltsOf('MAIN-U', [230, 230, 230]), ...voltsOf('MAIN-U2', volts) },
]);

const feedersOf = (facts: Facts): string[] => [
  ...(isIn(facts, 'first') ? FEEDERS : []),
  ...(isIn(facts, 'second') ? FEEDERS_II : []),
];

const arePair = ({ field }: Facts, one: string, other: string): boolean =>
  field(one) !== undefined && field(other) !== undefined && field(one) !== field(other);
const isOff = ({ field }: Facts, name: string): boolean =>
  field(name) === 'done' || field(name) === 'absent';
/** GB/T 12325: 220 V +7 % −10 %. */
const isGood = ({ good }: Facts, meter: string): boolean =>
  PHASES.map((l) => good(`${meter}.voltage.${l}`)).every(
    (volts) => typeof volts === 'number' && volts >= 198 && volts <= 235.4,
  );

/** Which sections the fault concerns; where nobody has said it, both. */
const isIn = ({ field }: Facts, section: 'first' | 'second'): boolean =>
  field('faultSection') === section ||
  field('faultSection') === 'both' ||
  field('faultSection') === undefined;

/** The slot of `A-L1.present`; undefined where no device says it. */
export function slotNamed(table: SignalTable, signal: string): number | undefined {
  const dot = signal.indexOf('.');
  return slotOf(table, signal.slice(0, dot), signal.slice(dot + 1));
}

export const GUARD_LAWS: readonly GuardLaw[] = [
  {
    playbook: 'entrapment',
    step: 'E-4.rescue',
    asset: 'A-L1',
    source: 'P-8',
    fields: {
      rescuer: TWO_PEOPLE,
      secondRescuer: TWO_PEOPLE,
      switchLocked: YES_NO,
      positionKnown: YES_NO,
    },
    readings: [],
    mayBeDone: (facts) =>
      arePair(facts, 'rescuer', 'secondRescuer') &&
      facts.field('switchLocked') === 'yes' &&
      facts.field('positionKnown') === 'yes',
  },
  {
    playbook: 'entrapment',
    step: 'E-8.test-runs',
    asset: 'A-L1',
    source: 'P-32',
    fields: {},
    readings: [each('FA1.active')],
    mayBeDone: ({ good }) => good('FA1.active') === false,
  },
  {
    playbook: 'entrapment',
    step: 'E-8.return',
    asset: 'A-L1',
    source: 'E-8, P-14',
    fields: {
      testRuns: YES_NO,
      repaired: YES_NO,
      cause: ['outage', 'fault', 'water', 'other'],
    },
    readings: [each('A-L1.mains'), each('A-L1.present'), each('A-L1.inspection')],
    mayBeDone: ({ field, good }) =>
      field('testRuns') === 'yes' &&
      (field('cause') === 'outage' || field('repaired') === 'yes') &&
      good('A-L1.mains') === true &&
      good('A-L1.present') === false &&
      good('A-L1.inspection') === false,
  },
  {
    playbook: 'outage',
    step: 'O-2.against-sudden-return',
    asset: 'MAIN-U',
    source: 'P-23, P-24, P-25',
    fields: { executor: TWO_PEOPLE, guardian: TWO_PEOPLE, fedSeen: YES_NO },
    readings: [],
    mayBeDone: (facts) =>
      arePair(facts, 'executor', 'guardian') && facts.field('fedSeen') === 'yes',
  },
  {
    playbook: 'outage',
    step: 'O-3.close-main',
    asset: 'MAIN-U',
    source: 'O-3, P-23',
    fields: {
      faultCleared: YES_NO,
      testedDead: YES_NO,
      executor: TWO_PEOPLE,
      guardian: TWO_PEOPLE,
      faultSection: ['first', 'second'],
      ...Object.fromEntries(AUTOMATICS.map((name) => [name, ['done', 'absent', 'on']])),
    },
    readings: [FEEDER_STATES, STANDBY_STATES],
    mayBeDone: (facts) =>
      facts.good('ATS1.auto') === false &&
      facts.good('G1.auto') === false &&
      facts.field('faultCleared') === 'yes' &&
      facts.field('testedDead') === 'yes' &&
      arePair(facts, 'executor', 'guardian') &&
      AUTOMATICS.every((name) => isOff(facts, name)) &&
      facts.good('QT.remoteAuto') === false &&
      facts.good('QT.closed') === false &&
      feedersOf(facts).every((feeder) => facts.good(`${feeder}.closed`) === false),
  },
  {
    playbook: 'outage',
    step: 'O-3.close-feeders',
    asset: 'MAIN-U',
    source: 'O-3, P-23',
    fields: { phaseSequence: ['right', 'wrong'], faultSection: ['first', 'second', 'both'] },
    readings: [each('Q0.closed'), each('Q20.closed'), BUS_STATES],
    mayBeDone: (facts) =>
      facts.field('phaseSequence') === 'right' &&
      (!isIn(facts, 'first') || (facts.good('Q0.closed') === true && isGood(facts, 'MAIN-U'))) &&
      (!isIn(facts, 'second') || (facts.good('Q20.closed') === true && isGood(facts, 'MAIN-U2'))),
  },
  {
    playbook: 'outage',
    step: 'O-6.flames-out',
    asset: 'MAIN-U',
    source: 'O-6, P-45',
    fields: { flamesOut: YES_NO },
    readings: [],
    mayBeDone: ({ field }) => field('flamesOut') === 'yes',
  },
  {
    playbook: 'outage',
    step: 'O-7.gates-closed',
    asset: 'MAIN-U',
    source: 'O-7, P-45',
    fields: { gateWays: YES_NO },
    readings: [],
    mayBeDone: ({ field }) => field('gateWays') === 'yes',
  },
  {
    playbook: 'flooding',
    step: 'F-2.raise',
    asset: 'A-W1',
    item: 'A-L1',
    source: 'F-2, P-5, P-6, P-32',
    fields: {
      panelWet: YES_NO_UNKNOWN,
      shaftClear: YES_NO_UNKNOWN,
      fromAbove: YES_NO_UNKNOWN,
      fireAlarm: YES_NO_UNKNOWN,
      targetFloor: [12],
    },
    readings: [each('A-L1.inspection'), each('FA1.active')],
    mayBeDone: ({ field, good }) =>
      // The panel says so itself: nobody can talk it away (P-32).
      good('FA1.active') === false &&
      field('panelWet') === 'no' &&
      field('shaftClear') === 'yes' &&
      field('fromAbove') === 'no' &&
      field('fireAlarm') === 'no' &&
      field('targetFloor') !== undefined &&
      good('A-L1.inspection') === false,
  },
  {
    playbook: 'flooding',
    step: 'F-2.cut-power',
    asset: 'A-W1',
    item: 'A-L1',
    source: 'F-2, P-7',
    fields: {
      panelWet: YES_NO_UNKNOWN,
      atLanding: YES_NO_UNKNOWN,
      carEmpty: YES_NO_UNKNOWN,
    },
    readings: [each('A-L1.present')],
    mayBeDone({ field, good }) {
      const isSeenEmpty = field('carEmpty') === 'yes';
      // Off a landing nobody can get out: cut at once. At one, the people come out first.
      if (field('panelWet') === 'yes') return field('atLanding') === 'no' || isSeenEmpty;
      return isSeenEmpty && good('A-L1.present') === false;
    },
  },
  {
    playbook: 'flooding',
    step: 'F-3.close-sprinkler',
    asset: 'A-W1',
    source: 'P-31',
    fields: { fireControlAgrees: TWO_PEOPLE, firePumpsManual: YES_NO, fireWatch: TWO_PEOPLE },
    readings: [],
    mayBeDone: ({ field }) =>
      field('fireControlAgrees') !== undefined &&
      field('firePumpsManual') === 'yes' &&
      field('fireWatch') !== undefined,
  },
  {
    playbook: 'flooding',
    step: 'F-3.open-feeders',
    asset: 'A-W1',
    source: 'P-23',
    fields: { executor: TWO_PEOPLE, guardian: TWO_PEOPLE },
    readings: [],
    mayBeDone: (facts) => arePair(facts, 'executor', 'guardian'),
  },
  {
    playbook: 'flooding',
    step: 'F-5.pump-out',
    asset: 'A-W1',
    source: 'P-28',
    fields: { circuitsDead: YES_NO, switchRoomWet: YES_NO, upstreamCut: ['at the ring main unit'] },
    readings: [],
    mayBeDone: ({ field }) =>
      field('circuitsDead') === 'yes' &&
      (field('switchRoomWet') === 'no' || field('upstreamCut') !== undefined),
  },
  {
    playbook: 'flooding',
    step: 'F-6.fire-water-back',
    asset: 'A-W1',
    source: 'P-31',
    fields: { fireWaterBack: YES_NO },
    readings: [],
    mayBeDone: ({ field }) => field('fireWaterBack') === 'yes',
  },
  {
    playbook: 'flooding',
    step: 'F-6.lift-back',
    asset: 'A-W1',
    item: 'A-L1',
    source: 'P-5, P-14',
    fields: { dried: YES_NO, shaftClear: YES_NO_UNKNOWN },
    readings: [each('A-L1.inspection')],
    mayBeDone: ({ field, good }) =>
      field('dried') === 'yes' &&
      field('shaftClear') === 'yes' &&
      good('A-L1.inspection') === false,
  },
  ...WORK_LAWS,
];
