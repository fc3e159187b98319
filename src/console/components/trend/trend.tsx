/** One signal over the last hours. The chart's library is loaded with this file only. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { AssetInfo, KindInfo, ReadingRow } from '../../../api/contract.ts';
import { usePreferences } from '../../data/preferences.ts';
import { useReadings, useSite } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useSiteClock } from '../marks/moment.tsx';
import { Empty, Loaded } from '../states/loaded.tsx';
import { drawTrend } from './chart.ts';
import './trend.css';

const HOURS = [1, 6, 24] as const;

export default function Trend({ asset }: { asset: AssetInfo }) {
  const { texts, say } = useSpeech();
  const kind = useSite().data?.kinds[asset.kind];
  const names = useMemo(() => trendable(asset, kind), [asset, kind]);
  const [signal, setSignal] = useState(names[0] ?? '');
  const [hours, setHours] = useState<number>(HOURS[1]);
  if (names.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="trend-title">
      <header className="panel-head">
        <h2 id="trend-title">{texts.asset.trend}</h2>
        <select
          className="input trend-signal"
          aria-label={texts.asset.trendOf}
          value={signal}
          onChange={({ target }) => setSignal(target.value)}
        >
          {names.map((name) => (
            <option key={name} value={name}>
              {kind?.signals[name] ? say(kind.signals[name].title) : name}
            </option>
          ))}
        </select>
        <span className="chips push">
          {HOURS.map((each) => (
            <button
              key={each}
              type="button"
              className="chip"
              aria-pressed={each === hours}
              onClick={() => setHours(each)}
            >
              {texts.asset.trendHours(each)}
            </button>
          ))}
        </span>
      </header>
      <Readings asset={asset.id} signal={signal} hours={hours} unit={kind?.signals[signal]?.unit} />
    </section>
  );
}

interface ReadingsProps {
  asset: string;
  signal: string;
  hours: number;
  unit: string | undefined;
}

function Readings({ asset, signal, hours, unit }: ReadingsProps) {
  const { texts } = useSpeech();
  const readings = useReadings(asset, signal, hours);
  return (
    <Loaded of={readings}>
      {(rows) =>
        rows.length === 0 ? (
          <Empty title={texts.asset.trendNone} />
        ) : (
          <Chart rows={rows} unit={unit} />
        )
      }
    </Loaded>
  );
}

function Chart({ rows, unit }: { rows: readonly ReadingRow[]; unit: string | undefined }) {
  const { texts } = useSpeech();
  const place = useRef<HTMLDivElement>(null);
  const clock = useSiteClock();
  const { brightness } = usePreferences();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours follow the brightness
  useEffect(() => {
    if (place.current === null) return;
    return drawTrend(place.current, { rows, unit, timeOf: clock.dateTime });
  }, [rows, unit, clock, brightness]);
  return <div ref={place} className="trend-chart" role="img" aria-label={texts.asset.trend} />;
}

/** Numbers and bools have a curve. */
function trendable(asset: AssetInfo, kind: KindInfo | undefined): string[] {
  const known = asset.signals.map(({ signal }) => signal);
  return known.filter((name) => {
    const type = kind?.signals[name]?.type;
    return type === 'number' || type === 'bool';
  });
}
