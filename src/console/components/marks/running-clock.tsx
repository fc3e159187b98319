/** Clocks that run on the screen: the time since an incident opened, the time left of a step. */
import { useNow } from '../../data/stream/link.ts';
import { describeAge, describeDue, describeSpan, runningClock } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import './running-clock.css';

/** What has so much time left presses nobody: it has no colour. */
const FAR_MS = 3 * 3_600_000;

/** `T+ 02:14`; once the incident is closed it stands. */
export function SinceClock(props: { from: number; until?: number | undefined; bare?: boolean }) {
  const { from, until, bare = false } = props;
  const now = useNow();
  const clock = runningClock((until ?? now) - from);
  return (
    <time className="clock" dateTime={new Date(from).toISOString()}>
      {bare ? clock : `T+ ${clock}`}
    </time>
  );
}

export function DueClock({ dueAt }: { dueAt: number }) {
  const { texts } = useSpeech();
  const now = useNow();
  const left = dueAt - now;
  const urgency = left < 0 ? 'late' : left > FAR_MS ? 'far' : 'near';
  return (
    <span className="clock due" data-urgency={urgency}>
      {describeDue(dueAt, now, texts)}
    </span>
  );
}

/** `2 分 05 秒前` */
export function Age({ at }: { at: number }) {
  const { texts } = useSpeech();
  return <>{describeAge(useNow() - at, texts)}</>;
}

/** `26 分钟` */
export function Span({ from }: { from: number }) {
  const { texts } = useSpeech();
  return <>{describeSpan(useNow() - from, texts)}</>;
}
