/** ISA-18.2 transitions. An alarm's id is `rule@asset`; it lives through many occurrences. */
import type { Priority } from '../priority.ts';
import type { WindowPurpose } from '../rules/window-purposes.ts';
import type { Text } from '../text.ts';

/** What an alarm is, whether it has been raised or not. */
export interface AlarmDefinition {
  alarm: string;
  rule: string;
  asset: string;
  priority: Priority;
  latch: boolean;
  hazard?: string;
  evidence?: 'suspected' | 'confirmed';
  /** What it rests on: different ones are independent evidence. */
  indication?: string;
  isTrial?: true;
  /** Raised because the data was lost during the hold (`practice.md` P-15). */
  dataLost: boolean;
  text: AlarmText;
}

export type AlarmEvents = {
  /** Set aside before it was ever raised. */
  'alarm-defined': AlarmDefinition;
  'alarm-raised': AlarmDefinition;
  'alarm-acknowledged': { alarm: string; realarmAt?: number };
  /** Acknowledged for too long while active: it asks again. */
  'alarm-realarmed': { alarm: string };
  /** The condition is over; `clear-after` begins. */
  'clear-started': { alarm: string; dueAt: number };
  'clear-frozen': { alarm: string; heldMs: number };
  'clear-cancelled': { alarm: string };
  'alarm-cleared': { alarm: string };
  'alarm-reset': { alarm: string };
  /** Its rule changed or is gone: it stays as it is until a person handled it. */
  'alarm-orphaned': { alarm: string };
  'alarm-shelved': { alarm: string; until: number; reason: string };
  'alarm-unshelved': { alarm: string; why: 'expired' | 'person' };
  'alarm-suppressed': { alarm: string; because: Text; cause?: string; window?: string };
  /** Its logic is over, and it goes on until `endsAt`; without: the logic holds again. */
  'suppression-ending': { alarm: string; endsAt?: number };
  'alarm-unsuppressed': { alarm: string };
  'alarm-out-of-service': { alarm: string; until: number; permit: string; reason: string };
  'alarm-returned-to-service': { alarm: string; why: 'expired' | 'person' };
};

export type WindowEvents = {
  'window-registered': {
    window: string;
    purpose: WindowPurpose;
    /** Assets and areas; an area covers what lies in it. */
    places: readonly string[];
    from: number;
    to: number;
    reason: Text;
  };
  'window-ended': { window: string; why: 'expired' | 'person' };
};

/** What it means, what follows, what to do, and how long there is to do it (ms). */
export interface AlarmText {
  what: Text;
  consequence: Text;
  do: Text;
  within: number;
}
