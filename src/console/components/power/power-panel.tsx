/** The site's power as a single line from the utility to the feeders. */
import { useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { AssetInfo } from '../../../api/contract.ts';
import { knownNumber } from '../../data/known-value.ts';
import { type AssetSignals, signalsOf, useAssets } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { describeNumber } from '../../texts/values.ts';
import { BackupSupply } from './backup-supply.tsx';
import './power.css';
import {
  type BreakerState,
  describePower,
  type Feeder,
  type PowerSection,
  type PowerState,
  type Supply,
} from './power-state.ts';

const KINDS = ['meter', 'breaker'];

export function PowerPanel() {
  const { texts } = useSpeech();
  const { data: assets } = useAssets();
  const own = (assets ?? []).filter(({ kind }) => KINDS.includes(kind));
  const power = usePower(own);
  const [first, ...others] = power.sections;
  if (own.length === 0) return null;
  return (
    <section className="panel power" aria-labelledby="power-title">
      <header className="panel-head">
        <h2 id="power-title">{texts.wall.power}</h2>
        {first?.incomer && <IncomerFigures signals={first.incomer.signals} />}
        <span className="push" />
        <BackupSupply assets={assets ?? []} />
      </header>
      {first && <SingleLine section={first} />}
      {others.map((section, index) => (
        <SectionLine key={section.main?.breaker.id ?? index} section={section}>
          {index === others.length - 1 &&
            power.ties.map((tie) => <Tie key={tie.breaker.id} {...tie} />)}
        </SectionLine>
      ))}
    </section>
  );
}

function usePower(assets: readonly AssetInfo[]): PowerState {
  const lists = useQueries({ queries: assets.map(({ id }) => signalsOf(id)) });
  const byAsset = new Map<string, AssetSignals>();
  assets.forEach(({ id }, index) => {
    byAsset.set(id, lists[index]?.data ?? {});
  });
  return describePower(assets, (id) => byAsset.get(id) ?? {});
}

function IncomerFigures({ signals }: { signals: AssetSignals }) {
  const frequency = knownNumber(signals, 'frequency');
  const power = knownNumber(signals, 'power.total');
  const words = [
    frequency === undefined ? undefined : `${frequency.toFixed(2)} Hz`,
    power === undefined ? undefined : describeNumber(power, 'W'),
  ];
  return <span className="dim">{words.filter((word) => word !== undefined).join(' · ')}</span>;
}

/** Open is how a tie stands; closed, one section carries the other. */
function Tie({ breaker, state }: PowerState['ties'][number]) {
  const { texts, say } = useSpeech();
  const word = state.is === 'closed' ? texts.power.tieClosed : texts.power[state.is];
  return (
    <Link to={`/asset/${breaker.id}`} className={state.is === 'open' ? 'dim' : 'tie-word'}>
      {say(breaker.name)} {word}
    </Link>
  );
}

function SingleLine({ section }: { section: PowerSection }) {
  const { texts, say } = useSpeech();
  const { incomer, main, bus, feeders } = section;
  const largest = Math.max(1, ...feeders.map(({ currentA }) => currentA ?? 0));
  return (
    <div className="single-line">
      <div className="supply-way">
        {incomer && (
          <Link to={`/asset/${incomer.meter.id}`} className="supply-name">
            {say(incomer.meter.name)} <SupplyWords supply={incomer.supply} />{' '}
            <Voltages signals={incomer.signals} />
          </Link>
        )}
        <span className="wire" data-supply={incomer?.supply ?? 'unknown'} />
        {main && (
          <Link to={`/asset/${main.breaker.id}`} className="main-breaker">
            <BreakerSign state={main.state} />
            <span>{say(main.breaker.name)}</span>
            <BreakerWords state={main.state} />
          </Link>
        )}
        <span className="wire" data-supply={bus} />
      </div>
      <span className="bus" data-supply={bus} title={texts.power[bus]} />
      <ul className="feeders">
        {feeders.map((feeder) => (
          <FeederColumn key={feeder.breaker.id} feeder={feeder} bus={bus} largest={largest} />
        ))}
      </ul>
    </div>
  );
}

/** A further section in one line of words: the panel has room for one bus with its feeders. */
function SectionLine(props: { section: PowerSection; children: ReactNode }) {
  const { say } = useSpeech();
  const { incomer, main, feeders } = props.section;
  const breakers = [...(main ? [main] : []), ...feeders];
  return (
    <div className="section-line">
      {incomer && (
        <Link to={`/asset/${incomer.meter.id}`}>
          {say(incomer.meter.name)} <SupplyWords supply={incomer.supply} />{' '}
          <Voltages signals={incomer.signals} />
        </Link>
      )}
      {breakers.map(({ breaker, state }) => (
        <Link key={breaker.id} to={`/asset/${breaker.id}`} className="section-breaker">
          <BreakerSign state={state} />
          {say(breaker.name)} <BreakerWords state={state} />
        </Link>
      ))}
      {props.children}
    </div>
  );
}

function FeederColumn(props: { feeder: Feeder; bus: Supply; largest: number }) {
  const { feeder, bus, largest } = props;
  const { say, texts } = useSpeech();
  const { breaker, state, supply, currentA } = feeder;
  const name = say(breaker.name);
  return (
    <li className="feeder">
      <Link to={`/asset/${breaker.id}`}>
        <span className="wire down" data-supply={bus} />
        <BreakerSign state={state} />
        <span className="wire down" data-supply={supply} />
        <span className="feeder-name">{name}</span>
        <BreakerWords state={state} />
        <span className="sr-only">
          {state.is === 'closed' && texts.power.closed} {texts.power[supply]}
        </span>
        {currentA !== undefined && (
          <>
            <span className="feeder-current" style={{ height: `${(40 * currentA) / largest}px` }} />
            <span className="dim">{describeNumber(Math.round(currentA), 'A')}</span>
          </>
        )}
      </Link>
    </li>
  );
}

/** Closed: a filled square. Open: a gap. Tripped: a gap with a cross. Unknown: hatched. */
function BreakerSign({ state }: { state: BreakerState }) {
  return <span className="breaker" data-state={state.is} aria-hidden="true" />;
}

/** What is as it should be needs no word. */
function BreakerWords({ state }: { state: BreakerState }) {
  const { texts } = useSpeech();
  if (state.is === 'closed') return null;
  return (
    <span className="breaker-word" data-state={state.is}>
      {texts.power[state.is]}
    </span>
  );
}

function SupplyWords({ supply }: { supply: Supply }) {
  const { texts } = useSpeech();
  if (supply === 'live') return null;
  return (
    <span className="supply-word" data-supply={supply}>
      {texts.power[supply]}
    </span>
  );
}

function Voltages({ signals }: { signals: AssetSignals }) {
  const phases = ['voltage.l1', 'voltage.l2', 'voltage.l3'].map((name) => {
    const voltage = knownNumber(signals, name);
    return voltage === undefined ? '—' : String(Math.round(voltage));
  });
  return <span>{phases.join(' / ')} V</span>;
}
