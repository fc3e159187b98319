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
  const { say } = useSpeech();
  const roleName = useRoleName();
  return (
    <li>
      <strong>{say(told.name)}</strong>
      <span className="dim">{roleName(told.role)}</span>
      <PersonTold told={told} countsDown />
    </li>
  );
}

/** What a person answered; until then what is known of the message. */
export function PersonTold({ told, countsDown }: { told: ToldPerson; countsDown?: boolean }) {
  const { texts } = useSpeech();
  const { time } = useSiteClock();
  const { result, answer, isAtWork, toldAt, attempts, reason } = told;
  const words = texts.told;
  if (answer !== undefined && (answer.answer === 'coming' || !isAtWork)) {
    return (
      <span data-missing={answer.answer === 'cannot'}>
        {words.answered(words[answer.answer], time(answer.at))}
      </span>
    );
  }
  if (isAtWork) return <span>{words.atWork}</span>;
  const delivery = [attempts > 1 && words.attempts(attempts), words[result], time(toldAt)];
  return (
    <span className="told-state" title={reason}>
      {countsDown ? <Escalation told={told} /> : <span className="dim">{words.unanswered}</span>}
      <span className="dim"> · {delivery.filter(Boolean).join(' · ')}</span>
    </span>
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

function weight({ answer, escalatesAt, isAtWork }: ToldPerson): number {
  if (answer?.answer === 'coming' || isAtWork) return 0;
  if (escalatesAt !== undefined) return 1;
  return answer ? 2 : 3;
}
