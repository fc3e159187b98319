/** Of something planned: what was announced, and what telemetry saw of it. */
import type { IncidentDetail } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import { PeriodFacts } from '../upkeep/period-facts.tsx';

export function PeriodPanel({ incident }: { incident: IncidentDetail }) {
  const { texts } = useSpeech();
  if (incident.about !== 'planned') return null;
  return (
    <section className="panel" aria-labelledby="period-title">
      <header className="panel-head">
        <h2 id="period-title">{texts.planned.period}</h2>
      </header>
      <PeriodFacts planned={incident} />
    </section>
  );
}
