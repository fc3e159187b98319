/** Wire types of incidents and of telling people. Part of `contract.ts`. */
import type { AlarmInfo } from './contract-alarm.ts';
import type { Priority, Text, Value } from './contract-basics.ts';

export interface FieldDefinition {
  type: 'choice' | 'number' | 'text' | 'time' | 'person' | 'people' | 'photo' | 'places';
  /** A time that may lie ahead. */
  ahead?: boolean;
  of?: Record<string, Text>;
  /** Of a `person`: whom it may name now, and the certificate that this takes. */
  candidates?: { id: string; name: Text }[];
  certificate?: 'lift' | 'electrician';
  /** The field whose person it must not be. */
  not?: string;
  required: boolean;
  personal: boolean;
  per?: string;
  text: Text;
}

export interface FieldAnswer {
  value: Value | string[] | null;
  /** True where the value is personal and the caller may not see it. */
  hidden?: boolean;
  at: number;
  by?: string;
  claimedAt?: number;
  corrections: { value: Value | string[] | null; at: number; by?: string; reason: string }[];
}

export type StepStateName = 'pending' | 'active' | 'done' | 'skipped';

export interface StepInfo {
  /** `E-1.locate`, or `F-2.cut-power@A-L1`. */
  key: string;
  step: string;
  item?: string;
  itemName?: Text;
  do: 'task' | 'form' | 'decide' | 'notify' | 'verify' | 'approve' | 'start' | 'notice';
  text: Text;
  original: boolean;
  role?: string;
  by?: string[];
  state: StepStateName;
  /** Its `when` cannot be told: a person says whether it applies. */
  asking: boolean;
  after: string[];
  activeSince?: number;
  dueAt?: number;
  /** Where its deadline comes from. */
  basis?: Text;
  late: boolean;
  doneAt?: number;
  doneBy?: string;
  onBehalfOf?: string;
  via?: string;
  outcome?: 'done' | 'approved' | 'rejected';
  value?: string;
  reason?: string;
  automatic?: boolean;
  /** Ticked by a person although telemetry showed the opposite. */
  contradicts?: boolean;
  /** For a form: its fields. For a decision or an approval: the one that takes the answer. */
  fields: string[];
  /** It is done again each time after so long, ms; `times`: how often it was. */
  repeatMs?: number;
  times?: number;
  /** Telemetry's suggestions, by field; for a decision, under its field. */
  suggestions: Record<string, Value>;
  /** It is never skipped: what was shut off is given back before the incident closes. */
  unskippable?: true;
  /** `met`: true, `holds`: false, `unknown`. Absent where the step has no guard. */
  guard?: 'met' | 'holds' | 'unknown';
  held?: Text;
  /** Of a `notice` that is due: what it would send now. */
  notice?: NoticePreview;
  /** When a verification that telemetry shows now will be complete. */
  verifyDueAt?: number;
  version: number;
}

/** What a `notice` step would send now. */
export interface NoticePreview {
  text: Text;
  places: string[];
  /** All whom it concerns, and those of them that a channel reaches. */
  units: number;
  reachable: number;
}

export interface IncidentSummary {
  id: string;
  playbook: string;
  plan: string;
  title: Text;
  hazard: string;
  priority: Priority;
  /** Order of danger (P-27): people in a lift, water in a protected room, outage, other water. */
  danger: 1 | 2 | 3 | 4;
  asset?: string;
  area?: string;
  place: Text;
  source: string;
  evidence: 'suspected' | 'confirmed';
  openedAt: number;
  closedAt?: number;
  outcome?: 'real' | 'false' | 'test';
  state: 'open' | 'closed';
  /** Absent: an emergency. */
  about?: 'planned' | 'check';
  /** The danger is over; it stays open until its record is complete. */
  overAt?: number;
  /** Of something planned: as registered, and as telemetry saw it. */
  period?: { from: number; to: number; places: string[] };
  beganAt?: number;
  endedAt?: number;
  overranAt?: number;
  lead?: string;
  parent?: string;
  children: string[];
  alarms: string[];
  /** The steps that are due now, the soonest first. */
  due: { key: string; text: Text; role?: string; dueAt?: number; late: boolean }[];
  stepsDone: number;
  stepsTotal: number;
  /** Share of required fields that are answered, 0 to 1. */
  completeness: number;
  /** Somebody is being rung, and nobody at all has answered yet. */
  unanswered: boolean;
  /** Protection that is out of use because of it. */
  impairments: Text[];
  version: number;
}

export interface TimelineEntry {
  seq: number;
  at: number;
  type: string;
  actor?: string;
  onBehalfOf?: string;
  text: Text;
}

