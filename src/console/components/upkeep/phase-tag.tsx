/** One word on where something planned stands; only one that overran is abnormal. */
import type { IncidentSummary } from '../../../api/contract.ts';
import { useNow } from '../../data/stream/link.ts';
import { useSpeech } from '../../texts/language.tsx';
import { phaseOf } from './period-phase.ts';

export function PhaseTag({ planned }: { planned: IncidentSummary }) {
  const { texts } = useSpeech();
  const phase = phaseOf(planned, useNow());
  return (
    <span className={phase === 'overran' ? 'tag abnormal' : 'tag'}>
      {texts.planned.phase[phase]}
    </span>
  );
}
