/** Who holds a role now: the people on shift, then their stand-ins (`decisions.md` 25). */
import { minuteOfDay } from '../time.ts';
import type { People, Person, Role, Shift } from './people.ts';

/** Minutes since midnight in the site's time zone. */
export type LocalMinute = number;

export function onDuty(people: People, role: Role, minute: LocalMinute): readonly Person[] {
  const shifts = people.roster.filter((shift) => covers(shift, minute));
  const holders = named(
    people,
    shifts.flatMap((shift) => shift.on[role] ?? []),
    role,
  );
  if (holders.length > 0) return holders;
  return named(
    people,
    shifts.flatMap((shift) => shift['stand-ins'][role] ?? []),
    role,
  );
}

/** Every role with the people who hold it now, for the duty page. */
export function dutyNow(people: People, minute: LocalMinute): Partial<Record<Role, Person[]>> {
  const now: Partial<Record<Role, Person[]>> = {};
  for (const shift of people.roster) {
    for (const role of Object.keys(shift.on) as Role[]) {
      const holders = onDuty(people, role, minute);
      if (holders.length > 0) now[role] = [...holders];
    }
  }
  return now;
}

function covers(shift: Shift, minute: LocalMinute): boolean {
  const from = minuteOfDay(shift.from);
  const to = minuteOfDay(shift.to);
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

function named(people: People, ids: readonly string[], role: Role): readonly Person[] {
  const unique = new Set(ids);
  return people.people.filter((person) => unique.has(person.id) && person.roles.includes(role));
}
