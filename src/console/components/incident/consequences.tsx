/** What this emergency brought with it: alarms that the program keeps quiet because of it. */
import type { IncidentDetail } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useAssetName } from '../marks/names.ts';
import './consequences.css';

export function Consequences({ incident }: { incident: IncidentDetail }) {
  const { texts, say } = useSpeech();
  const assetName = useAssetName();
  const { consequences } = incident;
  if (consequences.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="consequences-title">
      <header className="panel-head">
        <h2 id="consequences-title">{texts.incident.consequences}</h2>
        <span className="dim">{consequences.length}</span>
      </header>
      <p className="dim">{texts.incident.consequencesQuiet}</p>
      <ul className="consequences">
        {consequences.map(({ id, asset, text, active }) => (
          <li key={id}>
            {assetName(asset)} · {say(text.what)}
            <span className="dim"> · {texts.alarmSource[active ? 'active' : 'quiet']}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
