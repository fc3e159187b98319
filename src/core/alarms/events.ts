/** ISA-18.2 transitions. An alarm's id is `rule@asset`; it lives through many occurrences. */
import type { Priority } from '../priority.ts';
import type { Text } from '../text.ts';

export type AlarmEvents = {
  'alarm-raised': {
    alarm: string;
    rule: string;
    asset: string;
    priority: Priority;
    latch: boolean;
    hazard?: string;
    evidence?: 'suspected' | 'confirmed';
    /** Raised because the data was lost during the hold (`practice.md` P-15). */
    dataLost: boolean;
    text: AlarmText;
  };
  'alarm-acknowledged': { alarm: string };
  /** The condition is over; `clear-after` begins. */
  'clear-started': { alarm: string; dueAt: number };
  'clear-frozen': { alarm: string; heldMs: number };
  'clear-cancelled': { alarm: string };
  'alarm-cleared': { alarm: string };
  'alarm-reset': { alarm: string };
  /** Its rule changed or is gone: it stays as it is until a person handled it. */
  'alarm-orphaned': { alarm: string };
};

/** What it means, what follows, what to do, and how long there is to do it (ms). */
export interface AlarmText {
  what: Text;
  consequence: Text;
  do: Text;
  within: number;
}
