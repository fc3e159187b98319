/** Who was told, whether it arrived, whether they come, and when the next one is told. */
import type { NotificationInfo } from '../../../api/contract.ts';
import { useNow } from '../../data/stream/link.ts';
import { countdownClock } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useSiteClock } from '../marks/moment.tsx';
import { useRoleName } from '../marks/names.ts';
import { type ToldPerson, whoWasTold } from './told.ts';
import './told-list.css';

interface ToldListProps {
  notifications: readonly NotificationInfo[];
  /** Rows shown; those who answered or still owe an answer come first. */
  limit?: number;
}

export function ToldList({ notifications, limit = 50 }: ToldListProps) {
  const { texts } = useSpeech();
  const told = whoWasTold(notifications).sort((a, b) => weight(a) - weight(b));
  if (told.length === 0) return <p className="dim">{texts.incident.nobodyTold}</p>;
  return (
    <ul className="told-list">
      {told.slice(0, limit).map((person) => (
        <ToldRow key={person.person} told={person} />
      ))}
    </ul>
  );
}

function ToldRow({ told }: { told: ToldPerson }) {
  const { texts, say } = useSpeech();
  const roleName = useRoleName();
  const { time } = useSiteClock();
  const { name, role, result, answer, toldAt, attempts, reason } = told;
  const words = texts.told;
  const delivery = [attempts > 1 && words.attempts(attempts), words[result], time(toldAt)];
  return (
    <li>
      <strong>{say(name)}</strong>
      <span className="dim">{roleName(role)}</span>
      {answer ? (
        <span data-missing={answer.answer === 'cannot'}>
          {words.answered(words[answer.answer], time(answer.at))}
        </span>
      ) : (
        <span className="told-state" title={reason}>
          <Escalation told={told} />
          <span className="dim"> · {delivery.filter(Boolean).join(' · ')}</span>
        </span>
      )}
    </li>
  );
}

function Escalation({ told }: { told: ToldPerson }) {
  const { texts } = useSpeech();
  const now = useNow();
  if (told.escalatesAt === undefined) return <span className="dim">{texts.told.unanswered}</span>;
  return (
    <span className="escalation">
      {texts.told.unanswered} · {texts.told.escalates(countdownClock(told.escalatesAt - now))}
    </span>
  );
}

function weight({ answer, escalatesAt }: ToldPerson): number {
  if (answer?.answer === 'coming') return 0;
  if (escalatesAt !== undefined) return 1;
  return answer ? 2 : 3;
}