export interface IncidentDetail extends IncidentSummary {
  note?: string;
  steps: StepInfo[];
  /** Alarms that are suppressed by design because of this emergency: its consequences. */
  consequences: AlarmInfo[];
  /** The paper plan's own sentences by clause, such as `E-1`. */
  clauses: Record<string, Text>;
  recordFields: Record<string, FieldDefinition>;
  record: Record<string, FieldAnswer>;
  itemRecords: Record<string, Record<string, FieldAnswer>>;
  timeline: TimelineEntry[];
  notifications: NotificationInfo[];
  assigned: { person: string; role?: string; at: number }[];
  /** Who read the code of which place with his phone (`POST /arrivals`). */
  arrivals: { person: string; area: string; at: number }[];
  missing: { kind: 'step' | 'field' | 'alarm'; id: string; item?: string }[];
  callCard?: Record<string, Text | string>;
  closingReason?: string;
  /** Of its record, once it is closed: site, year, playbook, sequence. */
  number?: string;
  /** Fields that were blank when it was closed, with that reason. */
  lacking: { id: string; item?: string }[];
  /** What gets worse meanwhile, the soonest first; of a closed incident nothing. */
  harms: HarmClockInfo[];
  /** From the change in the field to the end of the danger, each moment against its limit. */
  ledger: LedgerInfo[];
  /** Of a flooding: what shuts its water off. */
  isolations: IsolationInfo[];
}

/** `at` is absent where the moment has not come, or nobody knows it. */
export interface LedgerInfo {
  moment: string;
  text: Text;
  at?: number;
  limitAt?: number;
  late: boolean;
}

/** `GET /ledger`: how long each stage took, over the incidents that opened in a period. */
export interface LedgerFigures {
  from: number;
  to: number;
  playbooks: {
    playbook: string;
    title: Text;
    /** Real or still open: all figures are of these. */
    incidents: number;
    open: number;
    /** Closed as false or as a test. */
    apart: { false: number; test: number };
    moments: MomentFigures[];
  }[];
}

export interface MomentFigures {
  moment: string;
  text: Text;
  /** Incidents that have it, and closed ones that never came to it or of which nobody knows it. */
  count: number;
  never: number;
  /** Incidents in which it had a limit, and those of them in which it was late. */
  limited: number;
  late: number;
  /** From the first known moment, by nearest rank; absent where no incident has it. */
  afterMs?: { p50: number; p90: number; p99: number; worst: number };
}

/** A harm clock: `at` is absent where nobody can say when. */
export interface HarmClockInfo {
  harm: string;
  text: Text;
  asset?: string;
  area?: string;
  at?: number;
}

/** A valve or breaker (an asset's id, or what is written on it) and what it stops. */
export interface IsolationInfo {
  by: string;
  stops: string;
  /** Areas that lose their supply. */
  affects: string[];
  at?: Text;
  turn?: 'clockwise' | 'anticlockwise';
  photo?: string;
}

export interface NotificationInfo {
  id: string;
  incident?: string;
  alarm?: string;
  role: string;
  priority: Priority;
  text: Text;
  requestedAt: number;
  recipients: {
    person: string;
    name: Text;
    channel: string;
    result?: 'delivered' | 'retry' | 'refused';
    reason?: string;
    at?: number;
    attempts: number;
  }[];
  answers: { person: string; name: Text; answer: 'coming' | 'cannot'; at: number }[];
  escalation?: {
    state: 'open' | 'answered' | 'closed';
    role: string;
    nextAt?: number;
    answeredBy?: string;
  };
  version: number;
}

/** A stored photo; a `photo` field's value is a list of such ids. */
export interface AttachmentInfo {
  /** SHA-256 of the content, with the ending of its type. */
  id: string;
  type: 'image/jpeg' | 'image/png' | 'image/webp';
  bytes: number;
}

/** Bodies of the calls that change something. Each may carry an `Idempotency-Key` header. */
export interface StepRequest {
  version: number;
  action: 'done' | 'skip' | 'approve' | 'reject' | 'answer';
  value?: string;
  fields?: Record<string, Value | string[]>;
  reason?: string;
  item?: string;
  onBehalfOf?: string;
  via?: 'radio' | 'phone' | 'in-person';
  claimedAt?: number;
}

export interface ReportRequest {
  playbook: string;
  asset?: string;
  area?: string;
  /** `notice`: the utility's, of a planned outage; `hand`: a check that somebody wanted. */
  source: 'phone' | 'camera' | 'patrol' | 'intercom' | 'notice' | 'hand';
  note?: string;
}
