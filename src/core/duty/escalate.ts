/** Telling a role, and going on telling until somebody answers. */

import type { Draft } from '../draft.ts';
import type { Priority } from '../priority.ts';
import type { MessageParameter, Recipient } from './events.ts';
import type { Person, Role } from './people.ts';
import { CONSOLE, type EscalationPlan, type EscalationStage, stagesFor } from './plan.ts';
import { type LocalMinute, onDuty } from './roster.ts';
import type { Escalation } from './state.ts';

export interface DutyConfig {
  escalation: EscalationPlan;
  /** Minute of the day in the site's time zone at a wall-clock moment. */
  localMinute(wallAt: number): LocalMinute;
}

export interface Message {
  incident?: string;
  alarm?: string;
  priority: Priority;
  template: string;
  parameters: Record<string, MessageParameter>;
}

/** After the last stage without a next role, the role is told again after this long. */
const AGAIN_AFTER_MS = 60_000;
/** A chain of `next-role` longer than this goes in a circle. */
const ROLE_LIMIT = 20;

/** Starts telling `role`; whoever answers stops it. */
export function startEscalation(
  draft: Draft,
  config: DutyConfig,
  role: Role,
  message: Message,
): void {
  const escalation = `X-${draft.state.seq + 1}`;
  const seq = draft.emit('escalation-started', { escalation, role, ...message });
  draft.because(seq, () => tellRound(draft, config, escalation, role, 0));
}

/** Tells a role once, without escalating. */
export function tellOnce(draft: Draft, config: DutyConfig, role: Role, message: Message): void {
  const people = holders(draft, config, role);
  const channels = stagesFor(config.escalation, message.priority)[0]!.by;
  request(draft, { role, people, channels, message });
}

/** Tells these people, once, of what is theirs rather than a role's. */
export function tellPeople(
  draft: Draft,
  config: DutyConfig,
  people: readonly Person[],
  message: Message,
): void {
  const channels = stagesFor(config.escalation, message.priority)[0]!.by;
  request(draft, { role: 'owner', people, channels, message });
}

/** Escalations whose next stage is due. */
export function decideDueEscalations(draft: Draft, config: DutyConfig): void {
  for (const escalation of Object.values(draft.state.duty.escalations)) {
    const { dueAt } = escalation;
    if (escalation.state === 'open' && dueAt !== undefined && dueAt <= draft.at) {
      advance(draft, config, escalation);
    }
  }
}

/** One who was asked cannot come: the next role is told at once. */
export function passOn(draft: Draft, config: DutyConfig, escalation: Escalation): void {
  const next = nextRole(draft, escalation);
  tellRound(draft, config, escalation.id, next, escalation.round + 1);
}

export function endEscalation(
  draft: Draft,
  escalation: Escalation,
  reason: 'answered' | 'closed',
  by?: string,
): void {
  if (escalation.state !== 'open') return;
  const answeredBy = by === undefined ? {} : { by };
  draft.emit('escalation-ended', { escalation: escalation.id, reason, ...answeredBy });
}

export function nextEscalationDue(state: Draft['state']): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { dueAt } of Object.values(state.duty.escalations)) {
    if (dueAt !== undefined) next = Math.min(next, dueAt);
  }
  return next;
}

function advance(draft: Draft, config: DutyConfig, escalation: Escalation): void {
  const stages = stagesFor(config.escalation, escalation.priority);
  const stage = stages[escalation.stage + 1];
  if (stage === undefined || stage.to === 'next-role') {
    const role = stage === undefined ? escalation.role : nextRole(draft, escalation);
    tellRound(draft, config, escalation.id, role, escalation.round + 1);
    return;
  }
  const { id, role, round } = escalation;
  const dueAt = dueAfter(stages, escalation.stage + 1, escalation.roundStartedAt);
  const next = { escalation: id, role, stage: escalation.stage + 1, round, dueAt };
  const seq = draft.emit('escalation-advanced', next);
  draft.because(seq, () => tell(draft, config, id, role, stage));
}

