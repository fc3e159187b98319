/** Checks what a person wrote into a record before any of it is taken. */
import type { Refusal } from '../input.ts';
import { lookUp } from '../lookup.ts';
import { invalid } from '../refusal.ts';
import type { Answer, FieldValue, PersonalReference } from './events.ts';
import type { FieldState } from './incident.ts';
import { checkPerson, type DutyNow } from './named-person.ts';
import { choices, eachKind, type Playbook, type RecordField, type Step } from './playbook.ts';

const TEXT_LIMIT = 4_000;
const LIST_LIMIT = 100;
/** A phone's clock may be a little ahead of ours. */
const CLOCK_TOLERANCE_MS = 60_000;

/** When an answer is given (wall ms): nothing that is recorded has happened after it. */
interface Given {
  nowWall: number;
  claimedAt: number | undefined;
  duty: DutyNow;
  /** What the record holds already. */
  record: Readonly<Record<string, FieldState>>;
}

/** All of the fields, or a refusal that names each wrong one: nothing is half-applied. */
export function checkFields(
  playbook: Playbook,
  step: Step | undefined,
  fields: Record<string, FieldValue | PersonalReference>,
  given: Given,
): Record<string, Answer> | Refusal {
  const per = step === undefined ? undefined : eachKind(step);
  const answers: Record<string, Answer> = {};
  const wrong: string[] = [];
  const { claimedAt, nowWall, duty, record } = given;
  if (claimedAt !== undefined && isAhead(claimedAt, nowWall)) {
    wrong.push('claimedAt: lies in the future');
  }
  for (const [name, value] of Object.entries(fields)) {
    const field = lookUp(playbook.record, name);
    if (field === undefined || field.per !== per) {
      wrong.push(`${name}: there is no such field here`);
      continue;
    }
    const other = fields[field.not ?? ''] ?? record[field.not ?? '']?.value;
    const problem = isReference(value)
      ? undefined
      : (checkValue(field, value, nowWall) ??
        (field.type === 'person' ? checkPerson(field, String(value), duty, other) : undefined));
    if (problem !== undefined) wrong.push(`${name}: ${problem}`);
    else answers[name] = toAnswer(field, value, claimedAt);
  }
  if (wrong.length === 0) return answers;
  return invalid(wrong.join('; '));
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
export function checkValue(
  field: RecordField,
  value: FieldValue,
  nowWall: number,
): string | undefined {
  const found = JSON.stringify(value);
  switch (field.type) {
    case 'choice':
      return choices(field).includes(value as string)
        ? undefined
        : `found ${found}, expected one of ${choices(field).join(', ')}`;
    case 'number':
      return checkNumber(field, value);
    case 'time':
      if (!Number.isSafeInteger(value)) return `found ${found}, expected a time`;
      return !field.ahead && isAhead(value as number, nowWall) ? 'lies in the future' : undefined;
    case 'text':
      return typeof value === 'string' && value.length > 0 && value.length <= TEXT_LIMIT
        ? undefined
        : `expected a text of 1 to ${TEXT_LIMIT} characters`;
    case 'person':
      return typeof value === 'string' ? undefined : `found ${found}, expected a person's id`;
    case 'people':
    case 'places':
    case 'photo':
      return Array.isArray(value) && value.length > 0 && value.length <= LIST_LIMIT
        ? undefined
        : `expected a list of 1 to ${LIST_LIMIT}`;
    default:
      return field.type satisfies never;
  }
}

function checkNumber({ range }: RecordField, value: FieldValue): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return `found ${JSON.stringify(value)}, expected a number`;
  }
  if (range === undefined || (value >= range[0] && value <= range[1])) return undefined;
  return `found ${value}, expected ${range[0]} to ${range[1]}`;
}

function isAhead(moment: number, nowWall: number): boolean {
  return moment > nowWall + CLOCK_TOLERANCE_MS;
}

function isReference(value: FieldValue | PersonalReference): value is PersonalReference {
  return typeof value === 'object' && 'personal' in value;
}
