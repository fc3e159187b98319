/** One tap to the numbers that every emergency may need, and what to read aloud there. */
import type { IncidentDetail, Text } from '../../../api/contract.ts';
import { useAssets } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import './calls-panel.css';
import { useNow } from '../../data/stream/link.ts';
import { callSentence } from './call-sentence.ts';

/** On every incident: consent is recorded, never enforced by hiding a number (practice P-9). */
const NUMBERS = ['120', '119', '110'] as const;

export function CallsPanel({ incident }: { incident: IncidentDetail }) {
  const { texts } = useSpeech();
  const asset = (useAssets().data ?? []).find(({ id }) => id === incident.asset);
  const words = texts.incident;
  return (
    <section className="panel calls-panel" aria-labelledby="calls-title">
      <header className="panel-head">
        <h2 id="calls-title">{words.calls}</h2>
      </header>
      <div className="calls">
        {NUMBERS.map((number) => (
          <a key={number} className="button call" href={`tel:${number}`}>
            <strong>{number}</strong>
            {words.emergency[number]}
          </a>
        ))}
      </div>
      <p className="dim">
        {[
          asset?.intercom && words.intercom(asset.intercom),
          asset?.camera && words.camera(asset.camera),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <h3>{words.readAloud}</h3>
      <Sentence incident={incident} />
      {incident.callCard && <CallCard card={incident.callCard} />}
    </section>
  );
}

function Sentence({ incident }: { incident: IncidentDetail }) {
  const { texts, say } = useSpeech();
  return <p className="read-aloud">{callSentence(incident, { texts, say, now: useNow() })}</p>;
}

function CallCard({ card }: { card: Record<string, Text | string> }) {
  const { texts, say } = useSpeech();
  const words = texts.incident;
  return (
    <>
      <h3>{words.card}</h3>
      <dl className="call-card">
        {Object.entries(card).map(([name, value]) => (
          <div key={name}>
            <dt>{words.cardField[name] ?? name}</dt>
            <dd>{typeof value === 'string' ? value : say(value)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
