/** Sounds for as long as an alarm is unacknowledged, on whichever page one is. */
import { useEffect } from 'react';
import { useAlarms } from '../data/queries.ts';
import { setSoundPlan, tryEnableSound } from './player.ts';
import { planSound } from './tones.ts';

export function useAlarmSound(): void {
  const { data: alarms } = useAlarms();
  useEffect(tryEnableSound, []);
  useEffect(() => setSoundPlan(planSound(alarms ?? [])), [alarms]);
  useEffect(() => () => setSoundPlan(undefined), []);
}
