/**
 * Would the playbooks work tonight? A look at every one of them before anything happens: a role
 * that nobody holds, a person whom nothing reaches, a certificate that runs out, a deadline shorter
 * than its messages need, a step whose telemetry is blind, a drill that is overdue. Looked at on
 * demand; it decides nothing.
 */
import type { Compiled } from './compiled.ts';
import { type People, type Person, type Role, roleSchema, type Shift } from './duty/people.ts';
import { CONSOLE, type EscalationPlan, stagesFor } from './duty/plan.ts';
import { onDuty } from './duty/roster.ts';
import type { Notification } from './duty/state.ts';
import type { Incident } from './incidents/incident.ts';
import type { Place } from './incidents/names.ts';
import type { Playbook, Step } from './incidents/playbook.ts';
import { rolesOf } from './incidents/tell.ts';
import { type DrillOverdue, overdueDrills } from './overdue-drills.ts';
import type { CoreSettings } from './settings.ts';
import { minuteOfDay } from './time.ts';

export type ReadinessFinding =
  | { finding: 'role-empty'; role: Role; shift: string; next?: Role }
  | { finding: 'unreachable'; person: string; shift: string }
  | { finding: 'never-reached'; person: string; channel: string }
  | { finding: 'certificate-expired'; person: string; certificate: string; until: string }
  | { finding: 'certificate-expires'; person: string; certificate: string; until: string }
  | { finding: 'too-few-certified'; certificate: string; shift: string; needed: number }
  | { finding: 'deadline-too-short'; playbook: string; step: string; dueMs: number; byMs: number }
  | { finding: 'step-blind'; playbook: string; step: string; asset: string; signal: string }
  | DrillOverdue;

/** `fails`: a playbook comes to nothing there; `weak`: it may; `plan`: it will unless seen to. */
export type Gravity = 'fails' | 'weak' | 'plan';

export const GRAVITY: Record<ReadinessFinding['finding'], Gravity> = {
  'role-empty': 'fails',
  unreachable: 'fails',
  'too-few-certified': 'fails',
  'certificate-expired': 'weak',
  'never-reached': 'weak',
  'step-blind': 'weak',
  'deadline-too-short': 'weak',
  'certificate-expires': 'plan',
  'drill-overdue': 'plan',
};

export interface ReadinessSources {
  compiled: Compiled;
  people: People | undefined;
  notifications: readonly Notification[];
  incidents: readonly Incident[];
  /** Core time. */
  at: number;
  /** `YYYY-MM-DD` at the site, and some weeks later. */
  today: string;
  soon: string;
}

const GRAVEST_FIRST: readonly Gravity[] = ['fails', 'weak', 'plan'];

/** The gravest first. */
export function readiness(sources: ReadinessSources): ReadinessFinding[] {
  const { at, compiled, incidents, people } = sources;
  const { escalation, site } = compiled.settings;
  const current = compiled.settings.playbooks;
  const playbooks = current.map(({ playbook }) => playbook);
  const found = [
    ...(people === undefined ? [] : peopleFindings(sources, people, playbooks)),
    ...current.flatMap((found) => blindSteps(found, compiled)),
    ...playbooks.flatMap((playbook) => shortDeadlines(playbook, escalation)),
    ...overdueDrills(playbooks, incidents, { site, at }),
  ];
  return GRAVEST_FIRST.flatMap((gravity) =>
    found.filter(({ finding }) => GRAVITY[finding] === gravity),
  );
}

function peopleFindings(
  { notifications, today, soon }: ReadinessSources,
  people: People,
  playbooks: readonly Playbook[],
): ReadinessFinding[] {
  const roles = neededRoles(playbooks);
  const onShift = new Map<Person, Shift>();
  const empty: ReadinessFinding[] = [];
  for (const shift of people.roster) {
    for (const role of roles) {
      const holders = onDuty(people, role, minuteOfDay(shift.from));
      for (const person of holders) if (!onShift.has(person)) onShift.set(person, shift);
      const next = people['next-role'][role];
      if (holders.length > 0) continue;
      const rest = next === undefined ? {} : { next };
      empty.push({ finding: 'role-empty', role, shift: shift.shift, ...rest });
    }
  }
  return [
    ...empty,
    ...[...onShift].flatMap(([person, shift]) => unreachable(person, shift, notifications)),
    ...people.people.flatMap((person) => certificates(person, today, soon)),
    ...people.roster.flatMap((shift) => fewCertified(people, shift, playbooks, today)),
  ];
}

