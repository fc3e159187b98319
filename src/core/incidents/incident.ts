/** One emergency being handled: its steps, its record, its alarms. Changed by `evolve` only. */

import type { Actor } from '../event.ts';
import type { Priority } from '../priority.ts';
import type { Text } from '../text.ts';
import type { Answer, IncidentEvents, StepOutcome } from './events.ts';
import type { FirstMoments } from './moments.ts';
import { stepKey } from './playbook.ts';

export interface FieldState extends Answer {
  at: number;
  by?: string;
  /** What stood there before: corrections append. */
  before: { answer: Answer; at: number; by?: string; reason: string }[];
}

/** A step that has become active. One that has not is not in the state. */
export interface StepState {
  step: string;
  item?: string;
  state: 'active' | 'done' | 'skipped';
  /** Its `when` could not be told: a person decides whether it applies. */
  isAsking: boolean;
  activeSince: number;
  roles: readonly string[];
  dueAt?: number;
  /** How often a step that repeats has been done. */
  times: number;
  lateRounds: number;
  nextLateAt?: number;
  verifyDueAt?: number;
  doneAt?: number;
  doneBy?: Actor;
  outcome?: StepOutcome;
  value?: string;
  reason?: string;
  claimedAt?: number;
  isAutomatic?: boolean;
  contradicts?: true;
  heldAt?: number;
  version: number;
}

export interface Incident {
  id: string;
  playbook: string;
  playbookVersion: string;
  hazard: string;
  /** Absent: an emergency. */
  about?: 'planned' | 'check';
  priority: Priority;
  scope: string;
  asset?: string;
  area?: string;
  source: IncidentEvents['incident-opened']['source'];
  evidence: 'suspected' | 'confirmed';
  confirmedAt?: number;
  title: Text;
  note?: string;
  openedAt: number;
  openedBy?: string;
  parent?: string;
  children: string[];
  alarms: string[];
  /** Alarms that are suppressed because of it. */
  consequences: string[];
  /** Of the latency ledger, but for those of its own steps. */
  moments: FirstMoments;
  steps: Record<string, StepState>;
  record: Record<string, FieldState>;
  /** By asset: the records of `each` steps' items. */
  itemRecords: Record<string, Record<string, FieldState>>;
  /** Who read the code of which place, in order. */
  arrivals: { person: string; area: string; at: number }[];
  lead?: string;
  assigned: { person: string; role?: string; at: number }[];
  state: 'open' | 'closed';
  /** Nobody is in danger any more; it stays open until its record is complete. */
  overAt?: number;
  /** Of what was planned: its window, and what telemetry saw. */
  window?: string;
  beganAt?: number;
  endedAt?: number;
  overranAt?: number;
  closedAt?: number;
  closedBy?: string;
  outcome?: 'real' | 'false' | 'test';
  closingReason?: string;
  /** Of its record; a journal of an earlier version has none. */
  number?: string;
  /** Fields that were blank when it was closed. */
  lacking?: { id: string; item?: string }[];
  /** `seq` of the last event about it. */
  version: number;
}

export interface IncidentsState {
  incidents: Record<string, Incident>;
  /** By playbook, when it was last opened: what comes again counts from there. */
  lastOpened: Record<string, { incident: string; at: number }>;
}

export function initialIncidentsState(): IncidentsState {
  return { incidents: {}, lastOpened: {} };
}

/** What is found or reported now belongs to it: it is open, and its danger is not over. */
export function isUnderWay({ overAt, state }: Incident): boolean {
  return state === 'open' && overAt === undefined;
}

/** Open emergencies, over or not: what is planned and checks are work, not incidents. */
export function openEmergencies(state: IncidentsState): Incident[] {
  return openIncidents(state).filter(({ about }) => about === undefined);
}

export function openIncidents(state: IncidentsState): Incident[] {
  return Object.values(state.incidents).filter((incident) => incident.state === 'open');
}

interface Stamp {
  seq: number;
  at: number;
  actor: Actor | undefined;
}

