/** One alarm in full: what it is, what follows from it, what to do, and by when. */
import { Link } from 'react-router';
import type { AlarmInfo } from '../../../api/contract.ts';
import { resetAlarm } from '../../data/actions/actions.ts';
import { isUnacknowledged } from '../../sound/tones.ts';
import { describeLimit } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import { DateTime, useSiteClock } from '../marks/moment.tsx';
import { useAssetName, usePersonName } from '../marks/names.ts';
import { PriorityMark } from '../marks/priority-mark.tsx';
import { Age } from '../marks/running-clock.tsx';
import { useMay } from '../shell/me.ts';
import { useAcknowledge } from '../shell/unacknowledged.ts';
import './alarm-card.css';
import { isSetAside } from './set-aside.ts';
import { SetAsideControls } from './set-aside-controls.tsx';
import { SetAsideFacts } from './set-aside-facts.tsx';

export function AlarmCard({ alarm, isMarked }: { alarm: AlarmInfo; isMarked: boolean }) {
  const { texts, say } = useSpeech();
  const nameOf = useAssetName();
  const { id, priority, asset, text, state } = alarm;
  const isNew = isUnacknowledged(alarm);
  const isCalm = isSetAside(alarm) || (!isNew && !alarm.active);
  return (
    <li
      id={id}
      tabIndex={-1}
      className="alarm-card"
      data-priority={priority}
      data-new={isNew}
      data-marked={isMarked}
    >
      <div className="alarm-card-head">
        <PriorityMark priority={priority} size={22} calm={isCalm} />
        <h3>
          <Link to={`/asset/${asset}`}>{nameOf(asset)}</Link> · {say(text.what)}
        </h3>
        <span className="alarm-card-states">
          <span className={isCalm ? 'tag' : 'tag toned'}>
            {texts.alarmSource[alarm.active ? 'active' : 'quiet']}
          </span>
          <span className={isNew ? 'tag toned' : 'tag'}>{texts.alarmState[state]}</span>
          {alarm.trial && <span className="tag">{texts.alarms.trial}</span>}
        </span>
      </div>
      <dl>
        <dt>{texts.alarms.do}</dt>
        <dd>
          <strong>{say(text.do)}</strong> · {texts.time.within(describeLimit(text.within, texts))}
        </dd>
        <dt>{texts.alarms.consequence}</dt>
        <dd>{say(text.consequence)}</dd>
      </dl>
      <Facts alarm={alarm} />
      <SetAsideFacts alarm={alarm} />
      <Controls alarm={alarm} />
    </li>
  );
}

function Facts({ alarm }: { alarm: AlarmInfo }) {
  const { texts } = useSpeech();
  const personName = usePersonName();
  const { time } = useSiteClock();
  const words = texts.alarms;
  const { priority, raisedAt, acknowledgedAt, acknowledgedBy, clearedAt, occurrences } = alarm;
  const facts = [
    alarm.evidence && texts.evidence[alarm.evidence],
    clearedAt && !alarm.active && `${words.cleared} ${time(clearedAt)}`,
    acknowledgedAt && words.acknowledgedBy(personName(acknowledgedBy ?? ''), time(acknowledgedAt)),
    occurrences > 1 && words.occurrences(occurrences),
    alarm.dataLost && words.dataLost,
    alarm.orphan && words.orphan,
  ];
  return (
    <p className="dim">
      {texts.priority[priority]} · {words.raised} <DateTime at={raisedAt} /> (
      <Age at={raisedAt} />){facts.filter(Boolean).map((fact) => ` · ${fact}`)}
    </p>
  );
}

function Controls({ alarm }: { alarm: AlarmInfo }) {
  const { texts, say } = useSpeech();
  const acknowledge = useAcknowledge();
  const mayWork = useMay('operator');
  const isLatched = alarm.state.startsWith('latched');
  const label = `${texts.alarms.reset} · ${say(alarm.text.what)}`;
  if (!mayWork) return null;
  return (
    <div className="alarm-card-controls">
      <SetAsideControls alarm={alarm} />
      {isLatched && (
        <button type="button" className="button" onClick={() => void resetAlarm(alarm, label)}>
          {texts.alarms.reset}
        </button>
      )}
      {isUnacknowledged(alarm) && (
        <button type="button" className="button primary" onClick={() => acknowledge(alarm)}>
          {texts.banner.acknowledge}
        </button>
      )}
    </div>
  );
}
