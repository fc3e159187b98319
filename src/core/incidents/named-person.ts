/** Who may be named in a field for one person: on duty, in the role, certified, not the other. */
import type { People, Person } from '../duty/people.ts';
import { dutyNow, type LocalMinute, onDuty } from '../duty/roster.ts';
import type { CoreState } from '../state.ts';
import type { IncidentConfig } from './context.ts';
import type { RecordField } from './playbook.ts';

/** The duty as it is now. */
export interface DutyNow {
  people: People | undefined;
  minute: LocalMinute;
  /** `YYYY-MM-DD` at the site: a certificate is good to the end of its last day. */
  date: string;
}

/** `at`: core ms. */
export function dutyAt(
  { duty, wallOffsetMs }: CoreState,
  at: number,
  clock: Pick<IncidentConfig, 'localMinute' | 'localDate'>,
): DutyNow {
  const wallAt = at + wallOffsetMs;
  return {
    people: duty.people,
    minute: clock.localMinute(wallAt),
    date: clock.localDate(wallAt),
  };
}

/** Empty where nobody may: then the step that wants one is held. */
export function candidates(field: RecordField, { people, minute, date }: DutyNow): Person[] {
  if (people === undefined) return [];
  const present =
    field.role === undefined
      ? Object.values(dutyNow(people, minute)).flat()
      : onDuty(people, field.role, minute);
  return [...new Set(present)].filter((person) => isCertified(person, field, date));
}

/** What is wrong with naming this person, or undefined. `other`: who stands in the `not` field. */
export function checkPerson(
  field: RecordField,
  found: string,
  now: DutyNow,
  other: unknown,
): string | undefined {
  const wrong = checkNamed(field, found, now, other);
  if (wrong !== undefined) return wrong;
  if (candidates(field, now).some(({ id }) => id === found)) return undefined;
  return `${found} is not on duty${field.role === undefined ? '' : ` as ${field.role}`}`;
}

/** The same of somebody who was there then and may have gone home since: for a correction. */
export function checkNamed(
  field: RecordField,
  found: string,
  now: Pick<DutyNow, 'people' | 'date'>,
  other: unknown,
): string | undefined {
  const person = now.people?.people.find(({ id }) => id === found);
  if (person === undefined) return `found "${found}", expected the id of a person`;
  if (field.not !== undefined && other === found) {
    return `${found} is ${field.not} already: expected another person`;
  }
  if (!isCertified(person, field, now.date)) {
    return `${found} holds no valid certificate "${field.certificate}"`;
  }
  return undefined;
}

function isCertified(
  { certificates }: Person,
  { certificate }: RecordField,
  date: string,
): boolean {
  if (certificate === undefined) return true;
  return certificates.some(({ kind, until }) => kind === certificate && until >= date);
}
