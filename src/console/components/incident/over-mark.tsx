/** The calm mark of an incident whose danger is over: since when, and that work is left. */
import type { IncidentSummary } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useSiteClock } from '../marks/moment.tsx';
import './over-mark.css';

export function OverMark({ incident }: { incident: IncidentSummary }) {
  const { texts } = useSpeech();
  const { dateTime } = useSiteClock();
  const { overAt, state } = incident;
  if (overAt === undefined) return null;
  const words = texts.aftermath;
  return (
    <span className="tag over-mark">
      {words.since(dateTime(overAt))}
      {state === 'open' && ` · ${words.now}`}
    </span>
  );
}
