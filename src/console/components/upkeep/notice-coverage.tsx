/** Of all concerned, how many know: as a bar, and in words for each way that it came or did not. */
import type { NoticeInfo } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import { percent } from '../../texts/values.ts';

/** Those who know first. */
const STATES = ['delivered', 'told', 'waiting', 'refused', 'unreached'] as const;

export function NoticeCoverage({ notice }: { notice: NoticeInfo }) {
  const { texts } = useSpeech();
  const words = texts.notices;
  const { counts, coverage, units } = notice;
  if (units.length === 0) return <p>{words.noUnits}</p>;
  const known = counts.delivered + counts.told;
  const shown = STATES.filter((state) => counts[state] > 0);
  return (
    <div>
      <p>
        <strong>{words.coverage(percent(coverage), known, units.length)}</strong>
      </p>
      <div className="coverage-bar" aria-hidden="true">
        {shown.map((state) => (
          <span key={state} data-state={state} style={{ flexGrow: counts[state] }} />
        ))}
      </div>
      <p className="work-facts">
        {shown.map((state) => (
          <span key={state} className="coverage-key" data-state={state}>
            {words.state[state]} {counts[state]}
          </span>
        ))}
      </p>
    </div>
  );
}
