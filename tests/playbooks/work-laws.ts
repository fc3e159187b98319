/** Laws of what is planned, checked and reviewed: what is wrong becomes an action first. */
import { type GuardLaw, YES_NO } from './guard-law.ts';

/** Not a field: how many actions the incident has led to. */
export const ACTIONS = '#actions';

/** What is wrong is listed as an action before a step that says so may be done. */
const defectLaw = (playbook: string, step: string, source: string): GuardLaw => ({
  playbook,
  step,
  asset: 'A-L1',
  source,
  fields: { [ACTIONS]: [1, 2] },
  readings: [],
  mayBeDone: ({ field }) => field(ACTIONS) !== undefined,
});

interface ResultLaw {
  playbook: string;
  step: string;
  source: string;
  field: string;
  bad: string;
}

/** The same, where `good` needs none. */
const resultLaw = ({ playbook, step, source, field, bad }: ResultLaw): GuardLaw => ({
  playbook,
  step,
  asset: 'A-L1',
  source,
  fields: { [field]: ['good', bad], [ACTIONS]: [1] },
  readings: [],
  mayBeDone: (facts) =>
    facts.field(field) === 'good' ||
    (facts.field(field) !== undefined && facts.field(ACTIONS) !== undefined),
});

const yesLaw = ({ playbook, step, source, field }: Omit<ResultLaw, 'bad'>): GuardLaw => ({
  playbook,
  step,
  asset: 'A-L1',
  source,
  fields: { [field]: YES_NO },
  readings: [],
  mayBeDone: (facts) => facts.field(field) === 'yes',
});

export const WORK_LAWS: readonly GuardLaw[] = [
  {
    playbook: 'flooding',
    step: 'F-5.pit-permit',
    asset: 'A-W1',
    source: 'P-30',
    fields: {
      pitPermit: ['7'],
      pitAired: YES_NO,
      pitGas: ['good', 'bad'],
      pitWatcher: ['duty-1'],
    },
    readings: [],
    mayBeDone: ({ field }) =>
      field('pitPermit') !== undefined &&
      field('pitAired') === 'yes' &&
      field('pitGas') === 'good' &&
      field('pitWatcher') !== undefined,
  },
  {
    playbook: 'flooding',
    step: 'F-8.review',
    asset: 'A-W1',
    source: 'F-8',
    fields: { actionsAgreed: ['none', 'listed'], [ACTIONS]: [1] },
    readings: [],
    mayBeDone: ({ field }) =>
      field('actionsAgreed') === 'none' ||
      (field('actionsAgreed') === 'listed' && field(ACTIONS) !== undefined),
  },
  yesLaw({ playbook: 'planned-outage', step: 'O-1.lifts', source: 'O-1', field: 'liftsEmptied' }),
  resultLaw({
    playbook: 'planned-outage',
    step: 'O-1.systems',
    source: 'O-1, O-10',
    field: 'fiveSystems',
    bad: 'faulty',
  }),
  yesLaw({ playbook: 'pipe-work', step: 'F-10(4).watch', source: 'F-10(4)', field: 'briefed' }),
  ...(['pipe-work', 'fit-out-test'] as const).map((playbook) =>
    resultLaw({
      playbook,
      step: playbook === 'pipe-work' ? 'F-10(4).done' : 'F-10(5).done',
      source: 'F-10',
      field: 'result',
      bad: 'defect',
    }),
  ),
  defectLaw('check-emergency-lights', 'O-11(1).defect', 'O-11(1)'),
  defectLaw('check-hand-lamps', 'O-11(3).defect', 'O-11(3)'),
  defectLaw('patrol-drains', 'F-10(1).defect', 'F-10(1)'),
  defectLaw('patrol-sprinklers', 'F-10(2).defect', 'F-10(2)'),
  defectLaw('before-storm', 'F-10(3).defect', 'F-10(3)'),
  defectLaw('check-sandbags', 'F-10(6).defect', 'F-10(6)'),
];
