/** What the timeline's sentences are filled with. */
import type { MessageParameter } from '../../core/duty/events.ts';
import type { Event } from '../../core/event.ts';
import type { Incident } from '../../core/incidents/incident.ts';
import { placeName } from '../../core/incidents/open.ts';
import { stepKey } from '../../core/incidents/playbook.ts';
import type { Language, Text } from '../contract.ts';
import { ROLE_NAMES } from '../role-names.ts';
import { onBehalf, outcomeName, WORDS, wordFor } from '../words.ts';
import { runOf } from './incident-run.ts';
import { personName, present, type RealmView } from './realm-view.ts';

/** The event is about this incident, or about an alarm of it. */
export function belongsTo({ data }: Event, incident: Incident): boolean {
  // What homes and shops were told stands there as a notice.
  if ('notice' in data && 'notification' in data) return false;
  if ('incident' in data && data.incident !== undefined) return data.incident === incident.id;
  if ('notification' in data || 'escalation' in data) return false;
  return 'alarm' in data && data.alarm !== undefined && incident.alarms.includes(data.alarm);
}

export function timelineParameters(
  view: RealmView,
  incident: Incident,
  event: Event,
): Record<string, MessageParameter> {
  const { data } = event;
  const actor = actorOf(event);
  const person = actor === undefined ? WORDS.program : actorName(view, actor);
  return present({
    person,
    place: placeName(incident, view.compiled.incidents),
    step: 'step' in data && data.step !== undefined ? stepName(view, incident, data) : undefined,
    fields: fieldNames(view, incident, event),
    alarm: 'alarm' in data ? alarmName(view, data.alarm) : undefined,
    role: 'role' in data ? roleName(data.role) : undefined,
    people: 'recipients' in data ? peopleNames(view, data.recipients) : undefined,
    assignee: event.type === 'person-assigned' ? personName(view, event.data.person) : undefined,
    by: 'by' in data && typeof data.by === 'string' ? word(data.by) : undefined,
    source: 'source' in data ? word(data.source) : undefined,
    outcome: outcomeWords(event, incident),
    answer: 'answer' in data && typeof data.answer === 'string' ? word(data.answer) : undefined,
    reason: 'reason' in data && typeof data.reason === 'string' ? word(data.reason) : undefined,
    because: 'because' in data ? data.because : undefined,
    note: 'note' in data ? data.note : undefined,
    area: event.type === 'person-arrived' ? areaName(view, event.data.area) : undefined,
    count: 'units' in data ? data.units.length : undefined,
    what: event.type === 'action-added' ? event.data.text : undefined,
    round: 'round' in data ? data.round : undefined,
  }) as Record<string, MessageParameter>;
}

/**
 * Who did it. What a person's act brought about by itself (a step that is due now, one that ends of
 * itself, a message) carries his name in the journal, and was not done by him.
 */
export function actorOf({ actor, data, type }: Event): Event['actor'] {
  const isProgram =
    type === 'step-due' ||
    type === 'step-late' ||
    type === 'notification-requested' ||
    type === 'role-empty' ||
    ('automatic' in data && data.automatic);
  return isProgram ? undefined : actor;
}

/** Of a step, what follows it is what was done. */
function outcomeWords({ type, data }: Event, { about }: Incident): Text | undefined {
  if (type === 'incident-closed') return WORDS[outcomeName(data.outcome, about)];
  if (!('outcome' in data)) return undefined;
  const outcome = wordFor(data.outcome);
  if (!data.contradicts) return outcome;
  const against = WORDS['against-telemetry'];
  return { zh: `${outcome.zh}（${against.zh}）`, en: `${outcome.en}, ${against.en}:` };
}

/** A word of the program in both languages; what a person wrote stays as it is. */
function word(name: string | undefined): Text | undefined {
  return name === undefined ? undefined : wordFor(name);
}

function actorName(view: RealmView, actor: NonNullable<Event['actor']>): Text {
  const person = personName(view, actor.person);
  if (actor.onBehalfOf === undefined) return person;
  return onBehalf(person, personName(view, actor.onBehalfOf));
}

function stepName(
  view: RealmView,
  incident: Incident,
  data: { step?: string; item?: string },
): Text {
  const key = stepKey(data.step!, data.item);
  const step = runOf(view, incident)?.byKey.get(key);
  const item = view.compiled.topology.asset(data.item ?? '')?.name;
  const name = step?.step.text ?? { zh: key, en: key };
  if (item === undefined) return name;
  return { zh: `${name.zh}（${item.zh}）`, en: `${name.en} (${item.en})` };
}

function fieldNames(view: RealmView, incident: Incident, event: Event): Text | undefined {
  const record = runOf(view, incident)?.playbook.record;
  const names =
    event.type === 'fields-answered'
      ? Object.keys(event.data.fields)
      : event.type === 'field-corrected'
        ? [event.data.field]
        : [];
  if (names.length === 0) return undefined;
  return joined(names.map((name) => record?.[name]?.text ?? { zh: name, en: name }));
}

function alarmName(view: RealmView, id: string | undefined): Text | undefined {
  if (id === undefined) return undefined;
  return view.state.alarms.alarms[id]?.text.what ?? { zh: id, en: id };
}

function roleName(role: string | undefined): Text | undefined {
  if (role === undefined) return undefined;
  return (ROLE_NAMES as Record<string, Text>)[role] ?? { zh: role, en: role };
}

function peopleNames(view: RealmView, recipients: readonly { person: string }[]): Text {
  const ids = [...new Set(recipients.map(({ person }) => person))];
  return joined(ids.map((id) => personName(view, id)));
}

function areaName(view: RealmView, id: string): Text {
  return view.compiled.topology.area(id)?.name ?? { zh: id, en: id };
}

function joined(texts: readonly Text[]): Text {
  const join = (language: Language, by: string) => texts.map((text) => text[language]).join(by);
  return { zh: join('zh', '、'), en: join('en', ', ') };
}
