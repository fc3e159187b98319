/** Planned outages and other work that was registered: what was announced, what telemetry saw. */
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import type { IncidentSummary } from '../../../api/contract.ts';
import { usePlanned } from '../../data/work-queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { percent } from '../../texts/values.ts';
import { useMay } from '../shell/me.ts';
import { Empty, Loaded } from '../states/loaded.tsx';
import { PeriodFacts } from './period-facts.tsx';
import { newestFirst, soonestFirst } from './period-phase.ts';
import { PhaseTag } from './phase-tag.tsx';
import './work.css';

const RegisterDialog = lazy(() => import('./register-dialog.tsx'));

export function PlannedSection() {
  const planned = usePlanned();
  return (
    <>
      <Register />
      <Loaded of={planned}>{(list) => <Lists planned={list} />}</Loaded>
    </>
  );
}

function Register() {
  const { texts } = useSpeech();
  const mayWork = useMay('operator');
  const [isOpen, setIsOpen] = useState(false);
  if (!mayWork) return null;
  return (
    <>
      <button type="button" className="button primary work-add" onClick={() => setIsOpen(true)}>
        {texts.planned.register}
      </button>
      {isOpen && (
        <Suspense>
          <RegisterDialog leave={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function Lists({ planned }: { planned: readonly IncidentSummary[] }) {
  const { texts } = useSpeech();
  const words = texts.planned;
  if (planned.length === 0) return <Empty title={words.empty} detail={words.emptyDetail} />;
  const open = planned.filter(({ state }) => state === 'open').sort(soonestFirst);
  const closed = planned.filter(({ state }) => state === 'closed').sort(newestFirst);
  return (
    <>
      <List title={words.open} none={words.none} planned={open} />
      <List title={words.closed} none={words.noClosed} planned={closed} />
    </>
  );
}

interface ListProps {
  title: string;
  none: string;
  planned: readonly IncidentSummary[];
}

function List({ title, none, planned }: ListProps) {
  return (
    <section className="panel" aria-label={title}>
      <header className="panel-head">
        <h2>{title}</h2>
        <span className="dim">{planned.length}</span>
      </header>
      {planned.length === 0 && <p className="dim">{none}</p>}
      <ul className="work-rows">
        {planned.map((each) => (
          <PlannedRow key={each.id} planned={each} />
        ))}
      </ul>
    </section>
  );
}

function PlannedRow({ planned }: { planned: IncidentSummary }) {
  const { texts, say } = useSpeech();
  const { id, title, state, outcome, completeness, due } = planned;
  const isOpen = state === 'open';
  const [next] = due;
  return (
    <li>
      <div className="work-row-words">
        <h3>
          <Link to={`/incidents/${id}`}>{say(title)}</Link> <span className="mono dim">{id}</span>
        </h3>
        <p className="work-facts">
          {isOpen && <PhaseTag planned={planned} />}
          {outcome && <span className="tag">{texts.work.outcome[outcome]}</span>}
          {isOpen && next && <span>{say(next.text)}</span>}
          <span className="dim">{texts.incident.complete(percent(completeness))}</span>
        </p>
        <PeriodFacts planned={planned} />
      </div>
      {isOpen && (
        <Link className="button" to={`/incidents/${id}`}>
          {texts.work.open}
        </Link>
      )}
    </li>
  );
}