/** Of steps, of those who are told, asked or told of lateness. */
function neededRoles(playbooks: readonly Playbook[]): Role[] {
  const named = playbooks.flatMap(({ steps }) =>
    steps.flatMap((step) => [...rolesOf(step), ...(step.late?.tell ?? [])]),
  );
  return roleSchema.options.filter((role) => named.includes(role));
}

/** The console alone reaches only who sits before it; what was never delivered is not proven. */
function unreachable(
  { id, reach }: Person,
  { shift }: Shift,
  notifications: readonly Notification[],
): ReadinessFinding[] {
  const channels = Object.keys(reach);
  if (channels.length === 0) return [{ finding: 'unreachable', person: id, shift }];
  const isProven = (channel: string) =>
    notifications.some(({ recipients }) =>
      recipients.some(
        (each) => each.person === id && each.channel === channel && each.result === 'delivered',
      ),
    );
  return channels
    .filter((channel) => !isProven(channel))
    .map((channel) => ({ finding: 'never-reached', person: id, channel }));
}

function certificates({ id, certificates }: Person, today: string, soon: string) {
  return certificates.flatMap(({ kind, until }): ReadinessFinding[] => {
    const about = { person: id, certificate: kind, until };
    if (until < today) return [{ finding: 'certificate-expired', ...about }];
    return until < soon ? [{ finding: 'certificate-expires', ...about }] : [];
  });
}

/** A field that must be another person than another's takes two. */
function fewCertified(
  people: People,
  shift: Shift,
  playbooks: readonly Playbook[],
  today: string,
): ReadinessFinding[] {
  const needed = new Map<string, number>();
  for (const { record } of playbooks) {
    for (const { certificate, not } of Object.values(record)) {
      if (certificate === undefined) continue;
      needed.set(certificate, Math.max(needed.get(certificate) ?? 0, not === undefined ? 1 : 2));
    }
  }
  const there = new Set([
    ...Object.values(shift.on).flat(),
    ...Object.values(shift['stand-ins']).flat(),
  ]);
  return [...needed].flatMap(([certificate, count]): ReadinessFinding[] => {
    const holders = people.people.filter(
      (person) =>
        there.has(person.id) &&
        person.certificates.some(({ kind, until }) => kind === certificate && until >= today),
    );
    if (holders.length >= count) return [];
    return [{ finding: 'too-few-certified', certificate, shift: shift.shift, needed: count }];
  });
}

/** What telemetry is to prove, and no device says or none says well. */
function blindSteps(
  { playbook, version }: CoreSettings['playbooks'][number],
  compiled: Compiled,
): ReadinessFinding[] {
  const { table, incidents } = compiled;
  const found = new Map<string, ReadinessFinding>();
  for (const place of placesOf(playbook, compiled)) {
    const { steps } = incidents.bind(version, playbook, place);
    for (const { step, shows } of steps) {
      for (const slot of shows?.needed ?? []) {
        if (table.good[slot] !== undefined) continue;
        const { asset, signal } = table.slots[slot]!;
        const about = { playbook: playbook.playbook, step: step.step, asset, signal };
        found.set(`${step.step} ${asset}.${signal}`, { finding: 'step-blind', ...about });
      }
    }
  }
  return [...found.values()];
}

/** One for each asset of the kind that opens it; where it is for a place, each area in turn. */
function placesOf({ opens }: Playbook, { settings }: Compiled): Place[] {
  const scope = opens['one-per'];
  if (scope === 'site') return [{}];
  const { assets, areas } = settings.site;
  const ofKind = assets.filter(({ kind }) => kind === scope);
  if (ofKind.length > 0) return ofKind.map(({ id }) => ({ asset: id }));
  return areas.map(({ id }) => ({ area: id }));
}

/** The first channel beyond the console: before it, who is not at the desk knows nothing. */
function shortDeadlines(playbook: Playbook, plan: EscalationPlan): ReadinessFinding[] {
  const stage = stagesFor(plan, playbook.priority).find(({ by }) =>
    by.some((channel) => channel !== CONSOLE),
  );
  if (stage === undefined) return [];
  const isShort = ({ due, role }: Step) =>
    role !== undefined && due !== undefined && due <= stage.at;
  return playbook.steps.filter(isShort).map(({ step, due }) => ({
    finding: 'deadline-too-short',
    playbook: playbook.playbook,
    step,
    dueMs: due!,
    byMs: stage.at,
  }));
}
