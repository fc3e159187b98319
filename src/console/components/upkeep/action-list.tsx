/** Actions, what presses first on top; each with the word of whoever has to say the next one. */
import { Link } from 'react-router';
import type { ActionInfo } from '../../../api/contract.ts';
import { useSpeech } from '../../texts/language.tsx';
import { DateTime, useSiteClock } from '../marks/moment.tsx';
import { usePersonName } from '../marks/names.ts';
import { ActionControls } from './action-controls.tsx';
import './work.css';
import { isUnfinished, mostPressingFirst } from './work-order.ts';

interface ActionListProps {
  actions: readonly ActionInfo[];
  /** On a list of all of them: where each comes from. */
  namesIncident?: boolean;
}

export function ActionList({ actions, namesIncident = false }: ActionListProps) {
  return (
    <ul className="work-rows">
      {actions.toSorted(mostPressingFirst).map((action) => (
        <ActionRow key={action.id} action={action} namesIncident={namesIncident} />
      ))}
    </ul>
  );
}

function ActionRow({ action, namesIncident }: { action: ActionInfo; namesIncident: boolean }) {
  const { texts, say } = useSpeech();
  const { dateTime } = useSiteClock();
  const { id, text, state, overdue, dueAt, incident, ownerName, reviewerName, notes } = action;
  const words = texts.actions;
  return (
    <li data-action={id}>
      <div className="work-row-words">
        <h3 className={isUnfinished(action) ? undefined : 'dim'}>{text}</h3>
        <p className="work-facts">
          {overdue && <span className="tag abnormal">{words.overdue}</span>}
          <span className="tag">{words.state[state]}</span>
          <span>{words.due(dateTime(dueAt))}</span>
          <span>{texts.colon(words.owner, say(ownerName))}</span>
          <span>{texts.colon(words.reviewer, say(reviewerName))}</span>
          <span className="mono dim">{id}</span>
          {namesIncident && incident && (
            <span className="dim">
              {words.from} <Link to={`/incidents/${incident}`}>{incident}</Link>
            </span>
          )}
        </p>
        <ul>
          {notes.map((note) => (
            <Note key={note.at} note={note} />
          ))}
        </ul>
      </div>
      <ActionControls action={action} />
    </li>
  );
}

function Note({ note: { what, note, at, by } }: { note: ActionInfo['notes'][number] }) {
  const { texts } = useSpeech();
  const personName = usePersonName();
  const who = by === undefined ? undefined : personName(by);
  return (
    <li className="dim">
      <DateTime at={at} /> {[who, texts.actions.said[what], note].filter(Boolean).join(' · ')}
    </li>
  );
}
