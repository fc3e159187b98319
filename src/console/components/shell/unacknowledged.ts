/** Alarms that nobody has taken note of yet, the newest first, and taking note of one. */
import { useCallback, useMemo } from 'react';
import type { AlarmInfo } from '../../../api/contract.ts';
import { acknowledge } from '../../data/actions/actions.ts';
import { useAlarms } from '../../data/queries.ts';
import { isUnacknowledged } from '../../sound/tones.ts';
import { useSpeech } from '../../texts/language.tsx';

export function useUnacknowledged(): readonly AlarmInfo[] {
  const { data } = useAlarms();
  return useMemo(() => (data ?? []).filter(isUnacknowledged).sort(newestFirst), [data]);
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

function newestFirst(a: AlarmInfo, b: AlarmInfo): number {
  return b.raisedAt - a.raisedAt;
}
