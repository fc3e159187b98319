/**
 * An open incident as the wall shows it: where, for how long, what is due and for whom, who was told
 * and who comes. Large where it is the gravest, in one line each where there are many.
 */
import { Link } from 'react-router';
import type { IncidentSummary } from '../../../api/contract.ts';
import { useNotifications } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { percent } from '../../texts/values.ts';
import { stepClause } from '../incident/step-clause.ts';
import { ToldList } from '../incident/told-list.tsx';
import { useRoleName } from '../marks/names.ts';
import { PriorityMark } from '../marks/priority-mark.tsx';
import { DueClock, SinceClock } from '../marks/running-clock.tsx';
import './incident-panel.css';

export function IncidentPanel(props: { incident: IncidentSummary; isLarge: boolean }) {
  const { incident, isLarge } = props;
  const { texts } = useSpeech();
  const { id, priority, stepsDone, stepsTotal, completeness } = incident;
  return (
    <article className="incident-panel" data-priority={priority} data-large={isLarge}>
      <IncidentHead incident={incident} />
      <DueSteps incident={incident} limit={isLarge ? 2 : 1} />
      {isLarge && (
        <>
          <h3 className="dim">{texts.incident.whoComes}</h3>
          <Told incident={id} />
        </>
      )}
      <footer>
        <span>{texts.incident.stepCount(stepsDone, stepsTotal)}</span>
        <span>{texts.incident.complete(percent(completeness))}</span>
        <Link className="button primary" to={`/incidents/${id}`}>
          {texts.banner.open}
        </Link>
      </footer>
    </article>
  );
}

function IncidentHead({ incident }: { incident: IncidentSummary }) {
  const { texts, say } = useSpeech();
  const { hazard, place, priority, openedAt, evidence, unanswered, source } = incident;
  return (
    <header>
      <PriorityMark priority={priority} size={28} />
      <h2>
        {texts.hazard[hazard] ?? hazard} · {say(place)}
      </h2>
      <span className="incident-clock">
        <SinceClock from={openedAt} />
      </span>
      <p>
        {texts.evidence[evidence]} · {texts.incident.source[source] ?? source}
        {unanswered && <strong className="unanswered"> · {texts.incident.unanswered}</strong>}
      </p>
    </header>
  );
}

function DueSteps({ incident, limit }: { incident: IncidentSummary; limit: number }) {
  const { texts, say } = useSpeech();
  const roleName = useRoleName();
  if (incident.due.length === 0) return <p className="dim">{texts.incident.nothingDue}</p>;
  return (
    <>
      <h3 className="dim">{texts.incident.now}</h3>
      <ul className="due-steps">
        {incident.due.slice(0, limit).map(({ key, text, role, dueAt, late }) => (
          <li key={key} data-late={late}>
            <span className="due-words">
              <strong>
                {stepClause(key)} {say(text)}
              </strong>
              {role && <span className="dim">{roleName(role)}</span>}
            </span>
            {dueAt !== undefined && <DueClock dueAt={dueAt} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function Told({ incident }: { incident: string }) {
  const { data } = useNotifications(incident);
  return <ToldList notifications={data ?? []} limit={6} />;
}
