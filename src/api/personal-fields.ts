/**
 * Personal answers on their way in: the value goes into the vault, the core gets a reference
 * (`decisions.md` 7). What the core then refuses is taken out of the vault again.
 */
import type { FieldValue, PersonalReference } from '../core/incidents/events.ts';
import { checkValue } from '../core/incidents/fields.ts';
import type { RecordField } from '../core/incidents/playbook.ts';
import type { Ports, Realm } from './ports.ts';
import { ProblemAnswer } from './problem.ts';

export type Stored = Record<string, FieldValue | PersonalReference>;

export function storePersonal(
  { vault, wallClock }: Ports,
  definitions: Readonly<Record<string, RecordField>>,
  given: Readonly<Record<string, FieldValue>>,
): Stored {
  // The core takes a reference unseen, so the values are checked before any is stored.
  for (const [name, value] of Object.entries(given)) {
    const field = definitions[name];
    if (field?.personal !== true) continue;
    const wrong = checkValue(field, value, wallClock());
    if (wrong !== undefined) throw new ProblemAnswer(422, 'invalid', `${name}: ${wrong}`);
  }
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const isPersonal = definitions[name]?.personal === true;
      return [name, isPersonal ? vault.put(value) : value];
    }),
  );
}

export function erasePersonal({ vault, wallClock }: Ports, stored: Stored): void {
  for (const value of Object.values(stored)) {
    if (typeof value === 'object' && 'personal' in value) vault.erase(value.personal, wallClock());
  }
}

/** The fields of the incident's own version of its playbook. */
export function fieldsOf(realm: Realm, incident: string): Readonly<Record<string, RecordField>> {
  const { state, compiled } = realm.engine;
  const version = state.incidents.incidents[incident]?.playbookVersion ?? '';
  return compiled.incidents.versions.get(version)?.record ?? {};
}
