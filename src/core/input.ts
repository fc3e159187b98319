/** Everything that can reach the core from outside. */

import type { Access } from './access.ts';
import type { People } from './duty/people.ts';
import type { Actor } from './event.ts';
import type { FieldValue, IncidentSource, PersonalReference } from './incidents/events.ts';
import type { NoticeWay } from './notices/events.ts';
import type { WindowPurpose } from './rules/window-purposes.ts';
import type { Report } from './signals/reading.ts';

export type Input =
  | { type: 'reports'; reports: readonly Report[] }
  | { type: 'link'; device: string; up: boolean; reason?: string }
  | { type: 'command'; actor: Actor; command: Command }
  | {
      type: 'delivery';
      notification: string;
      person: string;
      channel: string;
      result: DeliveryResult;
      reason?: string;
      attempt: number;
    }
  /** The clock reached `nextDue`. */
  | { type: 'due' }
  | {
      type: 'start';
      lastAlive: number;
      blindMs: number;
      config: { hash: string; rules: Record<string, string>; playbooks: Record<string, string> };
    }
  | { type: 'clock-adjusted'; offsetMs: number };

export type DeliveryResult = 'delivered' | 'retry' | 'refused';

/** What a person (or a program with a token) may ask. `version`: the newest `seq` it has seen. */
export type Command =
  | { do: 'acknowledge-alarm'; alarm: string; version: number }
  | { do: 'reset-alarm'; alarm: string; version: number }
  /** `for`: ms. `access`: what the program lets this person do. */
  | {
      do: 'shelve-alarm';
      alarm: string;
      for: number;
      reason: string;
      access: Access;
      version: number;
    }
  | { do: 'unshelve-alarm'; alarm: string; version: number }
  /** `until`: core ms. */
  | {
      do: 'take-out-of-service';
      alarm: string;
      until: number;
      permit: string;
      reason: string;
      version: number;
    }
  | { do: 'return-alarm-to-service'; alarm: string; version: number }
  /** `from`, `to`: core ms. */
  | {
      do: 'register-window';
      purpose: WindowPurpose;
      places: readonly string[];
      from: number;
      to: number;
      reason: string;
    }
  | { do: 'end-window'; window: string }
  | {
      do: 'report-incident';
      playbook: string;
      asset?: string;
      area?: string;
      source: ReportSource;
      note?: string;
    }
  | ({ do: 'step'; incident: string; step: string; item?: string; version: number } & StepAction)
  | {
      do: 'correct-field';
      incident: string;
      item?: string;
      field: string;
      value: FieldValue | PersonalReference;
      reason: string;
      version: number;
    }
  | { do: 'take-lead'; incident: string; version: number }
  | { do: 'assign-person'; incident: string; person: string; role?: string; version: number }
  | {
      do: 'close-incident';
      incident: string;
      outcome: 'real' | 'false' | 'test';
      reason?: string;
      /** What is blank cannot be filled in any more; every step is done or skipped. */
      incomplete?: boolean;
      version: number;
    }
  | { do: 'leave-desk' }
  | { do: 'check-in' }
  | { do: 'return-to-desk' }
  /** The code that stands at a tower was read: whoever did is there. */
  | { do: 'arrive'; code: string }
  | { do: 'tell-units'; notice: string; units: readonly string[]; via: NoticeWay }
  /** Who lives alone or depends on a device: asked for in an emergency only, and journalled. */
  | { do: 'open-vulnerable'; incident: string }
  /** `dueAt`: core ms. */
  | {
      do: 'add-action';
      incident?: string;
      text: string;
      owner: string;
      reviewer: string;
      dueAt: number;
    }
  | { do: 'finish-action'; action: string; note: string; version: number }
  | { do: 'review-action'; action: string; accepted: boolean; note?: string; version: number }
  | { do: 'cancel-action'; action: string; reason: string; version: number }
  | { do: 'answer-notification'; notification: string; answer: 'coming' | 'cannot' }
  | { do: 'set-people'; people: People };

/** What a person says of how he came to know. */
export type ReportSource = Exclude<IncidentSource, 'detected' | 'parent' | 'schedule'>;

export type StepAction = {
  action: 'done' | 'skip' | 'approve' | 'reject' | 'answer';
  value?: string;
  fields?: Record<string, FieldValue | PersonalReference>;
  reason?: string;
  claimedAt?: number;
};

/** The core's no to a command. Nothing has changed, but for a journalled `guard-held`. */
export interface Refusal {
  kind: 'not-found' | 'conflict' | 'forbidden' | 'held' | 'invalid' | 'incomplete';
  message: string;
  /** Fields or steps that are missing or wrong. */
  missing?: readonly { kind: 'step' | 'field' | 'alarm'; id: string; item?: string }[];
  /** For a conflict: who was first, and when (core ms). */
  first?: { by?: string; at: number; version: number };
}
