/** People and who is on duty. */
import { createHash } from 'node:crypto';
import type { Person } from '../../core/duty/people.ts';
import { dutyNow } from '../../core/duty/roster.ts';
import type { DutyInfo, PersonInfo } from '../contract.ts';
import { personName, present, type RealmView, shiftName, wall } from './realm-view.ts';

export interface PersonSight {
  hasPassword: boolean;
  hasPin: boolean;
  /** The caller may see addresses. */
  personalData: boolean;
}

export function personInfo(person: Person, sight: PersonSight): PersonInfo {
  const { id, name, roles, access, language, personalData, certificates, reach } = person;
  return {
    id,
    name,
    roles,
    access,
    language,
    personalData,
    certificates,
    hasPassword: sight.hasPassword,
    hasPin: sight.hasPin,
    version: personVersion(person),
    ...present({ reach: sight.personalData ? reach : undefined }),
  };
}

const VERSION_BYTES = 6;

/** The core keeps no version of one person: 48 bits of a hash of its content stand for it. */
export function personVersion(person: Person): number {
  const hash = createHash('sha256').update(JSON.stringify(person)).digest();
  return hash.readUIntBE(0, VERSION_BYTES);
}

export function dutyInfo(view: RealmView): DutyInfo {
  const { people } = view.state.duty;
  if (people === undefined) return { away: [], now: {}, shifts: [] };
  const minute = view.compiled.settings.localMinute(wall(view, view.at));
  const now = Object.entries(dutyNow(people, minute)).map(
    ([role, holders]) => [role, holders.map(({ id, name }) => ({ id, name }))] as const,
  );
  const there = new Map(now.flatMap(([, holders]) => holders.map((one) => [one.id, one] as const)));
  const away = Object.entries(view.state.duty.away).map(([id, { since, checkInBy, missed }]) => ({
    id,
    name: personName(view, id),
    since: wall(view, since),
    checkInBy: wall(view, checkInBy),
    missed,
  }));
  return {
    away,
    ...present({ alone: there.size === 1 ? [...there.values()][0] : undefined }),
    now: Object.fromEntries(now),
    shifts: people.roster.map(({ shift, from, to, on, 'stand-ins': standIns }) => ({
      shift,
      name: shiftName(view, shift),
      from,
      to,
      on,
      standIns,
    })),
  };
}
