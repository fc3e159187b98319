/**
 * Leaving the desk (`practice.md` P-42): the one who goes is reached by every channel at once, the
 * next role knows that the desk is empty, and he checks in until he is back. One who does not is
 * missed, and that rings.
 */
import type { Draft } from '../draft.ts';
import type { Refusal } from '../input.ts';
import { forbidden, invalid } from '../refusal.ts';
import { type DutyConfig, startEscalation, tellOnce } from './escalate.ts';
import type { Role } from './people.ts';
import type { DutyState } from './state.ts';

/** From one check-in to the next (P-42). */
const CHECK_IN_EVERY_MS = 10 * 60_000;
/** Whoever missed one is missed again, sooner. */
const MISSED_AGAIN_MS = 5 * 60_000;
const DESK: Role = 'duty-engineer';

export function leaveDesk(draft: Draft, config: DutyConfig): Refusal | undefined {
  const person = draft.actor?.person ?? '';
  if (!draft.state.duty.people?.people.some(({ id }) => id === person)) {
    return forbidden(`${person} is none of the people on duty`);
  }
  if (draft.state.duty.away[person] !== undefined) return checkIn(draft);
  const checkInBy = draft.at + CHECK_IN_EVERY_MS;
  const seq = draft.emit('desk-left', { person, checkInBy });
  draft.because(seq, () => tellNext(draft, config, person, 'desk-left'));
  return undefined;
}

export function checkIn(draft: Draft): Refusal | undefined {
  const person = draft.actor?.person ?? '';
  if (draft.state.duty.away[person] === undefined) return notAway(person);
  draft.emit('checked-in', { person, checkInBy: draft.at + CHECK_IN_EVERY_MS });
  return undefined;
}

export function returnToDesk(draft: Draft): Refusal | undefined {
  const person = draft.actor?.person ?? '';
  if (draft.state.duty.away[person] === undefined) return notAway(person);
  draft.emit('desk-returned', { person });
  return undefined;
}

export function decideMissedCheckIns(draft: Draft, config: DutyConfig): void {
  for (const [person, { checkInBy, missed }] of Object.entries(draft.state.duty.away)) {
    if (checkInBy > draft.at) continue;
    const nextAt = draft.at + MISSED_AGAIN_MS;
    const seq = draft.emit('check-in-missed', { person, round: missed + 1, nextAt });
    draft.because(seq, () => tellNext(draft, config, person, 'check-in-missed'));
  }
}

export function nextCheckIn({ away }: DutyState): number {
  return Math.min(Number.POSITIVE_INFINITY, ...Object.values(away).map((one) => one.checkInBy));
}

/** The desk is empty: the next role is told; that somebody is missed rings until it is answered. */
function tellNext(
  draft: Draft,
  config: DutyConfig,
  id: string,
  template: 'desk-left' | 'check-in-missed',
): void {
  const { people } = draft.state.duty;
  const person = people?.people.find((found) => found.id === id);
  const next = people?.['next-role'][DESK] ?? DESK;
  const parameters = { person: person?.name ?? { zh: id, en: id } };
  if (template === 'desk-left') {
    tellOnce(draft, config, next, { priority: 'high', template, parameters });
    return;
  }
  // Rung already, and nobody has answered: it goes on by itself.
  const isRinging = Object.values(draft.state.duty.escalations).some(
    (escalation) => escalation.template === template && escalation.state === 'open',
  );
  if (!isRinging)
    startEscalation(draft, config, next, { priority: 'critical', template, parameters });
}

function notAway(person: string): Refusal {
  return invalid(`${person} has not left the desk`);
}
