/**
 * One incident, something planned, or a check: all are worked alike. The next action stands first,
 * for whoever is signed in; reading comes after doing. On a phone its three parts are tabs at the
 * thumb.
 */
import { useRef, useState } from 'react';
import { useParams } from 'react-router';
import type { IncidentDetail } from '../../api/contract.ts';
import { ActionsPanel } from '../components/incident/actions-panel.tsx';
import { ArrivalsList } from '../components/incident/arrivals-list.tsx';
import { CallsPanel } from '../components/incident/calls-panel.tsx';
import { CloseButton } from '../components/incident/close-button.tsx';
import { ConflictsPanel } from '../components/incident/conflicts-panel.tsx';
import { Consequences } from '../components/incident/consequences.tsx';
import { dueFor, isReadyToClose } from '../components/incident/due-order.ts';
import { HarmClocks } from '../components/incident/harm-clocks.tsx';
import { IncidentHead } from '../components/incident/incident-head.tsx';
import { IsolationsPanel } from '../components/incident/isolations-panel.tsx';
import { LedgerPanel } from '../components/incident/ledger-panel.tsx';
import { LiveSignals } from '../components/incident/live-signals.tsx';
import { NoticesPanel } from '../components/incident/notices-panel.tsx';
import { PeriodPanel } from '../components/incident/period-panel.tsx';
import { RecordPanel } from '../components/incident/record-panel.tsx';
import { StepCard } from '../components/incident/step-card.tsx';
import { StepList } from '../components/incident/step-list.tsx';
import { Timeline } from '../components/incident/timeline.tsx';
import { ToldByRole } from '../components/incident/told-by-role.tsx';
import { VulnerablePanel } from '../components/incident/vulnerable-panel.tsx';
import { FedAssets } from '../components/power/fed-assets.tsx';
import { useSignedIn } from '../components/shell/me.ts';
import { Empty, Loaded } from '../components/states/loaded.tsx';
import { useActionQueue } from '../data/actions/actions.ts';
import { ProblemError } from '../data/client.ts';
import { useAssets, useIncident } from '../data/queries.ts';
import { useIsStale } from '../data/stream/link.ts';
import { useSpeech } from '../texts/language.tsx';
import './incident.css';

const TABS = ['steps', 'timeline', 'info'] as const;
type Tab = (typeof TABS)[number];

export default function IncidentPage() {
  const { id = '' } = useParams();
  const { texts } = useSpeech();
  const incident = useIncident(id);
  const { error } = incident;
  if (error instanceof ProblemError && error.problem.status === 404) {
    return <Empty title={texts.incident.notFound} />;
  }
  return <Loaded of={incident}>{(detail) => <Page key={id} incident={detail} />}</Loaded>;
}

function Page({ incident }: { incident: IncidentDetail }) {
  const { texts } = useSpeech();
  const [tab, setTab] = useState<Tab>('steps');
  const isEmergency = incident.about === undefined;
  return (
    <div className="incident-page" data-tab={tab}>
      <IncidentHead incident={incident} />
      <HarmClocks harms={incident.harms} />
      <div className="incident-columns">
        <Work incident={incident} />
        <div className="incident-info">
          <section className="panel" aria-labelledby="told-title">
            <header className="panel-head">
              <h2 id="told-title">{texts.incident.whoTold}</h2>
            </header>
            <ToldByRole notifications={incident.notifications} />
            <ArrivalsList arrivals={incident.arrivals} />
          </section>
          <PeriodPanel incident={incident} />
          <ConflictsPanel of={incident.id} />
          <IsolationsPanel isolations={incident.isolations} />
          <MainFed incident={incident} />
          <Consequences incident={incident} />
          {isEmergency && <LedgerPanel incident={incident} />}
          {isEmergency && <LiveSignals asset={incident.asset} />}
          {isEmergency && <CallsPanel incident={incident} />}
          <ActionsPanel incident={incident.id} />
          <RecordPanel incident={incident} />
        </div>
        <Timeline entries={incident.timeline} />
      </div>
      <Tabs tab={tab} choose={setTab} />
    </div>
  );
}

/** An outage's main is opened and closed: what hangs on it is looked at first (practice P-25). */
function MainFed({ incident }: { incident: IncidentDetail }) {
  const mains = (useAssets().data ?? []).filter(({ attributes }) => attributes.main === true);
  if (incident.hazard !== 'outage' || incident.state === 'closed') return null;
  return mains.map((main) => <FedAssets key={main.id} of={main} />);
}

function Work({ incident }: { incident: IncidentDetail }) {
  const { texts } = useSpeech();
  const { roles } = useSignedIn();
  const cards = useRef<HTMLDivElement>(null);
  const due = incident.state === 'open' ? dueFor(incident.steps, roles) : [];
  const show = (key: string) => {
    const index = due.findIndex((step) => step.key === key);
    const card = cards.current?.querySelectorAll('.step-card')[index];
    card?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  };
  const isOpen = incident.state === 'open';
  return (
    <>
      <div className="incident-due" ref={cards}>
        {isOpen && <h2 className="incident-now">{texts.incident.now}</h2>}
        {isOpen && due.length === 0 && <NothingDue incident={incident} />}
        {due.map((step, index) => (
          <StepCard key={step.key} incident={incident} step={step} isFirst={index === 0} />
        ))}
        <VulnerablePanel incident={incident} />
        <NoticesPanel incident={incident.id} />
      </div>
      <StepList incident={incident} choose={show} />
    </>
  );
}

/** With nothing missing either, what is left to do is to close it. */
function NothingDue({ incident }: { incident: IncidentDetail }) {
  const { texts } = useSpeech();
  const { nothingDue, waitingFor, ready, readyDetail } = texts.incident;
  if (!isReadyToClose(incident)) return <Empty title={nothingDue} detail={waitingFor} />;
  return (
    <>
      <Empty title={ready} detail={readyDetail} />
      <CloseButton incident={incident} look="button primary big" />
    </>
  );
}

function Tabs({ tab, choose }: { tab: Tab; choose: (tab: Tab) => void }) {
  const { texts } = useSpeech();
  const { waiting } = useActionQueue();
  const stale = useIsStale();
  const isSynchronised = waiting.length === 0 && !stale;
  const words = {
    steps: texts.incident.steps,
    timeline: texts.incident.timeline,
    info: texts.incident.info,
  };
  return (
    <div className="incident-tabs">
      {TABS.map((each) => (
        <button key={each} type="button" aria-pressed={each === tab} onClick={() => choose(each)}>
          {words[each]}
        </button>
      ))}
      <span className="incident-sync" data-abnormal={!isSynchronised} role="status">
        {isSynchronised ? texts.shell.synchronised : texts.shell.waiting(waiting.length)}
      </span>
    </div>
  );
}
