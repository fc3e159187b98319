/** Areas with leak sensors as tiles, always in the same place, and the sumps below them. */
import { useQueries } from '@tanstack/react-query';
import type { AssetInfo } from '../../../api/contract.ts';
import { type AssetSignals, signalsOf, useAssets, useSite } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { AreaTile } from './area-tile.tsx';
import { Sump } from './sump.tsx';
import './water.css';
import { describeAreas } from './water-state.ts';

export function WaterPanel() {
  const { texts } = useSpeech();
  const { data: assets } = useAssets();
  const sensors = (assets ?? []).filter(({ kind }) => kind === 'leak');
  const sumps = (assets ?? []).filter(({ kind }) => kind === 'sump');
  const areas = useAreas(sensors);
  if (sensors.length + sumps.length === 0) return null;
  return (
    <section className="panel water" aria-labelledby="water-title">
      <header className="panel-head">
        <h2 id="water-title">{texts.wall.water}</h2>
        <span className="dim">{texts.wall.waterCount(areas.length, sumps.length)}</span>
      </header>
      <ul className="areas">
        {areas.map((area) => (
          <AreaTile key={area.area} {...area} />
        ))}
      </ul>
      <ul className="sumps">
        {sumps.map((sump) => (
          <Sump key={sump.id} sump={sump} />
        ))}
      </ul>
    </section>
  );
}

function useAreas(sensors: readonly AssetInfo[]) {
  const site = useSite().data;
  const lists = useQueries({ queries: sensors.map(({ id }) => signalsOf(id)) });
  const bySensor = new Map<string, AssetSignals>();
  sensors.forEach(({ id }, index) => {
    bySensor.set(id, lists[index]?.data ?? {});
  });
  return describeAreas(sensors, (id) => bySensor.get(id) ?? {}, site?.spreads ?? []);
}
