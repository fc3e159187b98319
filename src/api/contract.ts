/**
 * The wire types of `/api/v1`: what the server sends and takes, as the console and other programs
 * see it. Moments are wall-clock ms since 1970 (UTC); durations are ms. Types only.
 */

export interface Text {
  zh: string;
  en: string;
}
export type Language = 'zh' | 'en';
export type Value = boolean | number | string;
export type Quality = 'good' | 'uncertain' | 'bad';
export type Priority = 'critical' | 'high' | 'medium' | 'low';
export type Access = 'viewer' | 'operator' | 'engineer' | 'manager' | 'admin';

/** RFC 9457 problem details; `code` is stable, `detail` is for people. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  code:
    | 'not-found'
    | 'conflict'
    | 'forbidden'
    | 'held'
    | 'invalid'
    | 'incomplete'
    | 'unauthenticated'
    | 'csrf'
    | 'too-large'
    | 'unavailable'
    | 'internal';
  missing?: { kind: 'step' | 'field' | 'alarm'; id: string; item?: string }[];
  first?: { by?: string; at: number; version: number };
  /** Why a guard holds, in both languages. */
  held?: Text;
}

export interface Me {
  user: string;
  name: Text;
  access: Access;
  roles: string[];
  language: Language;
  personalData: boolean;
  csrf: string;
}

export interface SiteInfo {
  id: string;
  name: Text;
  timezone: string;
  language: Language;
  simulated: boolean;
  version: string;
  /** True until the first administrator has a password. */
  needsSetup: boolean;
}

/** `GET /site`: open to everybody who is signed in; what the wall draws itself from. */
export interface SiteDescription extends SiteInfo {
  areas: { id: string; kind: string; name: Text; in?: string; floor?: number; protect?: number }[];
  kinds: Record<string, KindInfo>;
  /** From area to area. */
  spreads: [string, string][];
  playbooks: { id: string; title: Text; hazard: string; plan: string }[];
  roles: Record<string, Text>;
}

export interface KindInfo {
  title: Text;
  signals: Record<
    string,
    {
      title: Text;
      type: 'bool' | 'number' | 'enum' | 'string';
      unit?: string;
      values?: Record<string, Text>;
    }
  >;
}

export interface SignalReading {
  asset: string;
  signal: string;
  value: Value | null;
  unit?: string;
  quality: Quality;
  reason?: string;
  at: number;
  /** The device's own time, where it has one. */
  deviceAt?: number;
  device: string;
}

export interface AssetInfo {
  id: string;
  kind: string;
  area: string;
  name: Text;
  serves?: number[];
  fedBy?: string;
  attributes: Record<string, Value>;
  camera?: string;
  intercom?: string;
  signals: SignalReading[];
}

export interface DeviceInfo {
  id: string;
  profile: string;
  title: Text;
  connection: string;
  asset: string;
  up: boolean;
  reason?: string;
  lastHeardAt?: number;
  roundTripMs?: number;
  intervalMs?: number;
  errors: Record<string, number>;
}

export type AlarmState =
  | 'normal'
  | 'unacknowledged'
  | 'acknowledged'
  | 'returned'
  | 'latched-unacknowledged'
  | 'latched-acknowledged';

export interface AlarmInfo {
  id: string;
  rule: string;
  asset: string;
  priority: Priority;
  state: AlarmState;
  /** The source's own state: a condition that lasts, whatever people did about it. */
  active: boolean;
  hazard?: string;
  evidence?: 'suspected' | 'confirmed';
  dataLost: boolean;
  orphan: boolean;
  text: { what: Text; consequence: Text; do: Text; within: number };
  raisedAt: number;
  acknowledgedAt?: number;
  acknowledgedBy?: string;
  clearedAt?: number;
  incident?: string;
  occurrences: number;
  version: number;
}

