/** On the duty page: who is away from the desk, since when, and how their check-in stands. */
import type { DutyInfo } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useSiteClock } from '../marks/moment.tsx';
import './away-panel.css';
import { CheckInState } from './check-in-state.tsx';

export function AwayPanel({ away }: Pick<DutyInfo, 'away'>) {
  const { texts, say } = useSpeech();
  const { time } = useSiteClock();
  if (away.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="away-title">
      <header className="panel-head">
        <h2 id="away-title">{texts.away.title}</h2>
      </header>
      <ul className="away-people">
        {away.map((absence) => (
          <li key={absence.id}>
            <strong>{say(absence.name)}</strong>
            <span className="dim">{texts.away.since(time(absence.since))}</span>
            <CheckInState absence={absence} />
          </li>
        ))}
      </ul>
    </section>
  );
}
