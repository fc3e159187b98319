/** Which rule watches which asset, and where nobody is watching: asset by rule, abnormal first. */
import { Fragment, useState } from 'react';
import { Link } from 'react-router';
import type { CoverageRow } from '../../api/contract.ts';
import { useAssetName, useSignalName } from '../components/marks/names.ts';
import { RuleName } from '../components/marks/rule-name.tsx';
import { Span } from '../components/marks/running-clock.tsx';
import { Empty, Loaded } from '../components/states/loaded.tsx';
import { useAssets, useCoverage, useSite } from '../data/queries.ts';
import { useSpeech } from '../texts/language.tsx';
import './coverage.css';

const STATES = ['unwatched', 'blind', 'degraded', 'watched'] as const;

export default function CoveragePage() {
  const { texts } = useSpeech();
  const coverage = useCoverage();
  const [onlyAbnormal, setOnlyAbnormal] = useState(false);
  return (
    <div className="page">
      <header className="page-head">
        <h1>{texts.coverage.title}</h1>
        {coverage.data && <Summary rows={coverage.data} />}
        <button
          type="button"
          className="chip push"
          aria-pressed={onlyAbnormal}
          onClick={() => setOnlyAbnormal(!onlyAbnormal)}
        >
          {texts.coverage.only}
        </button>
      </header>
      <Loaded of={coverage}>
        {(rows) => {
          const shown = rows.filter(({ state }) => !onlyAbnormal || state !== 'watched');
          if (rows.length === 0) return <Empty title={texts.coverage.empty} />;
          if (shown.length === 0) return <Empty title={texts.coverage.allWell} />;
          return <Matrices rows={shown} />;
        }}
      </Loaded>
    </div>
  );
}

function Summary({ rows }: { rows: readonly CoverageRow[] }) {
  const { texts } = useSpeech();
  return (
    <span className="coverage-summary">
      {STATES.map((state) => {
        const count = rows.filter((row) => row.state === state).length;
        return (
          <span key={state} className="coverage-state" data-state={count > 0 ? state : undefined}>
            <StateSign state={state} /> {texts.coverage[state]} {count}
          </span>
        );
      })}
    </span>
  );
}

/** One table for each kind of asset, since each kind has rules of its own. */
function Matrices({ rows }: { rows: readonly CoverageRow[] }) {
  const { say } = useSpeech();
  const kinds = useSite().data?.kinds ?? {};
  const assets = useAssets().data ?? [];
  const kindOf = new Map(assets.map(({ id, kind }) => [id, kind]));
  const byKind = new Map<string, CoverageRow[]>();
  for (const row of rows) {
    const kind = kindOf.get(row.asset) ?? '';
    byKind.set(kind, [...(byKind.get(kind) ?? []), row]);
  }
  return [...byKind].map(([kind, own]) => (
    <section key={kind} className="panel" aria-label={kind}>
      <header className="panel-head">
        <h2>{kinds[kind] ? say(kinds[kind].title) : kind}</h2>
      </header>
      <div className="scrolls">
        <Matrix rows={own} />
      </div>
    </section>
  ));
}

function Matrix({ rows }: { rows: readonly CoverageRow[] }) {
  const { texts } = useSpeech();
  const nameOf = useAssetName();
  const rules = [...new Set(rows.map(ruleOf))].sort();
  const assets = [...new Set(rows.map(({ asset }) => asset))];
  return (
    <table className="rows coverage-table">
      <thead>
        <tr>
          <th scope="col">{texts.coverage.asset}</th>
          {rules.map((rule) => (
            <th key={rule} scope="col" className="coverage-rule">
              <RuleName row={rows.find((row) => ruleOf(row) === rule)!} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {assets.map((asset) => (
          <tr key={asset}>
            <th scope="row">
              <Link to={`/asset/${asset}`}>{nameOf(asset)}</Link>
            </th>
            {rules.map((rule) => (
              <td key={rule}>
                <Cell row={rows.find((row) => row.asset === asset && ruleOf(row) === rule)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ row }: { row: CoverageRow | undefined }) {
  const { texts } = useSpeech();
  const signalName = useSignalName();
  if (row === undefined) return <span className="dim">—</span>;
  const { asset, state, since, because } = row;
  return (
    <span className="coverage-state" data-state={state}>
      <StateSign state={state} /> {texts.coverage[state]}
      {state !== 'watched' && (
        <span className="coverage-because">
          {since !== undefined && <Span from={since} />}
          {because.map(({ signal, reason, quality }) => (
            <Fragment key={signal}>
              {' '}
              <span title={signal}>{signalName(asset, signal)}</span>{' '}
              {texts.reason[reason ?? ''] ?? reason ?? texts.quality[quality]}
            </Fragment>
          ))}
        </span>
      )}
    </span>
  );
}

/** Filled: it sees. Half: in part. Empty: it does not. Crossed: nobody looks. */
function StateSign({ state }: { state: CoverageRow['state'] }) {
  const shapes = {
    watched: <circle cx="7" cy="7" r="5" fill="currentColor" />,
    degraded: <path d="M7 2a5 5 0 0 1 0 10Z" fill="currentColor" />,
    blind: <path d="M3 7h8" />,
    unwatched: <path d="m4 4 6 6m0-6-6 6" />,
  };
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="1.6">
        {shapes[state]}
        <circle cx="7" cy="7" r="6" />
      </g>
    </svg>
  );
}

/** A hazard that no rule watches has a column of its own. */
function ruleOf({ rule, hazard }: CoverageRow): string {
  return rule === '' ? (hazard ?? '—') : rule;
}
