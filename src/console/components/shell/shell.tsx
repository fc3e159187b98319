/** What stands around every page: the top bar, the ways to other pages, the alarm banner. */
import { lazy, Suspense, useState } from 'react';
import { Route, Routes } from 'react-router';
import type { Me } from '../../../api/contract.ts';
import { useBadge } from '../../data/badge.ts';
import { useStream } from '../../data/stream/use-stream.ts';
import { WallPage } from '../../pages/wall.tsx';
import { useAlarmSound } from '../../sound/use-alarm-sound.ts';
import { useSpeech } from '../../texts/language.tsx';
import { AwayStrip } from '../away/away-strip.tsx';
import { FaultBoundary } from '../states/fault-boundary.tsx';
import { Empty, Loading } from '../states/loaded.tsx';
import { AlarmBanner } from './alarm-banner.tsx';
import { BadgeDialog } from './badge-dialog.tsx';
import { Calls } from './calls.tsx';
import type { Dialog } from './dialog.ts';
import { useKeyboard } from './keyboard.ts';
import { MeContext } from './me.ts';
import { Navigation } from './navigation.tsx';
import { Refusals } from './refusals.tsx';
import './shell.css';
import { StaleNotice, useStaleClass } from './stale-notice.tsx';
import { TopBar } from './top-bar.tsx';

const AlarmsPage = lazy(() => import('../../pages/alarms.tsx'));
const IncidentsPage = lazy(() => import('../../pages/incidents.tsx'));
const IncidentPage = lazy(() => import('../../pages/incident.tsx'));
const AssetPage = lazy(() => import('../../pages/asset.tsx'));
const CoveragePage = lazy(() => import('../../pages/coverage.tsx'));
const DevicesPage = lazy(() => import('../../pages/devices.tsx'));
const WorkPage = lazy(() => import('../../pages/work.tsx'));
const DutyPage = lazy(() => import('../../pages/duty.tsx'));
const ArrivalCodesPage = lazy(() => import('../../pages/arrival-codes.tsx'));
const ArrivePage = lazy(() => import('../../pages/arrive.tsx'));
const LedgerPage = lazy(() => import('../../pages/ledger.tsx'));
const ReadinessPage = lazy(() => import('../../pages/readiness.tsx'));
const SimulationPage = lazy(() => import('../../pages/simulation.tsx'));
const Dialogs = lazy(() => import('./dialogs.tsx'));

export function Shell({ me }: { me: Me }) {
  useStream();
  useAlarmSound(me.user);
  const { texts } = useSpeech();
  const [dialog, setDialog] = useState<Dialog>();
  const { asking } = useBadge();
  useKeyboard({ isOff: dialog !== undefined || asking !== undefined, open: setDialog });
  const staleClass = useStaleClass();
  return (
    <MeContext value={me}>
      <div className="shell">
        <a className="skip" href="#content">
          {texts.shell.skip}
        </a>
        <TopBar open={setDialog} />
        <Navigation />
        <div className="shell-notices">
          <StaleNotice />
          <AwayStrip />
          <Calls />
          <AlarmBanner />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard */}
        <main id="content" tabIndex={0} className={staleClass}>
          <FaultBoundary>
            <Suspense fallback={<Loading />}>
              <Pages />
            </Suspense>
          </FaultBoundary>
        </main>
        <Refusals />
        {dialog && (
          <Suspense>
            <Dialogs shown={dialog} close={() => setDialog(undefined)} />
          </Suspense>
        )}
        {asking && <BadgeDialog key={asking.person} asking={asking} />}
      </div>
    </MeContext>
  );
}

function Pages() {
  const { texts } = useSpeech();
  return (
    <Routes>
      <Route path="/" element={<WallPage />} />
      <Route path="/alarms" element={<AlarmsPage />} />
      <Route path="/incidents" element={<IncidentsPage />} />
      <Route path="/incidents/:id" element={<IncidentPage />} />
      <Route path="/asset/:id" element={<AssetPage />} />
      <Route path="/coverage" element={<CoveragePage />} />
      <Route path="/devices" element={<DevicesPage />} />
      <Route path="/work" element={<WorkPage />} />
      <Route path="/duty" element={<DutyPage />} />
      <Route path="/duty/codes" element={<ArrivalCodesPage />} />
      <Route path="/arrive/:code" element={<ArrivePage />} />
      <Route path="/ledger" element={<LedgerPage />} />
      <Route path="/readiness" element={<ReadinessPage />} />
      <Route path="/simulation" element={<SimulationPage />} />
      <Route path="*" element={<Empty title={texts.states.notFound} />} />
    </Routes>
  );
}
