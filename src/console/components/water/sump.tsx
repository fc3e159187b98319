/** A sump as a level bar with its marks, and what its pumps do. */
import { Link } from 'react-router';
import type { AssetInfo } from '../../../api/contract.ts';
import { useSignals } from '../../data/queries.ts';
import { useNow } from '../../data/stream/link.ts';
import { describeSpan } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import { percent } from '../../texts/values.ts';
import { describeSump, type SumpState } from './water-state.ts';

export function Sump({ sump }: { sump: AssetInfo }) {
  const { say } = useSpeech();
  const state = describeSump(sump, useSignals(sump.id));
  const isAbnormal = state.isHigh || state.isHighHigh;
  return (
    <li className="sump" data-priority={isAbnormal ? 'high' : undefined}>
      <Link to={`/asset/${sump.id}`}>
        <LevelBar state={state} isAbnormal={isAbnormal} />
        <span className="sump-words">
          <span className="sump-name">{say(sump.name)}</span>
          <LevelWords state={state} />
          <PumpWords state={state} />
        </span>
      </Link>
    </li>
  );
}

function LevelBar({ state, isAbnormal }: { state: SumpState; isAbnormal: boolean }) {
  const { share, startShare, highShare } = state;
  const marks = [startShare, highShare].filter((mark) => mark !== undefined);
  return (
    <span className={share === undefined ? 'level hatched' : 'level'} aria-hidden="true">
      {share !== undefined && (
        <span
          className="level-water"
          data-abnormal={isAbnormal}
          style={{ transform: `scaleY(${share})` }}
        />
      )}
      {marks.map((mark) => (
        <span
          key={mark}
          className="level-mark"
          style={{ bottom: percent(mark).replace(' ', '') }}
        />
      ))}
    </span>
  );
}

function LevelWords({ state }: { state: SumpState }) {
  const { texts } = useSpeech();
  const now = useNow();
  const { share, blindSince, isHighHigh } = state;
  if (share === undefined) {
    const words =
      blindSince === undefined
        ? texts.shell.dataNone
        : texts.lift.noData(describeSpan(now - blindSince, texts));
    return <span className="sump-blind">{words}</span>;
  }
  return (
    <span className="sump-level">
      {percent(share)}
      {isHighHigh && ` · ${texts.water.highHigh}`}
    </span>
  );
}

function PumpWords({ state }: { state: SumpState }) {
  const { texts } = useSpeech();
  const { water, power } = texts;
  if (state.hasNoSupply) return <span className="sump-pump abnormal">{water.noSupply}</span>;
  // A pit of which nothing is known has said so once already.
  const isBlind = state.share === undefined;
  const told = state.pumps.filter(({ is }) => !(isBlind && is === 'unknown'));
  return told.map(({ number, is }) => {
    const word = is === 'unknown' ? power.unknown : water[is];
    const isAbnormal = is === 'fault' || is === 'manual';
    return (
      <span key={number} className={isAbnormal ? 'sump-pump abnormal' : 'sump-pump'}>
        {water.pump(number, word)}
      </span>
    );
  });
}
