/** How well the alarms serve the desk: figures over a day or a week against their targets. */
import { useState } from 'react';
import type { AlarmKpiInfo } from '../../../api/contract.ts';
import { useAlarmKpis, useAlarms } from '../../data/queries.ts';
import { describeSpan } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import { describeNumber, percent } from '../../texts/values.ts';
import { useAssetName } from '../marks/names.ts';
import { PeriodChoice } from '../marks/period-choice.tsx';
import { Loaded } from '../states/loaded.tsx';
import './alarm-kpis.css';

/** Alarms that one person can serve (EEMUA 191): an hour, a day, ten minutes. */
const TARGET = { perHour: 6, perDay: 150, peakTenMinutes: 10 };

export function AlarmKpis() {
  const { texts } = useSpeech();
  const words = texts.kpis;
  const [days, setDays] = useState<keyof typeof words.days>(1);
  return (
    <section className="panel" aria-labelledby="kpis-title">
      <header className="panel-head">
        <h2 id="kpis-title">{words.title}</h2>
        <PeriodChoice label={words.period} words={words.days} days={days} choose={setDays} />
      </header>
      <Loaded of={useAlarmKpis(days)}>{(kpis) => <Figures kpis={kpis} />}</Loaded>
    </section>
  );
}

function Figures({ kpis }: { kpis: AlarmKpiInfo }) {
  const { texts } = useSpeech();
  const words = texts.kpis;
  const { acknowledgedAfterMs: after, floods, floodShare } = kpis;
  return (
    <div className="kpis">
      <dl className="kpi-figures">
        <Figure name={words.count} value={words.alarms(String(kpis.count))} />
        <Rate name={words.perHour} of={kpis} figure="perHour" unit={words.alarmsPerHour} />
        <Rate name={words.perDay} of={kpis} figure="perDay" unit={words.alarmsPerDay} />
        <Rate name={words.peak} of={kpis} figure="peakTenMinutes" unit={words.alarms} />
        <Figure
          name={words.floods}
          value={words.times(floods.length)}
          note={floods.length > 0 && words.floodShare(percent(floodShare))}
        />
        <Figure
          name={words.acknowledged}
          value={after === undefined ? words.nobody : describeSpan(after.median, texts)}
        />
      </dl>
      <Named name={words.standing} alarms={kpis.standing} />
      <Named name={words.chattering} alarms={kpis.chattering} />
      <Named name={words.fleeting} alarms={kpis.fleeting} />
      <Worst worst={kpis.worst} />
    </div>
  );
}

interface RateProps {
  name: string;
  of: AlarmKpiInfo;
  figure: keyof typeof TARGET;
  unit: (n: string) => string;
}

function Rate({ name, of: kpis, figure, unit }: RateProps) {
  const { texts } = useSpeech();
  const words = texts.kpis;
  const [value, limit] = [kpis[figure], TARGET[figure]];
  const target = words.target(unit(String(limit)));
  const isOver = value > limit;
  const note = isOver ? `${words.over} · ${target}` : target;
  return (
    <Figure name={name} value={unit(describeNumber(value, undefined))} {...{ note, isOver }} />
  );
}

interface FigureProps {
  name: string;
  value: string;
  note?: string | false;
  isOver?: boolean;
}

function Figure({ name, value, note = false, isOver = false }: FigureProps) {
  return (
    <div data-over={isOver}>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        {note && <span>{note}</span>}
      </dd>
    </div>
  );
}

function Named({ name, alarms }: { name: string; alarms: readonly string[] }) {
  const { texts } = useSpeech();
  const nameOf = useAlarmName();
  return (
    <div>
      <h3>
        {name} · {texts.kpis.alarms(String(alarms.length))}
      </h3>
      {alarms.length > 0 && (
        <ul>
          {alarms.map((id) => (
            <li key={id}>{nameOf(id)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Worst({ worst }: { worst: AlarmKpiInfo['worst'] }) {
  const { texts } = useSpeech();
  const nameOf = useAlarmName();
  const words = texts.kpis;
  return (
    <div>
      <h3>{words.worst}</h3>
      {worst.length === 0 && <p className="dim">{words.none}</p>}
      <ol>
        {worst.map(({ alarm, count, share }) => (
          <li key={alarm}>
            {nameOf(alarm)} · {words.times(count)} · {percent(share)}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** An alarm of which the list knows nothing stands for itself. */
function useAlarmName(): (id: string) => string {
  const { say } = useSpeech();
  const assetName = useAssetName();
  const alarms = useAlarms().data ?? [];
  return (id) => {
    const alarm = alarms.find((each) => each.id === id);
    return alarm === undefined ? id : `${assetName(alarm.asset)} ${say(alarm.text.what)}`;
  };
}
