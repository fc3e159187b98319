/** Brings a person's command to the core, and its no back to the caller. */
import type { Actor } from '../core/event.ts';
import type { Command } from '../core/input.ts';
import type { Problem } from './contract.ts';
import type { Submitted } from './ports.ts';
import { ProblemAnswer, refusalProblem } from './problem.ts';
import type { Call } from './route.ts';
import { viewOf, wall } from './views/realm-view.ts';

export interface Manner {
  onBehalfOf?: string | undefined;
  via?: Actor['via'] | undefined;
  /** Why the guard of this step holds, where one may. */
  held?: () => Problem['held'];
}

/** Throws the core's refusal; resolves once the events are durable. */
export async function command(
  { realm, who }: Call,
  asked: Command,
  { onBehalfOf, via, held }: Manner = {},
): Promise<Submitted> {
  const { people } = realm.engine.state.duty;
  if (onBehalfOf !== undefined && !people?.people.some(({ id }) => id === onBehalfOf)) {
    throw new ProblemAnswer(422, 'invalid', `onBehalfOf: there is no person ${onBehalfOf}`);
  }
  const actor: Actor = {
    person: who.user,
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    ...(via === undefined ? {} : { via }),
  };
  const submitted = await realm.submit(asked, actor);
  const { refusal } = submitted;
  if (refusal === undefined) return submitted;
  const view = viewOf(realm);
  const why = refusal.kind === 'held' ? held?.() : undefined;
  throw refusalProblem(refusal, (at) => wall(view, at), why);
}
