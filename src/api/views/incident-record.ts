/** What an incident leaves behind: its fields, their answers, and who may see personal ones. */
import type { FieldValue, PersonalReference } from '../../core/incidents/events.ts';
import type { FieldState, Incident } from '../../core/incidents/incident.ts';
import { candidates, type DutyNow } from '../../core/incidents/named-person.ts';
import { choices, type Playbook, type RecordField } from '../../core/incidents/playbook.ts';
import type { FieldAnswer, FieldDefinition } from '../contract.ts';
import type { Vault } from '../ports.ts';
import { present, type RealmView, wall } from './realm-view.ts';

/** Who looks. */
export interface Reader {
  personalData: boolean;
  vault: Pick<Vault, 'get'>;
}

type Answers = Readonly<Record<string, FieldState>>;

/** `duty`: whom a field for a person may name now. */
export function fieldDefinitions(
  playbook: Playbook,
  duty: DutyNow,
): Record<string, FieldDefinition> {
  return Object.fromEntries(
    Object.entries(playbook.record).map(([name, field]) => {
      const { type, required, personal, per, text } = field;
      const of = type === 'choice' ? words(field) : undefined;
      const may =
        type === 'person'
          ? candidates(field, duty).map((person) => ({ id: person.id, name: person.name }))
          : undefined;
      const rest = present({
        of,
        per,
        candidates: may,
        certificate: field.certificate,
        not: field.not,
        ahead: field.ahead ? true : undefined,
      });
      return [name, { type, required, personal, text, ...rest }];
    }),
  );
}

export function fieldAnswers(
  view: RealmView,
  reader: Reader,
  answers: Answers,
): Record<string, FieldAnswer> {
  return Object.fromEntries(
    Object.entries(answers).map(([name, field]) => [name, fieldAnswer(view, reader, field)]),
  );
}

/** Every value that `field` has had: the newest, then what corrections replaced. */
export function everAnswered(field: FieldState): (FieldValue | PersonalReference)[] {
  return [field.value, ...field.before.map(({ answer }) => answer.value)];
}

export function recordsOf(incident: Incident): Answers[] {
  return [incident.record, ...Object.values(incident.itemRecords)];
}

export function isReference(value: FieldValue | PersonalReference): value is PersonalReference {
  return typeof value === 'object' && 'personal' in value;
}

function fieldAnswer(view: RealmView, reader: Reader, field: FieldState): FieldAnswer {
  const { value, at, by, claimedAt, before } = field;
  return {
    ...shown(reader, value),
    at: wall(view, at),
    corrections: before.map((old) => ({
      value: shown(reader, old.answer.value).value,
      at: wall(view, old.at),
      reason: old.reason,
      ...present({ by: old.by }),
    })),
    ...present({ by, claimedAt }),
  };
}

/** Erased values are null to everybody; `hidden` says that there is one to be seen by others. */
function shown(
  { personalData, vault }: Reader,
  value: FieldValue | PersonalReference,
): Pick<FieldAnswer, 'value' | 'hidden'> {
  if (!isReference(value)) return { value: copied(value) };
  if (!personalData) return { value: null, hidden: true };
  const found = vault.get(value.personal);
  return { value: found === undefined ? null : copied(found) };
}

function copied(value: FieldValue): Exclude<FieldAnswer['value'], null> {
  return typeof value === 'object' ? [...value] : value;
}

/** A list of bare names has been given its words when the files were read. */
function words(field: RecordField): FieldDefinition['of'] {
  const { of } = field;
  if (of !== undefined && !Array.isArray(of)) return of;
  return Object.fromEntries(choices(field).map((name) => [name, { zh: name, en: name }]));
}
