/** The gravest of what is open, in which a thing on the screen is coloured. */
import type { AlarmInfo, Priority } from '../../../api/contract.ts';

const GRAVEST_FIRST: readonly Priority[] = ['critical', 'high', 'medium', 'low'];

/** Absent where no alarm is open: then it stays grey. */
export function worstPriority(alarms: readonly AlarmInfo[]): Priority | undefined {
  const open = alarms.filter(({ state }) => state !== 'normal');
  return GRAVEST_FIRST.find((priority) => open.some((alarm) => alarm.priority === priority));
}