type Evolve<T extends keyof IncidentEvents> = (
  incident: Incident,
  data: IncidentEvents[T],
  stamp: Stamp,
) => void;

export function evolveIncident(
  state: IncidentsState,
  type: keyof IncidentEvents,
  data: IncidentEvents[keyof IncidentEvents],
  stamp: Stamp,
): void {
  if (type === 'incident-opened') open(state, data as IncidentEvents['incident-opened'], stamp);
  const incident = state.incidents[data.incident];
  if (incident === undefined) return;
  (EVOLVE[type] as Evolve<typeof type>)(incident, data, stamp);
  incident.version = stamp.seq;
  const parent = state.incidents[incident.parent ?? ''];
  if (parent !== undefined && !parent.children.includes(incident.id))
    parent.children.push(incident.id);
}

function open(
  state: IncidentsState,
  data: IncidentEvents['incident-opened'],
  { seq, at, actor }: Stamp,
): void {
  const { incident: id, version, ...rest } = data;
  state.lastOpened[data.playbook] = { incident: id, at };
  state.incidents[id] = {
    ...rest,
    id,
    playbookVersion: version,
    openedAt: at,
    children: [],
    alarms: [],
    consequences: [],
    moments: {},
    steps: {},
    record: {},
    itemRecords: {},
    assigned: [],
    arrivals: [],
    state: 'open',
    version: seq,
    ...(data.evidence === 'confirmed' ? { confirmedAt: at } : {}),
    ...(actor === undefined ? {} : { openedBy: actor.person }),
  };
}

