/** The top bar's counts: alarms by priority, incidents with their clocks, who is on duty. */
import { Link } from 'react-router';
import type { IncidentSummary } from '../../../api/contract.ts';
import { useAlarms, useDuty, useIncidents } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { isOnTheDesk } from '../alarms/set-aside.ts';
import { gravestFirst, isOver } from '../incident/danger-order.ts';
import { useRoleName } from '../marks/names.ts';
import { PriorityMark } from '../marks/priority-mark.tsx';
import { SinceClock } from '../marks/running-clock.tsx';
import { GRAVEST_FIRST } from '../marks/worst-priority.ts';

/** Who answers first, who leads, who decides: the three that the desk must know by heart. */
const ROLES_SHOWN = ['duty-engineer', 'shift-foreman', 'duty-leader'];
/** Clocks that fit into the bar, a wide one and a narrow one; the others are counted. */
const SHOWN = { wide: 2, narrow: 1 } as const;

export function AlarmCounts() {
  const { texts } = useSpeech();
  const { data: alarms } = useAlarms();
  const open = (alarms ?? []).filter(isOnTheDesk);
  return (
    <Link to="/alarms" className="bar-counts">
      <span className="sr-only">{texts.shell.counts}</span>
      {GRAVEST_FIRST.map((priority) => {
        const count = open.filter((alarm) => alarm.priority === priority).length;
        return (
          <span key={priority} className="bar-count" data-priority={priority} data-calm={!count}>
            <PriorityMark priority={priority} size={20} calm={count === 0} />
            <span className="bar-number">{count}</span>
            <span className="bar-word">{texts.priority[priority]}</span>
          </span>
        );
      })}
    </Link>
  );
}

export function OpenIncidents() {
  const { texts } = useSpeech();
  const { data } = useIncidents();
  const open = (data ?? []).filter(({ state }) => state === 'open').sort(gravestFirst);
  if (open.length === 0) return null;
  return (
    <nav className="bar-incidents" aria-label={texts.shell.openIncidents}>
      {open.slice(0, SHOWN.wide).map((incident) => (
        <BarIncident key={incident.id} incident={incident} />
      ))}
      <MoreIncidents count={open.length - SHOWN.wide} on="wide" />
      <MoreIncidents count={open.length - SHOWN.narrow} on="narrow" />
    </nav>
  );
}

/** Which of the two counts stands is the style's to say, which knows how wide the bar is. */
function MoreIncidents({ count, on }: { count: number; on: keyof typeof SHOWN }) {
  const { texts } = useSpeech();
  if (count <= 0) return null;
  return (
    <Link to="/incidents" className={`bar-incident bar-more ${on}`}>
      {texts.shell.moreIncidents(count)}
    </Link>
  );
}

function BarIncident({ incident }: { incident: IncidentSummary }) {
  const { texts, say } = useSpeech();
  const { id, hazard, place, priority, openedAt } = incident;
  const calm = isOver(incident);
  return (
    <Link
      to={`/incidents/${id}`}
      className="bar-incident"
      data-priority={calm ? undefined : priority}
    >
      <PriorityMark priority={priority} size={14} calm={calm} />
      <span>{texts.hazard[hazard] ?? hazard}</span>
      {calm ? <span>{texts.aftermath.now}</span> : <SinceClock from={openedAt} bare />}
      <span className="bar-incident-place">{say(place)}</span>
    </Link>
  );
}

export function OnDuty() {
  const { texts, say } = useSpeech();
  const { data: duty } = useDuty();
  const roleName = useRoleName();
  if (duty === undefined) return null;
  const roles = ROLES_SHOWN.filter((role) => role in duty.now);
  return (
    <ul className="bar-duty" aria-label={texts.shell.onDuty}>
      {roles.map((role) => {
        const people = duty.now[role] ?? [];
        const names = people.map(({ name }) => say(name)).join(' ');
        return (
          <li key={role} className="bar-pair">
            <span className="dim">{roleName(role)}</span>
            {names ? <span>{names}</span> : <span className="bar-empty">{texts.shell.nobody}</span>}
          </li>
        );
      })}
      {duty.away.length > 0 && (
        <li className="bar-pair bar-away">
          <span>{texts.away.mark}</span>
          <span>
            {duty.away.map(({ id, name, missed }) => (
              <span key={id} data-missed={missed > 0}>
                {say(name)}{' '}
              </span>
            ))}
          </span>
        </li>
      )}
    </ul>
  );
}
