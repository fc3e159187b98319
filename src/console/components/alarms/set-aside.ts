/** Alarms that are not annunciated, and how long each priority may be shelved. */
import type { Access, AlarmInfo, AlarmState, Priority } from '../../../api/contract.ts';

const ASIDE: readonly AlarmState[] = ['shelved', 'suppressed', 'out-of-service'];

export function isSetAside({ state }: AlarmInfo): boolean {
  return ASIDE.includes(state);
}

/** What somebody still has to do something about. */
export function isOnTheDesk(alarm: AlarmInfo): boolean {
  return alarm.state !== 'normal' && !isSetAside(alarm);
}

const MINUTE_MS = 60_000;

interface Shelf {
  access: Access;
  choicesMs: readonly number[];
}

/** The server's limits: a critical alarm is not the operator's to hide. */
export const SHELVES: Record<Priority, Shelf> = {
  critical: { access: 'manager', choicesMs: [10 * MINUTE_MS, 30 * MINUTE_MS] },
  high: { access: 'operator', choicesMs: [10 * MINUTE_MS, 30 * MINUTE_MS, 60 * MINUTE_MS] },
  medium: { access: 'operator', choicesMs: [30 * MINUTE_MS, 120 * MINUTE_MS, 480 * MINUTE_MS] },
  low: { access: 'operator', choicesMs: [60 * MINUTE_MS, 480 * MINUTE_MS, 1_440 * MINUTE_MS] },
};

/** How long a permit may be given from here; longer ones are renewed. */
export const PERMITS_MS = [480 * MINUTE_MS, 1_440 * MINUTE_MS, 10_080 * MINUTE_MS];
