/** The life of an incident. Times are core ms; `item` is the asset of an `each` step. */
import type { Priority } from '../priority.ts';
import type { Text } from '../text.ts';

/** A record field's value; `time` fields hold wall-clock ms since 1970. */
export type FieldValue = boolean | number | string | readonly string[];

/** A personal value lies outside the journal, under its person's key (`decisions.md` 7). */
export interface PersonalReference {
  personal: string;
  hash: string;
}

export interface Answer {
  value: FieldValue | PersonalReference;
  /** The value is a moment: wall-clock ms. */
  isTime?: true;
  /** When it happened according to the person, wall ms; the system's time is the event's. */
  claimedAt?: number;
}

export type IncidentSource =
  | 'detected'
  | 'phone'
  | 'camera'
  | 'patrol'
  | 'intercom'
  | 'parent'
  /** A notice of the utility, a check that fell due, or somebody who wanted it. */
  | 'notice'
  | 'schedule'
  | 'hand';

export type StepOutcome = 'done' | 'approved' | 'rejected';

interface StepReference {
  incident: string;
  step: string;
  item?: string;
}

export type IncidentEvents = {
  'incident-opened': {
    incident: string;
    playbook: string;
    /** Hash of the playbook's content, kept in the configuration store. */
    version: string;
    hazard: string;
    priority: Priority;
    /** One open incident for each hazard and scope. */
    scope: string;
    asset?: string;
    area?: string;
    source: IncidentSource;
    /** Absent: an emergency. */
    about?: 'planned' | 'check';
    evidence: 'suspected' | 'confirmed';
    title: Text;
    note?: string;
    parent?: string;
  };
  'alarm-joined': { incident: string; alarm: string };
  /** An alarm that is suppressed because of this emergency. */
  'consequence-joined': { incident: string; alarm: string };
  /** A graver alarm joined it. */
  'incident-priority-raised': { incident: string; priority: Priority };
  /** Another report of the same event, by a person or from an outage's lift check. */
  'report-joined': { incident: string; source: string; note?: string; parent?: string };
  'incident-confirmed': { incident: string; by: 'person' | 'second-source' };
  /** The step asks for action now. `asking`: its `when` cannot be told (`decisions.md` 13). */
  'step-due': StepReference & { dueAt?: number; roles: readonly string[]; asking: boolean };
  /** It was asked whether the step applies, and now it is known that it does not. */
  'step-withdrawn': StepReference;
  'step-late': StepReference & { round: number; nextAt?: number };
  /** What telemetry shows has begun to hold, for a `verify` step's `for`. */
  'verify-started': StepReference & { dueAt: number };
  'verify-stopped': StepReference;
  'step-done': StepReference & {
    outcome: StepOutcome;
    value?: string;
    reason?: string;
    claimedAt?: number;
    /** Done by the program: telemetry showed it, or it only had to start something. */
    automatic: boolean;
    /** A person ticked it although telemetry shows the opposite. */
    contradicts?: true;
  };
  /** Done once more; the next time is due at `dueAt`. */
  'step-repeated': StepReference & { dueAt: number; reason?: string; claimedAt?: number };
  'step-skipped': StepReference & { reason: string };
  /** Somebody tried; the guard was not known true. */
  'guard-held': StepReference;
  'fields-answered': {
    incident: string;
    step?: string;
    item?: string;
    fields: Record<string, Answer>;
  };
  'field-corrected': {
    incident: string;
    item?: string;
    field: string;
    answer: Answer;
    reason: string;
  };
  /** Nobody is in danger any more; what follows is repair, record and review. */
  'danger-over': { incident: string };
  /** What was planned: its period as registered, and what telemetry saw of it. */
  'period-set': { incident: string; window: string };
  'planned-began': { incident: string };
  'planned-ended': { incident: string };
  /** Its time is up, and it has not ended. */
  'planned-overran': { incident: string };
  /** The code that hangs there was read. */
  'person-arrived': { incident: string; area: string };
  'lead-taken': { incident: string };
  'person-assigned': { incident: string; person: string; role?: string };
  'incident-closed': {
    incident: string;
    outcome: 'real' | 'false' | 'test';
    reason?: string;
    /** Of its record: site, year, playbook and sequence (`practice.md` P-51). */
    number?: string;
    /** Fields that could not be filled in: closed all the same, with a reason. */
    lacking?: { id: string; item?: string }[];
  };
};
