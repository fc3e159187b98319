/**
 * Who is needed in two places at once: a person on duty whose roles have steps due in more than one
 * incident. The graver incident keeps him; for each of the others somebody else is proposed. Where
 * the danger is over nobody is missed.
 */
import type { DutyInfo, IncidentSummary } from '../../../api/contract.ts';
import { gravestFirst, isOver } from './danger-order.ts';

type Person = DutyInfo['now'][string][number];

export interface Conflict {
  person: Person;
  /** Where he goes: the incident that is first in the order of danger. */
  first: IncidentSummary;
  others: { incident: IncidentSummary; instead: Person[] }[];
}

/** In the order of danger of the incidents that keep them. */
export function conflictsOf(
  incidents: readonly IncidentSummary[],
  { now }: Pick<DutyInfo, 'now'>,
): Conflict[] {
  const open = incidents
    .filter((incident) => incident.state === 'open' && !isOver(incident))
    .sort(gravestFirst);
  const people = new Map(Object.values(now).flatMap((on) => on.map((each) => [each.id, each])));
  const needed = (incident: IncidentSummary, { id }: Person) =>
    rolesDue(incident).some((role) => now[role]?.some((each) => each.id === id));
  const conflicts = [...people.values()].flatMap((person): Conflict[] => {
    const [first, ...others] = open.filter((incident) => needed(incident, person));
    if (first === undefined || others.length === 0) return [];
    const instead = (incident: IncidentSummary) => standIns(incident, person, now);
    return [
      {
        person,
        first,
        others: others.map((incident) => ({ incident, instead: instead(incident) })),
      },
    ];
  });
  return conflicts.sort((one, other) => gravestFirst(one.first, other.first));
}

function rolesDue({ due }: IncidentSummary): string[] {
  return [...new Set(due.flatMap(({ role }) => role ?? []))];
}

/** Others on duty in the roles for which this incident needs him. */
function standIns(incident: IncidentSummary, { id }: Person, now: DutyInfo['now']): Person[] {
  const shared = rolesDue(incident)
    .map((role) => now[role] ?? [])
    .filter((on) => on.some((each) => each.id === id));
  const others = shared.flat().filter((each) => each.id !== id);
  return [...new Map(others.map((each) => [each.id, each])).values()];
}
