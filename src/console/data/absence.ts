/** Who is away from the desk, and how their check-in stands (`practice.md` P-42). */
import { useSyncExternalStore } from 'react';
import type { DutyInfo } from '../../api/contract.ts';
import { useDuty } from './queries.ts';
import { shownNow, subscribeToTime } from './stream/link.ts';

export type Absence = DutyInfo['away'][number];

export type CheckIn = 'ahead' | 'soon' | 'overdue';

/** So long before it is due one is reminded. */
const SOON_MS = 60_000;
const STEP_MS = 1_000;

/** One that was missed stays so until there is one: the gateway then says when it rings again. */
export function checkInOf({ checkInBy, missed }: Absence, now: number): CheckIn {
  if (missed > 0 || checkInBy <= now) return 'overdue';
  return checkInBy - now <= SOON_MS ? 'soon' : 'ahead';
}

export function useAbsence(user: string): Absence | undefined {
  return useDuty().data?.away.find(({ id }) => id === user);
}

/** Drawn again when it changes, and not with every second. */
export function useCheckIn(absence: Absence | undefined): CheckIn | undefined {
  return useSyncExternalStore(
    subscribeToTime,
    () => absence && checkInOf(absence, shownNow(STEP_MS)),
  );
}
