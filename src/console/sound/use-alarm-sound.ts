/**
 * Sounds for as long as an alarm is unacknowledged, on whichever page one is; for who is away from
 * the desk at full volume (`practice.md` P-42), and for the check-in that they owe.
 */
import { useEffect } from 'react';
import { useAbsence, useCheckIn } from '../data/absence.ts';
import { useAlarms } from '../data/queries.ts';
import { setFullVolume, setSoundPlan, tryEnableSound } from './player.ts';
import { planCheckInSound, planSound } from './tones.ts';

/** `user`: who is signed in at this browser. */
export function useAlarmSound(user: string): void {
  const { data: alarms } = useAlarms();
  const absence = useAbsence(user);
  const checkIn = useCheckIn(absence);
  const isAway = absence !== undefined;
  useEffect(tryEnableSound, []);
  useEffect(() => setFullVolume(isAway), [isAway]);
  useEffect(() => {
    setSoundPlan(planSound(alarms ?? []) ?? (checkIn && planCheckInSound(checkIn)));
  }, [alarms, checkIn]);
  useEffect(() => () => setSoundPlan(undefined), []);
}
