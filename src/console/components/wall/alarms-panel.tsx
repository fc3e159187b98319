/** Open alarms in a few lines, the newest unacknowledged on top. */
import { Link } from 'react-router';
import type { AlarmInfo } from '../../../api/contract.ts';
import { useAlarms } from '../../data/queries.ts';
import { isUnacknowledged } from '../../sound/tones.ts';
import { useSpeech } from '../../texts/language.tsx';
import { isOnTheDesk } from '../alarms/set-aside.ts';
import { useAssetName } from '../marks/names.ts';
import { PriorityMark } from '../marks/priority-mark.tsx';
import { Age } from '../marks/running-clock.tsx';
import './alarms-panel.css';

/** Lines that fit beside the power panel; the others are counted. */
const SHOWN = 5;

export function AlarmsPanel() {
  const { texts } = useSpeech();
  const { data: alarms } = useAlarms();
  const open = (alarms ?? []).filter(isOnTheDesk).sort(mostUrgentFirst);
  const more = open.length - SHOWN;
  return (
    <section className="panel alarms-panel" aria-labelledby="alarms-title">
      <header className="panel-head">
        <h2 id="alarms-title">{texts.wall.alarms}</h2>
        {more > 0 && (
          <Link to="/alarms" className="dim push">
            {texts.banner.more(more)}
          </Link>
        )}
      </header>
      {open.length === 0 && <p className="dim">{texts.wall.noAlarms}</p>}
      <ul>
        {open.slice(0, SHOWN).map((alarm) => (
          <AlarmLine key={alarm.id} alarm={alarm} />
        ))}
      </ul>
    </section>
  );
}

function AlarmLine({ alarm }: { alarm: AlarmInfo }) {
  const { texts, say } = useSpeech();
  const nameOf = useAssetName();
  const { id, priority, asset, text, state, raisedAt } = alarm;
  return (
    <li data-priority={priority} data-new={isUnacknowledged(alarm)}>
      <Link to={`/alarms#${encodeURIComponent(id)}`}>
        <PriorityMark priority={priority} size={16} />
        <span className="alarm-line-words">
          <strong>{nameOf(asset)}</strong> {say(text.what)}
        </span>
        <span className="dim">
          {!alarm.active && `${texts.alarmSource.quiet} · `}
          {isUnacknowledged(alarm) && `${texts.alarmState[state]} · `}
          <Age at={raisedAt} />
        </span>
      </Link>
    </li>
  );
}

export function mostUrgentFirst(a: AlarmInfo, b: AlarmInfo): number {
  const unseen = Number(isUnacknowledged(b)) - Number(isUnacknowledged(a));
  return unseen || b.raisedAt - a.raisedAt;
}
