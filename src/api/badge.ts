/**
 * Who acts at a duty terminal (`practice.md` P-41): the terminal itself only looks, and whoever
 * changes something shows who they are with each call: `X-Badge: <person>:<pin>`.
 */
import type { Request } from 'express';
import type { Access } from './contract.ts';
import { hasAccess, type Identity, identifyPerson } from './identity.ts';
import { ProblemAnswer } from './problem.ts';
import type { ApiState } from './route.ts';

/** Four digits typed in a room full of people are no password: they never make an administrator. */
const MOST_ACCESS: Access = 'manager';
/** No person's id has a colon in it. */
const BADGE = /^([^:]+):(.+)$/;

/** The person’s own identity for this call; wrong PINs are limited by terminal and person. */
export async function identifyByBadge(
  { ports, signInLimit }: ApiState,
  terminal: Identity,
  request: Request,
): Promise<Identity> {
  const given = request.headers['x-badge'];
  const [, user, pin] = BADGE.exec(typeof given === 'string' ? given : '') ?? [];
  if (user === undefined || pin === undefined) {
    throw unknown('a PIN is asked: send X-Badge: <person>:<pin>');
  }
  const person = identifyPerson(ports, user);
  const wrong = () => unknown('the person or the PIN is wrong');
  await signInLimit.guard(`${terminal.user} ${user}`, {
    nowWall: ports.wallClock(),
    isRight: () => ports.accounts.checkPin(user, pin),
    wrong,
  });
  if (person === undefined) throw wrong();
  const access = hasAccess(person, MOST_ACCESS) ? MOST_ACCESS : person.access;
  return { ...terminal, ...person, access };
}

function unknown(detail: string): ProblemAnswer {
  return new ProblemAnswer(401, 'unauthenticated', detail);
}
