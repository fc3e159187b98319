/** How complete the record is, and what is still missing, by name. */
import type { IncidentDetail } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import { percent } from '../../texts/values.ts';
import { useMissingWords } from './missing-words.ts';
import './record-panel.css';

export function RecordPanel({ incident }: { incident: IncidentDetail }) {
  const { texts } = useSpeech();
  const { completeness, missing, stepsDone, stepsTotal } = incident;
  return (
    <section className="panel record-panel" aria-labelledby="record-title">
      <header className="panel-head">
        <h2 id="record-title">{texts.incident.record}</h2>
        <span className="dim">{texts.incident.complete(percent(completeness))}</span>
        <span className="dim push">{texts.incident.stepCount(stepsDone, stepsTotal)}</span>
      </header>
      <progress
        className="completeness"
        aria-label={texts.incident.complete(percent(completeness))}
        max={1}
        value={completeness}
      />
      {missing.length === 0 ? (
        <p className="dim">{texts.incident.missingNone}</p>
      ) : (
        <details>
          <summary>
            {texts.incident.missing} {missing.length}
          </summary>
          <MissingList incident={incident} />
        </details>
      )}
    </section>
  );
}

export function MissingList({ incident }: { incident: IncidentDetail }) {
  const describe = useMissingWords(incident);
  return (
    <ul className="missing-list">
      {incident.missing.map((missing) => (
        <li key={`${missing.kind} ${missing.id} ${missing.item ?? ''}`}>{describe(missing)}</li>
      ))}
    </ul>
  );
}
