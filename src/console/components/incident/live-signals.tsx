/** What the incident's asset says now: value, quality and age, for as long as the page is open. */
import type { AssetInfo } from '../../../api/contract.ts';
import { type AssetSignals, useAssets, useSignals, useSite } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { LiftShaft } from '../lifts/lift-shaft.tsx';
import '../lifts/lifts.css';
import { SignalRows } from '../signals/signal-rows.tsx';
import './live-signals.css';

/** What one looks at first, by kind; another kind shows the first of its signals. */
const FIRST_SIGNALS: Record<string, readonly string[]> = {
  lift: [
    'floor',
    'doorZone',
    'doors',
    'moving',
    'present',
    'occupied',
    'alarmButton',
    'mode',
    'mains',
    'intercomInUse',
  ],
};
const SHOWN = 10;

export function LiveSignals({ asset: id }: { asset: string | undefined }) {
  const { texts, say } = useSpeech();
  const asset = (useAssets().data ?? []).find((each) => each.id === id);
  return (
    <section className="panel live-signals" aria-labelledby="live-title">
      <header className="panel-head">
        <h2 id="live-title">{texts.incident.live}</h2>
        {asset && <span className="dim">{say(asset.name)}</span>}
      </header>
      {asset ? <Signals asset={asset} /> : <p className="dim">{texts.incident.noLive}</p>}
    </section>
  );
}

function Signals({ asset }: { asset: AssetInfo }) {
  const signals = useSignals(asset.id);
  const kind = useSite().data?.kinds[asset.kind];
  return (
    <div className="live-signals-body">
      {asset.kind === 'lift' && (
        <ul className="live-shaft">
          <LiftShaft lift={asset} priority={undefined} />
        </ul>
      )}
      <SignalRows kind={kind} names={choose(asset.kind, signals)} signals={signals} />
    </div>
  );
}

function choose(kind: string, signals: AssetSignals): string[] {
  const first = FIRST_SIGNALS[kind] ?? Object.keys(signals).sort();
  return first.filter((name) => name in signals).slice(0, SHOWN);
}
