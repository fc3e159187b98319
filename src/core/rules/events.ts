/** Holds are events, so a restart never starts a hold again. Times are core ms. */

import type { Text } from '../text.ts';

/** The reading by which a condition was first seen; without one, the clock or silence showed it. */
export interface FirstReading {
  /** Its receipt. */
  readAt?: number;
  /** When the device says that it changed; few devices have a clock. */
  changedAt?: number;
}

export type RuleEvents = {
  'hold-started': FirstReading & {
    rule: string;
    asset: string;
    dueAt: number;
    /** Started by losing sight of the asset, not by seeing the condition (`practice.md` P-15). */
    lost: boolean;
  };
  /** The rule went blind: the clock of the hold stands still at `heldMs`. */
  'hold-frozen': { rule: string; asset: string; heldMs: number };
  /** The rule went blind but, a life being at stake, time blind counts (`practice.md` P-15). */
  'hold-lost': { rule: string; asset: string; dueAt: number };
  /** With the reading where none had been seen before: the hold had started by losing sight. */
  'hold-resumed': FirstReading & { rule: string; asset: string; dueAt: number };
  'hold-cancelled': { rule: string; asset: string; reason: 'untrue' | 'blind' | 'config' };
  /** A condition that asks nothing of anybody (`notes: true`) began, or is over. */
  'condition-noted': { rule: string; asset: string; what: Text };
  'condition-ended': { rule: string; asset: string };
  'blind-started': { rule: string; asset: string; signals: readonly string[] };
  'blind-ended': { rule: string; asset: string };
};
