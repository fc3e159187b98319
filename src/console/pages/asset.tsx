/** Everything about one asset: live, trend, its alarms and incidents, and which rules watch it. */
import { lazy, Suspense } from 'react';
import { Link, useParams } from 'react-router';
import type { AssetInfo } from '../../api/contract.ts';
import { AlarmCard } from '../components/alarms/alarm-card.tsx';
import { IsolationsPanel } from '../components/incident/isolations-panel.tsx';
import { LiftShaft } from '../components/lifts/lift-shaft.tsx';
import '../components/lifts/lifts.css';
import { useAreaName, useAssetName } from '../components/marks/names.ts';
import { RuleName } from '../components/marks/rule-name.tsx';
import { worstPriority } from '../components/marks/worst-priority.ts';
import { FedAssets } from '../components/power/fed-assets.tsx';
import { SignalRows } from '../components/signals/signal-rows.tsx';
import { Empty, Loaded, Loading } from '../components/states/loaded.tsx';
import { useAlarms, useAssets, useCoverage, useSignals, useSite } from '../data/queries.ts';
import { useSpeech } from '../texts/language.tsx';
import './asset.css';

const Trend = lazy(() => import('../components/trend/trend.tsx'));

export default function AssetPage() {
  const { id = '' } = useParams();
  const { texts } = useSpeech();
  const assets = useAssets();
  return (
    <Loaded of={assets}>
      {(list) => {
        const asset = list.find((each) => each.id === id);
        return asset ? <Page key={id} asset={asset} /> : <Empty title={texts.asset.notFound} />;
      }}
    </Loaded>
  );
}

function Page({ asset }: { asset: AssetInfo }) {
  const { texts, say } = useSpeech();
  const areaName = useAreaName();
  const assetName = useAssetName();
  const kind = useSite().data?.kinds[asset.kind];
  const facts = [
    kind && say(kind.title),
    areaName(asset.area),
    asset.fedBy && texts.colon(texts.asset.fedBy, assetName(asset.fedBy)),
    asset.camera && texts.incident.camera(asset.camera),
    asset.intercom && texts.incident.intercom(asset.intercom),
  ];
  return (
    <div className="page">
      <header className="page-head">
        <h1>{say(asset.name)}</h1>
        <span className="mono dim">{asset.id}</span>
        <span className="dim">{facts.filter(Boolean).join(' · ')}</span>
      </header>
      <div className="asset-columns">
        <Live asset={asset} />
        <div className="asset-column">
          <Alarms asset={asset} />
          <FedAssets of={asset} />
          <IsolationsPanel isolations={asset.isolates} />
          <Suspense fallback={<Loading />}>
            <Trend asset={asset} />
          </Suspense>
          <Watched asset={asset} />
        </div>
      </div>
    </div>
  );
}

function Live({ asset }: { asset: AssetInfo }) {
  const { texts } = useSpeech();
  const signals = useSignals(asset.id);
  const kind = useSite().data?.kinds[asset.kind];
  const alarms = useAlarms().data ?? [];
  const own = alarms.filter((alarm) => alarm.asset === asset.id);
  const names = Object.keys(signals);
  return (
    <section className="panel" aria-labelledby="live-title">
      <header className="panel-head">
        <h2 id="live-title">{texts.asset.live}</h2>
      </header>
      {asset.kind === 'lift' && (
        <ul className="asset-shaft">
          <LiftShaft lift={asset} priority={worstPriority(own)} />
        </ul>
      )}
      {names.length === 0 && <p className="dim">{texts.asset.noSignals}</p>}
      <SignalRows kind={kind} names={names} signals={signals} />
    </section>
  );
}

function Alarms({ asset }: { asset: AssetInfo }) {
  const { texts } = useSpeech();
  const alarms = useAlarms().data ?? [];
  const open = alarms.filter((alarm) => alarm.asset === asset.id && alarm.state !== 'normal');
  return (
    <section className="panel" aria-labelledby="alarms-title">
      <header className="panel-head">
        <h2 id="alarms-title">{texts.asset.alarms}</h2>
      </header>
      {open.length === 0 && <p className="dim">{texts.asset.noAlarms}</p>}
      <ul className="alarm-cards">
        {open.map((alarm) => (
          <AlarmCard key={alarm.id} alarm={alarm} isMarked={false} />
        ))}
      </ul>
    </section>
  );
}

function Watched({ asset }: { asset: AssetInfo }) {
  const { texts } = useSpeech();
  const rows = (useCoverage().data ?? []).filter((row) => row.asset === asset.id);
  return (
    <section className="panel" aria-labelledby="rules-title">
      <header className="panel-head">
        <h2 id="rules-title">{texts.asset.coverage}</h2>
        <Link to="/coverage" className="dim push">
          {texts.coverage.title}
        </Link>
      </header>
      <ul>
        {rows.map((row) => (
          <li key={`${row.rule} ${row.hazard ?? ''}`} className="asset-rule">
            <span>
              <RuleName row={row} />
            </span>
            <span className={row.state === 'watched' ? 'dim' : 'tag abnormal'}>
              {texts.coverage[row.state]}
            </span>
          </li>
        ))}
      </ul>
      {rows.length === 0 && <p className="dim">{texts.coverage.empty}</p>}
    </section>
  );
}
