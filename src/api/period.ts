/** The period that a query asks about, in core time. */
import type { Realm } from './ports.ts';
import { ProblemAnswer } from './problem.ts';

export interface Period {
  from: number;
  to: number;
}

/** Without `to`: until now; without `from`: `usualMs` long. Wall times come in; 422 if reversed. */
export function periodOf(realm: Realm, asked: Partial<Period>, usualMs: number): Period {
  const now = realm.now();
  const to = asked.to === undefined ? now : Math.min(coreTime(realm, asked.to), now);
  const from = asked.from === undefined ? to - usualMs : coreTime(realm, asked.from);
  if (to <= from) throw new ProblemAnswer(422, 'invalid', 'to: must be after from');
  return { from, to };
}

export function coreTime(realm: Realm, wallMs: number): number {
  return wallMs - realm.engine.state.wallOffsetMs;
}
