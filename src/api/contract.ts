/**
 * The wire types of `/api/v1`: what the server sends and takes, as the console and other programs
 * see it, with its parts beside it. Moments are wall-clock ms since 1970 (UTC); durations are ms.
 * Types only.
 */

import type { AlarmInfo } from './contract-alarm.ts';
import type { Access, Language, Quality, Text, Value } from './contract-basics.ts';
import type { IncidentSummary, IsolationInfo, NotificationInfo } from './contract-incident.ts';
import type { ConfigMistake } from './contract-program.ts';

export type * from './contract-alarm.ts';
export type * from './contract-basics.ts';
export type * from './contract-incident.ts';
export type * from './contract-program.ts';
export type * from './contract-report.ts';
export type * from './contract-work.ts';

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
    /** Too many attempts; `Retry-After` says for how long, seconds. */
    | 'too-many'
    | 'unavailable'
    | 'internal';
  missing?: { kind: 'step' | 'field' | 'alarm'; id: string; item?: string }[];
  first?: { by?: string; at: number; version: number };
  /** Why a guard holds, in both languages. */
  held?: Text;
  /** Mistakes in the configuration files that a reload found. */
  problems?: ConfigMistake[];
}

export interface Me {
  user: string;
  name: Text;
  access: Access;
  roles: string[];
  language: Language;
  personalData: boolean;
  csrf: string;
  /** The caller's browser is a duty terminal; a state-changing call carries `X-Badge`. */
  terminal?: { id: string; name: string };
}

/** A browser on a desk that is known as a place and not as a person. */
export interface TerminalInfo {
  id: string;
  name: string;
  since: number;
  /** To the hour. */
  usedAt: number;
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
  /** `about`: what a playbook is for; only those of an emergency have a hazard. */
  playbooks: {
    id: string;
    title: Text;
    hazard: string;
    about: 'emergency' | 'planned' | 'check';
    plan: string;
  }[];
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
  /** Of a code: what its list says. */
  meaning?: Text;
  unit?: string;
  quality: Quality;
  reason?: string;
  /** 0: never heard. */
  at: number;
  /** The device's own time, where it has one. */
  deviceAt?: number;
  /** Empty for a derived signal, and until a device was heard. */
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
  /** All that hangs on it, down to the last: what dies when it is opened. */
  feeds: string[];
  /** Of a valve or breaker: whose water it stops. */
  isolates: IsolationInfo[];
}

export interface DeviceInfo {
  id: string;
  profile: string;
  title: Text;
  connection: string;
  asset: string;
  up: boolean;
  /** Why it is down, in words for an engineer. */
  reason?: string;
  /** The same as one stable word: a kind of link error, or what an MQTT device was lost by. */
  cause?: string;
  lastHeardAt?: number;
  roundTripMs?: number;
  intervalMs?: number;
  errors: Record<string, number>;
}

export interface CoverageRow {
  asset: string;
  /** Empty where no rule watches the asset for the hazard. */
  rule: string;
  /** What the rule finds, in words; absent where there is no rule. */
  what?: Text;
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
  /** Can act at a duty terminal. */
  hasPin: boolean;
  certificates: { kind: 'lift' | 'electrician'; until: string }[];
  /** Channel → the person's address there; only for callers with the right to personal data. */
  reach?: Record<string, string>;
  /** Changes with every change of the person. */
  version: number;
}

/** A place whose code proves that somebody is there (`GET /arrival-points`, for engineers). */
export interface ArrivalPoint {
  area: string;
  name: Text;
  code: string;
}

export interface DutyInfo {
  /** Who has left the desk, since when, and by when he checks in (P-42). */
  away: { id: string; name: Text; since: number; checkInBy: number; missed: number }[];
  /** The only one on duty now; absent where there are more, or nobody. */
  alone?: { id: string; name: Text };
  now: Record<string, { id: string; name: Text }[]>;
  shifts: {
    shift: string;
    name: Text;
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
  /** What people may do in the building. */
  actions: { action: Record<string, unknown>; title: Text; asset?: string }[];
}

/** One reason why a playbook might not work (`GET /readiness`). */
export interface ReadinessInfo {
  finding: string;
  /** `fails`: a playbook comes to nothing there; `weak`: it may; `plan`: it will unless seen to. */
  gravity: 'fails' | 'weak' | 'plan';
  what: Text;
  do: Text;
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
