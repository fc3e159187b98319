/** Who is needed by two emergencies at once, where he goes first, and who could go in his place. */
import { useDuty, useIncidents } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { type Conflict, conflictsOf } from './conflicts.ts';
import './conflicts-panel.css';

export function useConflicts(): Conflict[] {
  const { data: incidents } = useIncidents();
  const { data: duty } = useDuty();
  return incidents && duty ? conflictsOf(incidents, duty) : [];
}

/** `of`: only those that touch this incident. Nothing where there are none. */
export function ConflictsPanel({ of }: { of?: string }) {
  const { texts } = useSpeech();
  const all = useConflicts();
  const shown = of === undefined ? all : all.filter((conflict) => touches(conflict, of));
  if (shown.length === 0) return null;
  return (
    <section className="panel conflicts" aria-label={texts.incident.conflicts.title}>
      <header className="panel-head">
        <h2>{texts.incident.conflicts.title}</h2>
        <span className="dim">{texts.incident.conflicts.why}</span>
      </header>
      <ul>
        {shown.map((conflict) => (
          <ConflictLine key={conflict.person.id} conflict={conflict} />
        ))}
      </ul>
    </section>
  );
}

function ConflictLine({ conflict: { person, first, others } }: { conflict: Conflict }) {
  const { texts, say } = useSpeech();
  const words = texts.incident.conflicts;
  const nameOf = ({ hazard, place }: Conflict['first']) =>
    `${say(place)} ${texts.hazard[hazard] ?? hazard}`;
  return (
    <li>
      <strong>{say(person.name)}</strong> <span>{words.first(nameOf(first))}</span>
      {others.map(({ incident, instead }) => (
        <span key={incident.id} className={instead.length === 0 ? 'nobody-instead' : undefined}>
          {instead.length === 0
            ? words.nobody(nameOf(incident))
            : words.instead(nameOf(incident), instead.map(({ name }) => say(name)).join('、'))}
        </span>
      ))}
    </li>
  );
}

function touches({ first, others }: Conflict, id: string): boolean {
  return first.id === id || others.some(({ incident }) => incident.id === id);
}