/** Tells a role from the first stage on; a role that nobody holds is passed over, and said. */
function tellRound(
  draft: Draft,
  config: DutyConfig,
  id: string,
  from: Role,
  firstRound: number,
): void {
  const escalation = draft.state.duty.escalations[id]!;
  const stages = stagesFor(config.escalation, escalation.priority);
  let role = from;
  let round = firstRound;
  for (let tried = 0; tried < ROLE_LIMIT && holders(draft, config, role).length === 0; tried++) {
    const incident = escalation.incident === undefined ? {} : { incident: escalation.incident };
    draft.emit('role-empty', { role, ...incident });
    const next = draft.state.duty.people?.['next-role'][role];
    if (next === undefined) break;
    role = next;
    round++;
  }
  const dueAt = dueAfter(stages, 0, draft.at);
  const seq = draft.emit('escalation-advanced', { escalation: id, role, stage: 0, round, dueAt });
  draft.because(seq, () => tell(draft, config, id, role, stages[0]!));
}

function tell(
  draft: Draft,
  config: DutyConfig,
  id: string,
  role: Role,
  stage: EscalationStage,
): void {
  const escalation = draft.state.duty.escalations[id]!;
  const { incident, alarm, priority, template, parameters } = escalation;
  const message: Message = {
    priority,
    template,
    parameters,
    ...(incident === undefined ? {} : { incident }),
    ...(alarm === undefined ? {} : { alarm }),
  };
  const people = holders(draft, config, role);
  request(draft, { role, people, channels: stage.by, message, escalation: id });
}

function request(
  draft: Draft,
  to: {
    role: Role | 'owner';
    people: readonly Person[];
    channels: readonly string[];
    message: Message;
    escalation?: string;
  },
): void {
  const recipients = to.people
    .flatMap((person) => channelsOf(draft, person, to).flatMap((channel) => reach(person, channel)))
    .filter((recipient) => !isToldNow(draft, to, recipient));
  if (recipients.length === 0) return;
  draft.emit('notification-requested', {
    notification: `N-${draft.state.seq + 1}`,
    role: to.role,
    recipients,
    ...to.message,
    ...(to.escalation === undefined ? {} : { escalation: to.escalation }),
  });
}

/** Away from the desk somebody is told by all his channels at once (`practice.md` P-42). */
function channelsOf(
  draft: Draft,
  { id, reach: own }: Person,
  { channels }: { channels: readonly string[] },
): readonly string[] {
  if (draft.state.duty.away[id] === undefined) return channels;
  return [...new Set([...channels, ...Object.keys(own)])];
}

/** Every channel of the stage is tried; a person's own address goes with it where there is one. */
function reach(person: Person, channel: string): Recipient[] {
  const address = person.reach[channel];
  if (channel === CONSOLE || address === undefined) return [{ person: person.id, channel }];
  return [{ person: person.id, channel, address }];
}

/** One person in two roles gets one message (`decisions.md` 25); two steps of one role are two. */
function isToldNow(
  draft: Draft,
  { message, role }: { message: Message; role: Role | 'owner' },
  recipient: Recipient,
): boolean {
  return draft.events.some(
    (event) =>
      event.type === 'notification-requested' &&
      event.data.template === message.template &&
      event.data.incident === message.incident &&
      event.data.alarm === message.alarm &&
      (event.data.role !== role || event.data.parameters.step === message.parameters.step) &&
      event.data.recipients.some(
        (told) => told.person === recipient.person && told.channel === recipient.channel,
      ),
  );
}

function holders(draft: Draft, config: DutyConfig, role: Role): readonly Person[] {
  const { people } = draft.state.duty;
  if (people === undefined) return [];
  return onDuty(people, role, config.localMinute(draft.at + draft.state.wallOffsetMs));
}

/** After the last role of the chain it begins again with the first. */
function nextRole(draft: Draft, escalation: Escalation): Role {
  return draft.state.duty.people?.['next-role'][escalation.role] ?? escalation.firstRole;
}

function dueAfter(
  stages: readonly EscalationStage[],
  stage: number,
  roundStartedAt: number,
): number {
  const next = stages[stage + 1];
  return roundStartedAt + (next?.at ?? stages[stage]!.at + AGAIN_AFTER_MS);
}
