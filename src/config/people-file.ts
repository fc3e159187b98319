/** Checks `config/people.yaml`: everybody who is named exists, has the role and can be reached. */
import type { People, Role } from '../core/duty/people.ts';
import type { ReadFile } from './reader.ts';

/** `channels`: those of `channels.yaml`; undefined where that file is wrong. */
export function checkPeople(
  file: ReadFile<People>,
  channels: ReadonlySet<string> | undefined,
): void {
  const seen = new Set<string>();
  for (const [index, person] of file.data.people.entries()) {
    if (seen.has(person.id)) {
      file.complain(['people', index, 'id'], `"${person.id}" is there twice`);
    }
    seen.add(person.id);
    for (const channel of Object.keys(person.reach)) {
      if (channels === undefined || channels.has(channel)) continue;
      file.complain(['people', index, 'reach', channel], `there is no channel "${channel}"`);
    }
  }
  checkRoster(file);
  checkNextRoles(file);
}

function checkRoster(file: ReadFile<People>): void {
  const people = new Map(file.data.people.map((person) => [person.id, person]));
  for (const [index, shift] of file.data.roster.entries()) {
    for (const list of ['on', 'stand-ins'] as const) {
      for (const [role, ids] of Object.entries(shift[list]) as [Role, string[]][]) {
        for (const [at, id] of ids.entries()) {
          const person = people.get(id);
          const path = ['roster', index, list, role, at];
          if (person === undefined) file.complain(path, `there is no person "${id}"`);
          else if (!person.roles.includes(role)) file.complain(path, `${id} has no role ${role}`);
        }
      }
    }
  }
}

/** A chain that comes back to its start would ring the same people and never the next. */
function checkNextRoles(file: ReadFile<People>): void {
  const next = file.data['next-role'];
  for (const start of Object.keys(next) as Role[]) {
    const seen = new Set<Role>();
    let at = next[start];
    while (at !== undefined && at !== start && !seen.has(at)) {
      seen.add(at);
      at = next[at];
    }
    if (at !== start) continue;
    file.complain(['next-role', start], 'these roles follow each other in a circle');
    return;
  }
}
