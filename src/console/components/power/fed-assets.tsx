/** What dies when this is opened (practice P-25, P-46): what needs a second yes stands first. */
import { Link } from 'react-router';
import type { AssetInfo } from '../../../api/contract.ts';
import { useAssets, useSignals } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import './fed-assets.css';

/** Pumps keep water out, the others keep emergency services alive. */
const VITAL: readonly string[] = ['sump', 'pump', 'transferSwitch', 'ups'];

export function FedAssets({ of }: { of: AssetInfo }) {
  const { texts, say } = useSpeech();
  const words = texts.asset.fed;
  const assets = useAssets().data ?? [];
  const fed = assets.filter(({ id, kind }) => of.feeds.includes(id) && kind !== 'meter');
  if (fed.length === 0) return null;
  const vital = fed.filter(({ kind }) => VITAL.includes(kind));
  const lifts = fed.filter(({ kind }) => kind === 'lift');
  const rest = fed.filter((asset) => !vital.includes(asset) && !lifts.includes(asset));
  return (
    <section className="panel" aria-labelledby={`fed-${of.id}`}>
      <header className="panel-head">
        <h2 id={`fed-${of.id}`}>{words.title}</h2>
        <span className="dim">{say(of.name)}</span>
      </header>
      <ul className="fed">
        {lifts.map((lift) => (
          <FedLift key={lift.id} lift={lift} />
        ))}
        {vital.map(({ id, name }) => (
          <li key={id} className="abnormal">
            <Link to={`/asset/${id}`}>{say(name)}</Link> · {words.secondYes}
          </li>
        ))}
        {rest.map(({ id, name }) => (
          <li key={id}>
            <Link to={`/asset/${id}`}>{say(name)}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Empty only where that is known: an occupied lift would trap whoever is in it. */
function FedLift({ lift: { id, name } }: { lift: AssetInfo }) {
  const { texts, say } = useSpeech();
  const { present } = useSignals(id);
  const words = texts.asset.fed;
  const isEmpty = present?.quality === 'good' && present.value === false;
  const isOccupied = present?.quality === 'good' && present.value === true;
  return (
    <li className={isEmpty ? '' : 'abnormal'}>
      <Link to={`/asset/${id}`}>{say(name)}</Link>
      {' · '}
      {isEmpty ? words.empty : isOccupied ? words.occupied : words.unknown}
    </li>
  );
}
