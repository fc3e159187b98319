/** Open and closed incidents, and reporting what no sensor saw. */
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import type { IncidentSummary } from '../../api/contract.ts';
import { ConflictsPanel } from '../components/incident/conflicts-panel.tsx';
import { gravestFirst, isOver } from '../components/incident/danger-order.ts';
import { OverMark } from '../components/incident/over-mark.tsx';
import { DateTime } from '../components/marks/moment.tsx';
import { PriorityMark } from '../components/marks/priority-mark.tsx';
import { DueClock, SinceClock } from '../components/marks/running-clock.tsx';
import { useMay } from '../components/shell/me.ts';
import { Empty, Loaded } from '../components/states/loaded.tsx';
import { useIncidents } from '../data/queries.ts';
import { useSpeech } from '../texts/language.tsx';
import { percent } from '../texts/values.ts';
import './incidents.css';

const ReportDialog = lazy(() => import('../components/incident/report-dialog.tsx'));

export default function IncidentsPage() {
  const { texts } = useSpeech();
  const incidents = useIncidents();
  const mayReport = useMay('operator');
  const [isReporting, setIsReporting] = useState(false);
  return (
    <div className="page">
      <header className="page-head">
        <h1>{texts.pages.incidents}</h1>
        {mayReport && (
          <button
            type="button"
            className="button primary push"
            onClick={() => setIsReporting(true)}
          >
            {texts.incident.report}
          </button>
        )}
      </header>
      <Loaded of={incidents}>{(list) => <Lists incidents={list} />}</Loaded>
      {isReporting && (
        <Suspense>
          <ReportDialog leave={() => setIsReporting(false)} />
        </Suspense>
      )}
    </div>
  );
}

function Lists({ incidents }: { incidents: readonly IncidentSummary[] }) {
  const { texts } = useSpeech();
  const open = incidents.filter(({ state }) => state === 'open').sort(gravestFirst);
  const closed = incidents.filter(({ state }) => state === 'closed').sort(newestFirst);
  return (
    <>
      <ConflictsPanel />
      <section className="panel" aria-label={texts.incident.open}>
        <header className="panel-head">
          <h2>{texts.incident.open}</h2>
          <span className="dim">{open.length}</span>
        </header>
        {open.length === 0 ? (
          <Empty title={texts.incident.none} detail={texts.incident.noneDetail} />
        ) : (
          <ul className="incident-rows">
            {open.map((incident) => (
              <IncidentRow key={incident.id} incident={incident} />
            ))}
          </ul>
        )}
      </section>
      <section className="panel" aria-label={texts.incident.closed}>
        <header className="panel-head">
          <h2>{texts.incident.closed}</h2>
          <span className="dim">{closed.length}</span>
        </header>
        {closed.length === 0 && <p className="dim">{texts.incident.noClosed}</p>}
        <ul className="incident-rows">
          {closed.map((incident) => (
            <IncidentRow key={incident.id} incident={incident} />
          ))}
        </ul>
      </section>
    </>
  );
}

function IncidentRow({ incident }: { incident: IncidentSummary }) {
  const { texts, say } = useSpeech();
  const { id, title, place, priority, openedAt, closedAt, outcome, completeness } = incident;
  const isOpen = incident.state === 'open';
  const inDanger = isOpen && !isOver(incident);
  const [due] = incident.due;
  return (
    <li data-priority={inDanger ? priority : undefined}>
      <Link to={`/incidents/${id}`}>
        <PriorityMark priority={priority} size={20} calm={!inDanger} />
        <strong>
          {say(title)} · {say(place)}
        </strong>
        <span className="incident-row-clock">
          <SinceClock from={openedAt} until={incident.overAt ?? closedAt} />
        </span>
        <span className="incident-row-more">
          <span className="dim">
            <DateTime at={openedAt} />
          </span>
          <OverMark incident={incident} />
          {isOpen && due && <span>{say(due.text)}</span>}
          {isOpen && due?.dueAt !== undefined && <DueClock dueAt={due.dueAt} />}
          {incident.unanswered && <span className="tag abnormal">{texts.incident.unanswered}</span>}
          {outcome && <span className="tag">{texts.incident.outcome[outcome]}</span>}
          <span className="dim">{texts.incident.complete(percent(completeness))}</span>
        </span>
      </Link>
    </li>
  );
}

function newestFirst(a: IncidentSummary, b: IncidentSummary): number {
  return b.openedAt - a.openedAt;
}
