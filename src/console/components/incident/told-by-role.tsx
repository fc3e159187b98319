/** Role by role: who has answered, who was told and has not, and who is being rung now. */
import type { NotificationInfo } from '../../../api/contract.ts';
import { useNow } from '../../data/stream/link.ts';
import { countdownClock } from '../../texts/durations.ts';
import { useSpeech } from '../../texts/language.tsx';
import { usePersonName, useRoleName } from '../marks/names.ts';
import './told-by-role.css';
import { PersonTold } from './told-list.tsx';
import { rolesTold, type ToldRole } from './told-roles.ts';

export function ToldByRole({ notifications }: { notifications: readonly NotificationInfo[] }) {
  const { texts } = useSpeech();
  const roles = rolesTold(notifications);
  if (roles.length === 0) return <p className="dim">{texts.incident.nobodyTold}</p>;
  return (
    <ul className="told-roles">
      {roles.map((told) => (
        <RoleTold key={told.role} told={told} />
      ))}
    </ul>
  );
}

function RoleTold({ told }: { told: ToldRole }) {
  const { say } = useSpeech();
  const roleName = useRoleName();
  return (
    <li data-state={told.state}>
      <p className="told-role">
        <strong>{roleName(told.role)}</strong>
        <RoleState told={told} />
      </p>
      <ul>
        {told.people.map((person) => (
          <li key={person.person}>
            <span>{say(person.name)}</span>
            <PersonTold told={person} />
          </li>
        ))}
      </ul>
    </li>
  );
}

function RoleState({ told }: { told: ToldRole }) {
  const { texts } = useSpeech();
  const roleName = useRoleName();
  const personName = usePersonName();
  const now = useNow();
  const words = texts.told;
  const { state, nextAt, next = '', by } = told;
  switch (state) {
    case 'ringing':
      return (
        <span className="tag abnormal">
          {words.ringing}
          {nextAt !== undefined && ` · ${words.escalates(countdownClock(nextAt - now))}`}
        </span>
      );
    case 'passed-on':
      return <span className="tag">{words.passedOn(roleName(next))}</span>;
    case 'answered':
      return (
        <span className="tag">
          {by === undefined ? words.hasAnswered : words.doneBy(personName(by))}
        </span>
      );
    case 'told':
      return <span className="tag">{words.onlyTold}</span>;
    default:
      return state satisfies never;
  }
}
