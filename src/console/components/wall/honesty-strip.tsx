/**
 * What the wall does not know or nobody has answered, said at the bottom of it: a calm screen is
 * worth nothing when it is calm because it sees nothing.
 */

import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { CoverageRow } from '../../../api/contract.ts';
import { useAlarms, useCoverage, useDevices, useIncidents } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useConflicts } from '../incident/conflicts-panel.tsx';
import { useAssetName } from '../marks/names.ts';
import { Span } from '../marks/running-clock.tsx';
import './honesty-strip.css';

export function HonestyStrip() {
  const { texts, say } = useSpeech();
  const nameOf = useAssetName();
  const { data: coverage } = useCoverage();
  const silent = (useDevices().data ?? []).filter(({ up }) => !up);
  const open = (useIncidents().data ?? []).filter(({ state }) => state === 'open');
  const unanswered = open.filter((incident) => incident.unanswered);
  const impaired = open.filter(({ impairments }) => impairments.length > 0);
  const alarms = useAlarms().data ?? [];
  const latched = alarms.filter(({ state }) => state.startsWith('latched'));
  const [firstSilent] = silent;
  const [firstUnanswered] = unanswered;
  const [firstLatched] = latched;
  const conflicts = useConflicts();
  const [firstConflict] = conflicts;
  const words = texts.honesty;
  return (
    <section className="honesty" aria-label={words.title}>
      <strong className="dim">{words.title}</strong>
      <Blindness coverage={coverage} />
      <Item to="/devices" word={words.silent} count={silent.length}>
        {firstSilent && say(firstSilent.title)} {firstSilent && nameOf(firstSilent.asset)}
        {firstSilent?.lastHeardAt !== undefined && (
          <>
            {' · '}
            <Span from={firstSilent.lastHeardAt} />
          </>
        )}
      </Item>
      <Item to="/incidents" word={words.unanswered} count={unanswered.length}>
        {firstUnanswered && say(firstUnanswered.place)}
      </Item>
      {impaired.length > 0 && (
        <Item to="/incidents" word={words.impaired} count={impaired.length}>
          {say(impaired[0]!.impairments[0]!)} {say(impaired[0]!.place)}
        </Item>
      )}
      <Item to="/incidents" word={words.conflicts} count={conflicts.length}>
        {firstConflict && say(firstConflict.person.name)}
      </Item>
      <Item to="/alarms" word={words.latched} count={latched.length}>
        {firstLatched && `${nameOf(firstLatched.asset)} ${say(firstLatched.text.what)}`}
      </Item>
    </section>
  );
}

function Blindness({ coverage }: { coverage: readonly CoverageRow[] | undefined }) {
  const { texts } = useSpeech();
  const nameOf = useAssetName();
  const words = texts.honesty;
  if (coverage === undefined) return <span className="dim">{words.unknown}</span>;
  const assetsThatAre = (wanted: CoverageRow['state']) =>
    new Set(coverage.filter(({ state }) => state === wanted).map(({ asset }) => asset));
  const blind = assetsThatAre('blind');
  // A lift whose box does not know one thing more is watched; the page of coverage lists it.
  const unwatched = new Set(
    coverage
      .filter(({ state, hazard }) => state === 'unwatched' && hazard !== undefined)
      .map(({ asset }) => asset),
  );
  const degraded = assetsThatAre('degraded');
  const [first] = blind;
  return (
    <>
      <Item to="/coverage" word={words.blind} count={blind.size}>
        {first && nameOf(first)}
      </Item>
      <Item to="/coverage" word={words.unwatched} count={unwatched.size} />
      <Item to="/coverage" word={texts.coverage.degraded} count={degraded.size} />
    </>
  );
}

interface ItemProps {
  to: string;
  word: string;
  count: number;
  /** The first of them, in a few words. */
  children?: ReactNode;
}

function Item({ to, word, count, children }: ItemProps) {
  return (
    <Link to={to} className="honesty-item" data-abnormal={count > 0}>
      <strong>
        {word} {count}
      </strong>
      {count > 0 && <span className="honesty-first">{children}</span>}
    </Link>
  );
}
