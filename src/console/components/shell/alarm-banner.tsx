/** The gravest unacknowledged alarm on every page: what it is, what to do, one click to it. */
import { Link, useLocation } from 'react-router';
import type { AlarmInfo } from '../../../api/contract.ts';
import { describeLimit } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useAssetName } from '../marks/names.ts';
import { PriorityMark } from '../marks/priority-mark.tsx';
import { Age } from '../marks/running-clock.tsx';
import { useMay } from './me.ts';
import './notices.css';
import { useAcknowledge, useUnacknowledged } from './unacknowledged.ts';

export function AlarmBanner() {
  const alarms = useUnacknowledged();
  const { texts } = useSpeech();
  const [gravest] = alarms;
  return (
    <section aria-label={texts.banner.title} aria-live="polite">
      {gravest && <Banner alarm={gravest} more={alarms.length - 1} />}
    </section>
  );
}

function Banner({ alarm, more }: { alarm: AlarmInfo; more: number }) {
  const { texts, say } = useSpeech();
  const nameOf = useAssetName();
  const acknowledge = useAcknowledge();
  const mayAcknowledge = useMay('operator');
  const { pathname } = useLocation();
  const { text, priority } = alarm;
  return (
    <div className="notice banner" data-priority={priority}>
      <div className="banner-words">
        <span className="banner-what">
          <PriorityMark priority={priority} size={22} />
          {texts.priority[priority]} · {nameOf(alarm.asset)} · {say(text.what)}
        </span>
        <span className="banner-do">
          {texts.colon(texts.banner.todo, say(text.do))} ·{' '}
          {texts.time.within(describeLimit(text.within, texts))}
        </span>
        <span className="dim banner-age">
          <Age at={alarm.raisedAt} />
        </span>
      </div>
      <div className="banner-actions">
        {more > 0 && (
          <Link className="button quiet" to="/alarms">
            {texts.banner.more(more)}
          </Link>
        )}
        {alarm.incident && pathname !== `/incidents/${alarm.incident}` && (
          <Link className="button" to={`/incidents/${alarm.incident}`}>
            {texts.banner.open}
          </Link>
        )}
        {mayAcknowledge && (
          <button type="button" className="button primary" onClick={() => acknowledge(alarm)}>
            {texts.banner.acknowledge}
          </button>
        )}
      </div>
    </div>
  );
}
