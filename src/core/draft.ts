/**
 * One step of the core in the making. Each event is evolved as soon as it is decided, so later
 * decisions of the same step see it; `evolve` stays the only way in which state changes.
 */
import type { Actor, Event, Events, EventType } from './event.ts';
import type { CoreState } from './state.ts';
import { evolve } from './state.ts';

/** Version of each event type's data; 1 where not named. A change here needs an upcaster. */
const VERSION: Partial<Record<EventType, number>> = {};

export interface Draft {
  readonly state: CoreState;
  readonly at: number;
  readonly actor: Actor | undefined;
  readonly events: Event[];
  /** Appends one event; those that follow inside `because` name it as their cause. */
  emit<T extends EventType>(type: T, data: Events[T]): number;
  /** Runs `work` with `cause` as the cause of everything it emits. */
  because(cause: number, work: () => void): void;
}

export function createDraft(
  state: CoreState,
  realm: string,
  at: number,
  actor: Actor | undefined,
): Draft {
  const events: Event[] = [];
  let currentCause: number | undefined;
  return {
    state,
    at,
    actor,
    events,
    emit(type, data) {
      const seq = state.seq + 1;
      const event = {
        seq,
        at,
        wallAt: Math.round(at + state.wallOffsetMs),
        type,
        v: VERSION[type] ?? 1,
        realm,
        data,
        ...(currentCause === undefined ? {} : { cause: currentCause }),
        ...(actor === undefined ? {} : { actor }),
      } as Event;
      events.push(event);
      evolve(state, event);
      return seq;
    },
    because(cause, work) {
      const before = currentCause;
      currentCause = cause;
      work();
      currentCause = before;
    },
  };
}
