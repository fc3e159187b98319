/** The head of an incident's page: what, where, for how long, how sure, who leads. */
import { Link } from 'react-router';
import type { IncidentDetail } from '../../../api/contract.ts';
import { takeLead } from '../../data/actions/actions.ts';
import { useSpeech } from '../../texts/language.tsx';
import { DateTime } from '../marks/moment.tsx';
import { usePersonName } from '../marks/names.ts';
import { PriorityMark } from '../marks/priority-mark.tsx';
import { SinceClock } from '../marks/running-clock.tsx';
import { useMay, useSignedIn } from '../shell/me.ts';
import { CloseButton } from './close-button.tsx';
import { ReportLinks } from './report-links.tsx';
import './incident-head.css';

export function IncidentHead({ incident }: { incident: IncidentDetail }) {
  const { texts, say } = useSpeech();
  const { title, place, priority, openedAt, closedAt, outcome, note, closingReason } = incident;
  const isOpen = incident.state === 'open';
  return (
    <header className="incident-head" data-priority={isOpen ? priority : undefined}>
      <Link to="/incidents" className="incident-back" aria-label={texts.pages.incidents}>
        ‹
      </Link>
      <PriorityMark priority={priority} size={30} calm={!isOpen} />
      <h1>
        {say(title)} · {say(place)}
      </h1>
      <span className="incident-head-clock">
        <SinceClock from={openedAt} until={closedAt} />
      </span>
      <p className="incident-facts">
        <Facts incident={incident} />
        {note && <span>{note}</span>}
        {closingReason && <span>{texts.colon(texts.incident.closeReason, closingReason)}</span>}
      </p>
      <div className="incident-head-controls">
        {isOpen ? (
          <>
            <Lead incident={incident} />
            <CloseButton incident={incident} />
          </>
        ) : (
          <span className="tag">
            {closedAt !== undefined && <DateTime at={closedAt} />}
            {outcome && texts.incident.outcome[outcome]}
          </span>
        )}
        <ReportLinks incident={incident.id} />
      </div>
    </header>
  );
}

function Facts({ incident }: { incident: IncidentDetail }) {
  const { texts } = useSpeech();
  const { id, number, evidence, source, openedAt, unanswered, parent, children } = incident;
  return (
    <>
      <span className="tag">{texts.evidence[evidence]}</span>
      {unanswered && <span className="tag abnormal">{texts.incident.unanswered}</span>}
      <span>{texts.incident.source[source] ?? source}</span>
      <span>
        <DateTime at={openedAt} />
      </span>
      <span className="mono">{number ?? id}</span>
      {parent && (
        <span>
          {texts.incident.childOf} <Link to={`/incidents/${parent}`}>{parent}</Link>
        </span>
      )}
      {children.length > 0 && (
        <span>
          {texts.incident.parentOf}{' '}
          {children.map((child) => (
            <Link key={child} to={`/incidents/${child}`}>
              {child}{' '}
            </Link>
          ))}
        </span>
      )}
    </>
  );
}

function Lead({ incident }: { incident: IncidentDetail }) {
  const { texts } = useSpeech();
  const nameOf = usePersonName();
  const { user } = useSignedIn();
  const mayWork = useMay('operator');
  const { lead } = incident;
  const { takeLead: label } = texts.incident;
  return (
    <span className="incident-lead">
      {lead ? texts.colon(texts.incident.lead, nameOf(lead)) : texts.incident.noLead}
      {mayWork && lead !== user && (
        <button type="button" className="button" onClick={() => void takeLead(incident, label)}>
          {label}
        </button>
      )}
    </span>
  );
}