export interface FieldDefinition {
  type: 'choice' | 'number' | 'text' | 'time' | 'people' | 'photo';
  of?: Record<string, Text>;
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
  do: 'task' | 'form' | 'decide' | 'notify' | 'verify' | 'approve' | 'start';
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
  late: boolean;
  doneAt?: number;
  doneBy?: string;
  onBehalfOf?: string;
  via?: string;
  outcome?: 'done' | 'approved' | 'rejected';
  value?: string;
  reason?: string;
  automatic?: boolean;
  /** For a form: its fields. For a decision or an approval: the one that takes the answer. */
  fields: string[];
  /** Telemetry's suggestions, by field; for a decision, under its field. */
  suggestions: Record<string, Value>;
  /** `met`: true, `holds`: false, `unknown`. Absent where the step has no guard. */
  guard?: 'met' | 'holds' | 'unknown';
  held?: Text;
  /** When a verification that telemetry shows now will be complete. */
  verifyDueAt?: number;
  version: number;
}

export interface IncidentSummary {
  id: string;
  playbook: string;
  plan: string;
  title: Text;
  hazard: string;
  priority: Priority;
  asset?: string;
  area?: string;
  place: Text;
  source: string;
  evidence: 'suspected' | 'confirmed';
  openedAt: number;
  closedAt?: number;
  outcome?: 'real' | 'false' | 'test';
  state: 'open' | 'closed';
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
  unanswered: boolean;
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
  recordFields: Record<string, FieldDefinition>;
  record: Record<string, FieldAnswer>;
  itemRecords: Record<string, Record<string, FieldAnswer>>;
  timeline: TimelineEntry[];
  notifications: NotificationInfo[];
  assigned: { person: string; role?: string; at: number }[];
  missing: { kind: 'step' | 'field' | 'alarm'; id: string; item?: string }[];
  callCard?: Record<string, Text | string>;
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

export interface CoverageRow {
  asset: string;
  rule: string;
  hazard?: string;
  state: 'watched' | 'degraded' | 'blind' | 'unwatched';
  since?: number;
  /** Signals that are not good, with their reasons. */
  because: { signal: string; quality: Quality; reason?: string }[];
}

export interface PersonInfo {
  id: string;
  name: Text;
  roles: string[];
  access: Access;
  language: Language;
  personalData: boolean;
  hasPassword: boolean;
}

export interface DutyInfo {
  now: Record<string, { id: string; name: Text }[]>;
  shifts: {
    shift: string;
    from: string;
    to: string;
    on: Record<string, string[]>;
    standIns: Record<string, string[]>;
  }[];
}

export interface SimulationInfo {
  running: boolean;
  at: number;
  faults: { id: string; fault: Record<string, unknown>; since: number }[];
  /** What may be started here, for the page that does it. */
  offers: { fault: Record<string, unknown>; title: Text; asset?: string }[];
}

export interface HealthInfo {
  status: 'ok' | 'failing';
  version: string;
  startedAt: number;
  reasons: string[];
  journal: { ok: boolean; lastSeq: number; reason?: string };
  history: { ok: boolean; backlog: number; influx: 'off' | 'up' | 'down'; reason?: string };
  devices: { up: number; down: number };
  channels: Record<string, { ok: boolean; pending: number; dead: number; reason?: string }>;
}

export interface ReadingRow {
  at: number;
  min: number | null;
  mean: number | null;
  max: number | null;
  last: Value | null;
  quality: Quality;
  /** For an enum: share of the time in each value. */
  shares?: Record<string, number>;
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
  source: 'phone' | 'camera' | 'patrol' | 'intercom';
  note?: string;
}

/** Data of the stream's messages, by event name (`GET /stream`). */
export interface StreamMessages {
  /** Changed signals, coalesced to 100 ms; the first is the whole table. */
  signals: { full: boolean; signals: SignalReading[] };
  alarm: AlarmInfo;
  incident: IncidentSummary;
  device: DeviceInfo;
  notification: NotificationInfo;
  /** Each second: the server's wall clock. */
  heartbeat: { at: number; openIncidents: number; health: 'ok' | 'failing'; reasons: string[] };
  /** Too much was missed: load everything anew. */
  reset: { reason: string };
}
