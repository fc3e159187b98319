/** The gravest of what is open, in which a thing on the screen is coloured. */
import type { AlarmInfo, Priority } from '../../../api/contract.ts';
import { isUnacknowledged } from '../../sound/tones.ts';
import { isSetAside } from '../alarms/set-aside.ts';

export const GRAVEST_FIRST: readonly Priority[] = ['critical', 'high', 'medium', 'low'];

/**
 * Absent where nothing is wrong and nothing unseen: then it stays grey, also while latched, or
 * while somebody or the design has set the alarm aside.
 */
export function worstPriority(alarms: readonly AlarmInfo[]): Priority | undefined {
  const open = alarms.filter(
    (alarm) => !isSetAside(alarm) && (alarm.active || isUnacknowledged(alarm)),
  );
  return GRAVEST_FIRST.find((priority) => open.some((alarm) => alarm.priority === priority));
}
