/** The head of an incident's page: what, where, for how long, how sure, who leads. */
import { Link } from 'react-router';
import type { IncidentDetail } from '../../../api/contract.ts';
import { takeLead } from '../../data/actions/actions.ts';
import { useDuty } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { DateTime } from '../marks/moment.tsx';
import { usePersonName, usePlaceNames } from '../marks/names.ts';
import { PriorityMark } from '../marks/priority-mark.tsx';
import { SinceClock } from '../marks/running-clock.tsx';
import { useMay, useSignedIn } from '../shell/me.ts';
import { PhaseTag } from '../upkeep/phase-tag.tsx';
import { CloseButton } from './close-button.tsx';
import { isOver } from './danger-order.ts';
import { isReadyToClose } from './due-order.ts';
import { PhoneLink } from './phone-link.tsx';
import { ReportLinks } from './report-links.tsx';
import './incident-head.css';
import { outcomeWords } from './outcome-words.ts';
import { OverMark } from './over-mark.tsx';

export function IncidentHead({ incident }: { incident: IncidentDetail }) {
  const { texts, say } = useSpeech();
  const { title, place, priority, openedAt, closedAt, outcome, note, closingReason } = incident;
  const namesOf = usePlaceNames();
  // What is planned has places once somebody has said which; a check has none.
  const where = say(place) || namesOf(incident.period?.places ?? []);
  const isOpen = incident.state === 'open';
  const isEmergency = incident.about === undefined;
  // Colour means danger: what is planned, a check, and what is over are drawn calm.
  const inDanger = isOpen && isEmergency && !isOver(incident);
  return (
    <header
      className="incident-head"
      data-priority={inDanger ? priority : undefined}
      data-work={!isEmergency}
    >
      <Back incident={incident} />
      {isEmergency && <PriorityMark priority={priority} size={30} calm={!inDanger} />}
      <h1>{where === '' ? say(title) : `${say(title)} · ${where}`}</h1>
      <span className="incident-head-clock">
        {isEmergency && <SinceClock from={openedAt} until={incident.overAt ?? closedAt} />}
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
            {!isReadyToClose(incident) && <CloseButton incident={incident} />}
          </>
        ) : (
          <span className="tag">
            {closedAt !== undefined && <DateTime at={closedAt} />}
            {outcome && outcomeWords(incident, texts)[outcome]}
          </span>
        )}
        <PhoneLink incident={incident.id} />
        <ReportLinks incident={incident.id} />
      </div>
    </header>
  );
}

/** To the list on which it stands. */
function Back({ incident: { about } }: { incident: IncidentDetail }) {
  const { texts } = useSpeech();
  const to = about && `/work?tab=${about === 'check' ? 'checks' : 'planned'}`;
  return (
    <Link
      to={to ?? '/incidents'}
      className="incident-back"
      aria-label={about ? texts.pages.work : texts.pages.incidents}
    >
      ‹
    </Link>
  );
}

function Facts({ incident }: { incident: IncidentDetail }) {
  const { texts } = useSpeech();
  const { about, id, number, evidence, source, openedAt, unanswered } = incident;
  return (
    <>
      <span className="tag">{about ? texts.work.kind[about] : texts.evidence[evidence]}</span>
      {about === 'planned' && <PhaseTag planned={incident} />}
      <OverMark incident={incident} />
      <Alone incident={incident} />
      {unanswered && <span className="tag abnormal">{texts.incident.unanswered}</span>}
      <span>{texts.incident.source[source] ?? source}</span>
      <span>
        <DateTime at={openedAt} />
      </span>
      <span className="mono">{number ?? id}</span>
      <Family incident={incident} />
    </>
  );
}

/** Whoever is sent out then leaves nobody behind (practice P-42). */
function Alone({ incident: { about, state } }: { incident: IncidentDetail }) {
  const { texts, say } = useSpeech();
  const alone = useDuty().data?.alone;
  if (alone === undefined || about !== undefined || state !== 'open') return null;
  return <span className="tag abnormal">{texts.away.alone(say(alone.name))}</span>;
}

/** What caused it, and what it caused. */
function Family({ incident: { parent, children } }: { incident: IncidentDetail }) {
  const { texts } = useSpeech();
  return (
    <>
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
