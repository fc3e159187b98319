/** All lifts of the site side by side, each in its shaft. */
import type { AssetInfo } from '../../../api/contract.ts';
import { useAlarms, useAssets } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { worstPriority } from '../marks/worst-priority.ts';
import { LiftShaft } from './lift-shaft.tsx';
import './lifts.css';

export function LiftsPanel() {
  const { texts } = useSpeech();
  const { data: assets } = useAssets();
  const { data: alarms } = useAlarms();
  const lifts = (assets ?? []).filter(({ kind }) => kind === 'lift');
  if (lifts.length === 0) return null;
  const priorityOf = ({ id }: AssetInfo) =>
    worstPriority((alarms ?? []).filter(({ asset }) => asset === id));
  return (
    <section className="panel lifts" aria-labelledby="lifts-title">
      <header className="panel-head">
        <h2 id="lifts-title">{texts.wall.lifts}</h2>
        <span className="dim">{texts.wall.liftCount(lifts.length)}</span>
      </header>
      <ul className="shafts">
        {lifts.map((lift) => (
          <LiftShaft key={lift.id} lift={lift} priority={priorityOf(lift)} />
        ))}
      </ul>
    </section>
  );
}