const EVOLVE: { [T in keyof IncidentEvents]: Evolve<T> } = {
  'incident-opened': () => {},
  'alarm-joined': (incident, { alarm }) => {
    if (!incident.alarms.includes(alarm)) incident.alarms.push(alarm);
  },
  'consequence-joined': (incident, { alarm }) => {
    incident.consequences.push(alarm);
  },
  'incident-priority-raised': (incident, { priority }) => {
    incident.priority = priority;
  },
  'report-joined': (incident, { parent }) => {
    if (parent !== undefined) incident.parent ??= parent;
  },
  'incident-confirmed': (incident, _data, { at }) => {
    incident.evidence = 'confirmed';
    incident.confirmedAt = at;
  },
  'step-due': (incident, { step, item, dueAt, roles, asking }, { seq, at }) => {
    incident.steps[stepKey(step, item)] = {
      step,
      state: 'active',
      isAsking: asking,
      activeSince: at,
      roles,
      times: 0,
      lateRounds: 0,
      version: seq,
      ...(item === undefined ? {} : { item }),
      ...(dueAt === undefined ? {} : { dueAt, nextLateAt: dueAt }),
    };
  },
  'step-withdrawn': (incident, { step, item }) => {
    delete incident.steps[stepKey(step, item)];
  },
  'step-late': (incident, { round, nextAt, ...reference }, { seq }) => {
    change(incident, reference, seq, (step) => {
      step.lateRounds = round;
      if (nextAt === undefined) delete step.nextLateAt;
      else step.nextLateAt = nextAt;
    });
  },
  'verify-started': (incident, { dueAt, ...reference }, { seq }) => {
    change(incident, reference, seq, (step) => {
      step.verifyDueAt = dueAt;
    });
  },
  'verify-stopped': (incident, reference, { seq }) => {
    change(incident, reference, seq, (step) => {
      delete step.verifyDueAt;
    });
  },
  'step-done': (incident, data, { seq, at, actor }) => {
    change(incident, data, seq, (step) => {
      finish(step, 'done', at, actor);
      step.outcome = data.outcome;
      step.isAutomatic = data.automatic;
      if (data.contradicts !== undefined) step.contradicts = true;
      if (data.value !== undefined) step.value = data.value;
      if (data.reason !== undefined) step.reason = data.reason;
      if (data.claimedAt !== undefined) step.claimedAt = data.claimedAt;
    });
  },
  'step-repeated': (incident, { dueAt, ...data }, { seq, at, actor }) => {
    change(incident, data, seq, (step) => {
      step.times += 1;
      step.doneAt = at;
      step.dueAt = dueAt;
      step.nextLateAt = dueAt;
      step.lateRounds = 0;
      if (actor !== undefined) step.doneBy = actor;
      if (data.claimedAt !== undefined) step.claimedAt = data.claimedAt;
      if (data.reason !== undefined) step.reason = data.reason;
    });
  },
  'step-skipped': (incident, { reason, ...reference }, { seq, at, actor }) => {
    change(incident, reference, seq, (step) => {
      finish(step, 'skipped', at, actor);
      step.reason = reason;
    });
  },
  'guard-held': (incident, reference, { seq, at }) => {
    change(incident, reference, seq, (step) => {
      step.heldAt = at;
    });
  },
  'fields-answered': (incident, { step, item, fields }, { seq, at, actor }) => {
    const record = item === undefined ? incident.record : itemRecord(incident, item);
    for (const [name, answer] of Object.entries(fields)) {
      record[name] = answered(record[name], answer, at, actor);
    }
    if (step !== undefined) change(incident, { step, item }, seq, () => {});
  },
  'field-corrected': (incident, { item, field, answer, reason }, { at, actor }) => {
    const record = item === undefined ? incident.record : itemRecord(incident, item);
    const old = record[field];
    record[field] = answered(old, answer, at, actor);
    if (old !== undefined) record[field].before.push({ ...previous(old), reason });
  },
  'danger-over': (incident, _data, { at }) => {
    incident.overAt = at;
  },
  'period-set': (incident, { window }) => {
    incident.window = window;
  },
  'planned-began': (incident, _data, { at }) => {
    incident.beganAt = at;
  },
  'planned-ended': (incident, _data, { at }) => {
    incident.endedAt = at;
  },
  'planned-overran': (incident, _data, { at }) => {
    incident.overranAt = at;
  },
  'person-arrived': (incident, { area }, { at, actor }) => {
    incident.arrivals.push({ person: actor?.person ?? '', area, at });
  },
  'lead-taken': (incident, _data, { actor }) => {
    if (actor !== undefined) incident.lead = actor.person;
  },
  'person-assigned': (incident, { person, role }, { at }) => {
    incident.assigned.push({ person, at, ...(role === undefined ? {} : { role }) });
  },
  'incident-closed': (incident, { outcome, reason, number, lacking }, { at, actor }) => {
    incident.state = 'closed';
    incident.closedAt = at;
    incident.outcome = outcome;
    if (reason !== undefined) incident.closingReason = reason;
    if (lacking !== undefined) incident.lacking = lacking;
    if (number !== undefined) incident.number = number;
    if (actor !== undefined) incident.closedBy = actor.person;
  },
};

function change(
  incident: Incident,
  reference: { step: string; item?: string | undefined },
  seq: number,
  apply: (step: StepState) => void,
): void {
  const step = incident.steps[stepKey(reference.step, reference.item)];
  if (step === undefined) return;
  apply(step);
  step.version = seq;
}

function finish(
  step: StepState,
  state: 'done' | 'skipped',
  at: number,
  actor: Actor | undefined,
): void {
  step.state = state;
  step.doneAt = at;
  if (actor !== undefined) step.doneBy = actor;
  delete step.nextLateAt;
  delete step.verifyDueAt;
}

function itemRecord(incident: Incident, item: string): Record<string, FieldState> {
  incident.itemRecords[item] ??= {};
  return incident.itemRecords[item];
}

function answered(
  old: FieldState | undefined,
  answer: Answer,
  at: number,
  actor: Actor | undefined,
): FieldState {
  const before = old?.before ?? [];
  return { ...answer, at, before, ...(actor === undefined ? {} : { by: actor.person }) };
}

function previous(field: FieldState): { answer: Answer; at: number; by?: string } {
  const { before: _before, at, by, ...answer } = field;
  return { answer, at, ...(by === undefined ? {} : { by }) };
}
