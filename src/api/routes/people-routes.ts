/** People and who is on duty. People are edited whole, one edit after the other. */
import type { People, Person } from '../../core/duty/people.ts';
import { command } from '../command.ts';
import type { PersonInfo } from '../contract.ts';
import { ADMINISTRATOR } from '../identity.ts';
import type { Realm } from '../ports.ts';
import { notFound, ProblemAnswer } from '../problem.ts';
import { type Call, defineRoute } from '../route.ts';
import * as schema from '../schemas/person.ts';
import { dutyInfo, personInfo, personVersion } from '../views/people.ts';
import { readinessInfos } from '../views/readiness.ts';
import { viewOf } from '../views/realm-view.ts';

export const PEOPLE_ROUTES = [
  defineRoute({
    method: 'get',
    path: '/duty',
    place: 'realm',
    summary: 'Who is on duty now, and the shifts.',
    access: 'viewer',
    answer: schema.dutyInfo,
    handle: ({ realm }) => dutyInfo(viewOf(realm)),
  }),
  defineRoute({
    method: 'get',
    path: '/readiness',
    place: 'realm',
    summary: 'Why a playbook might not work: roles, channels, certificates, sensors, drills.',
    access: 'viewer',
    answer: schema.readinessInfos,
    handle: ({ realm }) => readinessInfos(viewOf(realm)),
  }),
  defineRoute({
    method: 'get',
    path: '/people',
    place: 'gateway',
    summary: 'People; their addresses only for those with the right to personal data.',
    access: 'viewer',
    answer: schema.personInfos,
    handle: (call) => peopleOf(call.realm).people.map((person) => show(call, person)),
  }),
  defineRoute({
    method: 'post',
    path: '/people',
    place: 'gateway',
    summary: 'Adds a person.',
    access: 'admin',
    body: schema.personRequest,
    answer: schema.personInfo,
    status: 201,
    async handle(call) {
      const { password, ...person } = call.body;
      if (person.id === ADMINISTRATOR) {
        throw new ProblemAnswer(422, 'invalid', `id: "${ADMINISTRATOR}" is the set-up account`);
      }
      await edit(call, (people) => {
        if (people.some(({ id }) => id === person.id)) {
          throw new ProblemAnswer(409, 'conflict', `there is a person ${person.id} already`);
        }
        return [...people, person];
      });
      if (password !== undefined) await call.ports.accounts.setPassword(person.id, password);
      return show(call, person);
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/people/:person',
    place: 'gateway',
    summary: 'Changes a person; what is not named stays as it is.',
    access: 'admin',
    body: schema.personChange,
    answer: schema.personInfo,
    handle: changePerson,
  }),
];

type Change = (typeof schema.personChange)['_output'];

async function changePerson(call: Call<undefined, Change>): Promise<PersonInfo> {
  const id = call.part('person');
  const { version, password, pin, ...change } = call.body;
  await edit(call, (people) => {
    const person = people.find((found) => found.id === id);
    if (person === undefined) throw notFound(`person ${id}`);
    if (personVersion(person) !== version) throw changedBefore(call.realm, person);
    if (Object.keys(change).length === 0) return undefined;
    return people.map((found) => (found === person ? { ...person, ...change } : found));
  });
  const { accounts } = call.ports;
  if (password !== undefined) await accounts.setPassword(id, password);
  if (pin === null) accounts.removePin(id);
  else if (pin !== undefined) await accounts.setPin(id, pin);
  const changed = peopleOf(call.realm).people.find((found) => found.id === id);
  if (changed === undefined) throw notFound(`person ${id}`);
  return show(call, changed);
}

function show({ ports, who }: Call, person: Person): PersonInfo {
  const hasPassword = ports.accounts.hasPassword(person.id);
  const hasPin = ports.accounts.hasPin(person.id);
  return personInfo(person, { hasPassword, hasPin, personalData: who.personalData });
}

function peopleOf({ engine }: Realm): People {
  return engine.state.duty.people ?? { people: [], roster: [], 'next-role': {} };
}

/** Edits wait for one another: each replaces the whole, and must see the one before. */
const editing = new WeakMap<Realm, Promise<void>>();

function edit(
  call: Call<undefined, unknown>,
  change: (people: readonly Person[]) => Person[] | undefined,
): Promise<void> {
  const done = (editing.get(call.realm) ?? Promise.resolve()).then(async () => {
    const before = peopleOf(call.realm);
    const people = change(before.people);
    if (people === undefined) return;
    await command(call, { do: 'set-people', people: { ...before, people } });
  });
  // Whoever waits behind a refused edit is not refused with it.
  editing.set(
    call.realm,
    done.catch(() => undefined),
  );
  return done;
}

function changedBefore(realm: Realm, person: Person): ProblemAnswer {
  const last = lastEdit(realm);
  const first = {
    at: last?.wallAt ?? 0,
    version: personVersion(person),
    ...(last?.actor === undefined ? {} : { by: last.actor.person }),
  };
  const detail = `person ${person.id} has changed since you saw them`;
  return new ProblemAnswer(409, 'conflict', detail, { first });
}

function lastEdit(realm: Realm) {
  const range = { from: 0, to: Number.MAX_SAFE_INTEGER, type: 'people-set' as const };
  let last: ReturnType<Realm['events']>[number] | undefined;
  for (;;) {
    const page = realm.events({ ...range, ...(last === undefined ? {} : { after: last.seq }) });
    if (page.length === 0) return last;
    last = page.at(-1);
  }
}
