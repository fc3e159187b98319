/** Which valve (practice P-33): what stops the water, where it is, how it turns, who loses it. */
import { Link } from 'react-router';
import type { IsolationInfo } from '../../../api/contract.ts';
import { useAssets } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useAreaName, useAssetName } from '../marks/names.ts';
import './isolations-panel.css';

export function IsolationsPanel({ isolations }: { isolations: readonly IsolationInfo[] }) {
  const { texts } = useSpeech();
  if (isolations.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="isolations-title">
      <header className="panel-head">
        <h2 id="isolations-title">{texts.incident.isolations}</h2>
      </header>
      <ul className="isolations">
        {isolations.map((isolation) => (
          <li key={`${isolation.by} ${isolation.stops}`}>
            <Isolation {...isolation} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One line of what it does, one of how to find and turn it. */
function Isolation({ by, stops, affects, at, turn, photo }: IsolationInfo) {
  const { texts, say } = useSpeech();
  const words = texts.incident.isolation;
  const assetName = useAssetName();
  const areaName = useAreaName();
  const isAsset = (useAssets().data ?? []).some(({ id }) => id === by);
  const how = [
    at && say(at),
    turn && words.turn[turn],
    photo && texts.colon(words.photo, photo),
    affects.length > 0 && texts.colon(words.affects, affects.map(areaName).join(texts.comma)),
  ];
  return (
    <>
      {isAsset ? <Link to={`/asset/${by}`}>{assetName(by)}</Link> : by}
      {' → '}
      {areaName(stops)}
      <span className="isolation-how dim">{how.filter(Boolean).join(' · ')}</span>
    </>
  );
}
