/** Alarms on the wire: their state, who set them aside, and how well they serve the operator. */
import type { Priority, Text } from './contract-basics.ts';

export type AlarmState =
  | 'normal'
  | 'unacknowledged'
  | 'acknowledged'
  | 'returned'
  | 'latched-unacknowledged'
  | 'latched-acknowledged'
  /** Set aside: not annunciated, but listed with who or what did it. */
  | 'shelved'
  | 'suppressed'
  | 'out-of-service';

export interface AlarmInfo {
  id: string;
  rule: string;
  asset: string;
  priority: Priority;
  /** How it is handled. */
  state: AlarmState;
  /** The source's own state: a condition that lasts, whatever people did about it. */
  active: boolean;
  hazard?: string;
  evidence?: 'suspected' | 'confirmed';
  /** Of a rule on trial: shown to engineers only. */
  trial: boolean;
  dataLost: boolean;
  orphan: boolean;
  text: { what: Text; consequence: Text; do: Text; within: number };
  raisedAt: number;
  acknowledgedAt?: number;
  acknowledgedBy?: string;
  clearedAt?: number;
  shelved?: { at: number; until: number; reason: string; by?: string };
  /** The logic that did it: a window, or the rule's own; `cause` is a hazard. */
  suppressed?: { at: number; because: Text; cause?: string; window?: string };
  outOfService?: { at: number; until: number; permit: string; reason: string; by?: string };
  incident?: string;
  occurrences: number;
  version: number;
}

export type WindowPurpose = 'planned-outage' | 'generator-test' | 'mopping' | 'maintenance';

/** For a time that somebody registered, these places may look abnormal. */
export interface WindowInfo {
  id: string;
  purpose: WindowPurpose;
  places: string[];
  from: number;
  to: number;
  reason: Text;
  by?: string;
}

/** A condition that asks nothing of anybody, and lasts. */
export interface NotedCondition {
  rule: string;
  asset: string;
  what: Text;
  since: number;
}

/** `GET /alarms/kpis`: ISA-18.2 and EEMUA 191 figures over a period. */
export interface AlarmKpiInfo {
  from: number;
  to: number;
  count: number;
  perHour: number;
  perDay: number;
  peakHour: number;
  peakTenMinutes: number;
  floods: { from: number; to: number; count: number }[];
  floodShare: number;
  byPriority: Record<Priority, number>;
  standing: string[];
  chattering: string[];
  fleeting: string[];
  worst: { alarm: string; count: number; share: number }[];
  acknowledgedAfterMs?: { median: number; p95: number };
}
