/** Checks what a person wrote into a record before any of it is taken. */
import type { Refusal } from '../input.ts';
import { lookUp } from '../lookup.ts';
import type { Answer, FieldValue, PersonalReference } from './events.ts';
import { choices, eachKind, type Playbook, type RecordField, type Step } from './playbook.ts';

const TEXT_LIMIT = 4_000;
const LIST_LIMIT = 100;

/** All of the fields, or a refusal that names each wrong one: nothing is half-applied. */
export function checkFields(
  playbook: Playbook,
  step: Step | undefined,
  fields: Record<string, FieldValue | PersonalReference>,
  claimedAt: number | undefined,
): Record<string, Answer> | Refusal {
  const per = step === undefined ? undefined : eachKind(step);
  const answers: Record<string, Answer> = {};
  const wrong: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const field = lookUp(playbook.record, name);
    if (field === undefined || field.per !== per) {
      wrong.push(`${name}: there is no such field here`);
      continue;
    }
    const problem = isReference(value) ? undefined : checkValue(field, value);
    if (problem !== undefined) wrong.push(`${name}: ${problem}`);
    else answers[name] = toAnswer(field, value, claimedAt);
  }
  if (wrong.length === 0) return answers;
  return { kind: 'invalid', message: wrong.join('; ') };
}

export function toAnswer(
  field: RecordField,
  value: FieldValue | PersonalReference,
  claimedAt?: number,
): Answer {
  return {
    value,
    ...(field.type === 'time' ? { isTime: true as const } : {}),
    ...(claimedAt === undefined ? {} : { claimedAt }),
  };
}

/** What is wrong with a value for this field, or undefined. */
export function checkValue(field: RecordField, value: FieldValue): string | undefined {
  const found = JSON.stringify(value);
  switch (field.type) {
    case 'choice':
      return choices(field).includes(value as string)
        ? undefined
        : `found ${found}, expected one of ${choices(field).join(', ')}`;
    case 'number':
      return Number.isFinite(value) ? undefined : `found ${found}, expected a number`;
    case 'time':
      return Number.isSafeInteger(value) ? undefined : `found ${found}, expected a time`;
    case 'text':
      return typeof value === 'string' && value.length > 0 && value.length <= TEXT_LIMIT
        ? undefined
        : `expected a text of 1 to ${TEXT_LIMIT} characters`;
    case 'people':
    case 'photo':
      return Array.isArray(value) && value.length > 0 && value.length <= LIST_LIMIT
        ? undefined
        : `expected a list of 1 to ${LIST_LIMIT}`;
    default:
      return field.type satisfies never;
  }
}

function isReference(value: FieldValue | PersonalReference): value is PersonalReference {
  return typeof value === 'object' && 'personal' in value;
}
