/**
 * Wire types of the work before and after an emergency: what is planned, checks, notices to homes
 * and shops, actions. Part of `contract.ts`.
 */
import type { Text } from './contract-basics.ts';
import type { IncidentSummary } from './contract-incident.ts';

/** A check of prevention (`GET /checks`): what it asks, when it is due, what it last found. */
export interface CheckInfo {
  playbook: string;
  title: Text;
  plan: string;
  /** The clauses of the plan that it answers, such as `O-11(1)`. */
  clauses: string[];
  /** Absent: only when somebody asks for it. */
  everyMs?: number;
  /** When it opens next; absent while one is open, and for one on demand. */
  dueAt?: number;
  open?: IncidentSummary;
  /** The last one that was ended. */
  last?: IncidentSummary;
  /** How many have been ended, and how many of them found a defect that became an action. */
  done: number;
  actions: number;
}

/** How one home or shop came to know: a channel delivered it, somebody told it, or nobody yet. */
export interface UnitNoticeInfo {
  unit: string;
  name: Text;
  kind: 'household' | 'shop';
  state: 'delivered' | 'told' | 'waiting' | 'refused' | 'unreached';
  at?: number;
  via?: 'phone' | 'door' | 'posted';
  by?: string;
}

/** What residents and shops were told (`GET /notices`). */
export interface NoticeInfo {
  id: string;
  incident: string;
  /** The key of the step that sent it. */
  step: string;
  at: number;
  by?: string;
  text: Text;
  places: string[];
  counts: Record<UnitNoticeInfo['state'], number>;
  /** Of all concerned, the share that knows: delivered or told; 1 where nobody is concerned. */
  coverage: number;
  units: UnitNoticeInfo[];
  version: number;
}

/** Somebody who lives alone or depends on a device (`POST /incidents/{id}/vulnerable`). */
export interface VulnerableInfo {
  unit: string;
  name: Text;
  why: Text;
}

export interface ActionInfo {
  id: string;
  incident?: string;
  text: string;
  owner: string;
  ownerName: Text;
  reviewer: string;
  reviewerName: Text;
  dueAt: number;
  state: 'open' | 'finished' | 'accepted' | 'cancelled';
  overdue: boolean;
  addedAt: number;
  addedBy?: string;
  notes: {
    what: 'finished' | 'accepted' | 'rejected' | 'cancelled';
    note: string;
    at: number;
    by?: string;
  }[];
  version: number;
}

export interface ActionRequest {
  incident?: string;
  text: string;
  owner: string;
  /** Another person than the owner. */
  reviewer: string;
  dueAt: number;
}
