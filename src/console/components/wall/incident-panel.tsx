/**
 * An open incident as the wall shows it: where, for how long, what is due and for whom, who comes.
 * The gravest is large, the others have a few lines each.
 */
import { Link } from 'react-router';
import type { IncidentSummary } from '../../../api/contract.ts';
import { useNotifications } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { percent } from '../../texts/values.ts';
import { isOver } from '../incident/danger-order.ts';
import { OverMark } from '../incident/over-mark.tsx';
import { stepClause } from '../incident/step-clause.ts';
import { ToldList } from '../incident/told-list.tsx';
import { useRoleName } from '../marks/names.ts';
import { PhoneCode } from '../marks/phone-code.tsx';
import { PriorityMark } from '../marks/priority-mark.tsx';
import { DueClock, SinceClock } from '../marks/running-clock.tsx';
import './incident-panel.css';

/** Read at arm's length from a wall of two metres; wider, it would crowd out who comes. */
const CODE_PX = 112;
/** It has the incident already, and loads nothing that it does not need. */
const IS_PHONE = window.matchMedia('(max-width: 720px)').matches;

interface IncidentPanelProps {
  incident: IncidentSummary;
  isLarge: boolean;
  /** How many of its due steps find room. */
  stepsShown: number;
  /** How many people find room; who comes and who owes an answer stand first. */
  toldShown: number;
}

export function IncidentPanel(props: IncidentPanelProps) {
  const { incident, isLarge, stepsShown, toldShown } = props;
  const priority = isOver(incident) ? undefined : incident.priority;
  return (
    <article className="incident-panel" data-priority={priority} data-large={isLarge}>
      <IncidentHead incident={incident} />
      <DueSteps incident={incident} limit={stepsShown} />
      {isLarge && <Who incident={incident} toldShown={toldShown} />}
    </article>
  );
}

function Who({ incident, toldShown }: { incident: IncidentSummary; toldShown: number }) {
  const { texts } = useSpeech();
  const { id, stepsDone, stepsTotal, completeness } = incident;
  const { data } = useNotifications(id);
  return (
    <div className="incident-who">
      <div>
        <h3 className="dim">{texts.incident.whoComes}</h3>
        <ToldList notifications={data ?? []} limit={toldShown} />
        <footer>
          <span>{texts.incident.stepCount(stepsDone, stepsTotal)}</span>
          <span>{texts.incident.complete(percent(completeness))}</span>
        </footer>
      </div>
      {!IS_PHONE && <PhoneCode incident={id} sizePx={CODE_PX} />}
    </div>
  );
}

function IncidentHead({ incident }: { incident: IncidentSummary }) {
  const { texts, say } = useSpeech();
  const { id, hazard, place, priority, openedAt, overAt, unanswered } = incident;
  return (
    <header>
      <PriorityMark priority={priority} size={28} calm={isOver(incident)} />
      <h2>
        <Link to={`/incidents/${id}`}>
          {texts.hazard[hazard] ?? hazard} · {say(place)}
        </Link>
      </h2>
      <span className="incident-clock">
        <SinceClock from={openedAt} until={overAt} />
      </span>
      <p>
        <HowSure incident={incident} />
        {unanswered && <strong className="unanswered"> · {texts.incident.unanswered}</strong>}
      </p>
      <Link className="button primary" to={`/incidents/${id}`}>
        {texts.banner.open}
      </Link>
    </header>
  );
}

function HowSure({ incident }: { incident: IncidentSummary }) {
  const { texts } = useSpeech();
  const { evidence, source } = incident;
  if (isOver(incident)) return <OverMark incident={incident} />;
  return `${texts.evidence[evidence]} · ${texts.incident.source[source] ?? source}`;
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
