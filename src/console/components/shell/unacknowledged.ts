/** Alarms that nobody has taken note of yet, and taking note of one. */
import { useCallback, useMemo } from 'react';
import type { AlarmInfo } from '../../../api/contract.ts';
import { acknowledge } from '../../data/actions/actions.ts';
import { useAlarms } from '../../data/queries.ts';
import { isUnacknowledged } from '../../sound/tones.ts';
import { useSpeech } from '../../texts/language.tsx';
import { GRAVEST_FIRST } from '../marks/worst-priority.ts';

/**
 * The gravest first, of these the newest: what has just come never pushes a danger to life off the
 * banner, nor changes under the finger what is about to be acknowledged.
 */
export function useUnacknowledged(): readonly AlarmInfo[] {
  const { data } = useAlarms();
  return useMemo(() => (data ?? []).filter(isUnacknowledged).sort(gravestFirst), [data]);
}

export function newestOf(alarms: readonly AlarmInfo[]): AlarmInfo | undefined {
  return alarms.toSorted((a, b) => b.raisedAt - a.raisedAt)[0];
}

export function useAcknowledge(): (alarm: AlarmInfo) => void {
  const { texts, say } = useSpeech();
  return useCallback(
    (alarm) => {
      void acknowledge(alarm, `${texts.banner.acknowledge} · ${say(alarm.text.what)}`);
    },
    [texts, say],
  );
}

function gravestFirst(a: AlarmInfo, b: AlarmInfo): number {
  const rank = GRAVEST_FIRST.indexOf(a.priority) - GRAVEST_FIRST.indexOf(b.priority);
  return rank || b.raisedAt - a.raisedAt;
}
