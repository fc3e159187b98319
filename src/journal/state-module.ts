/**
 * The module that turns events into state. Named by URL, so that the snapshot worker can load the
 * very same one; the journal itself knows nothing of what a state is.
 */
import { assert } from '../core/error.ts';
import type { Event } from '../core/event.ts';
import type { Upcasters } from './upcasters.ts';

export interface StateModule {
  /** `file:` URL of a module that exports `initialState`, `evolve` and, if any, `upcasters`. */
  url: string;
  /** Whatever changes what `evolve` does must change this; snapshots of another are not used. */
  version: string;
}

/** `State` must be plain JSON: what a snapshot brings back equals what was put in. */
export interface LoadedStateModule<State> {
  version: string;
  initialState: () => State;
  evolve: (state: State, event: Event) => void;
  upcasters: Upcasters;
}

export async function loadStateModule<State>({
  url,
  version,
}: StateModule): Promise<LoadedStateModule<State>> {
  const { initialState, evolve, upcasters = {} } = await import(url);
  assert(typeof initialState === 'function', `${url} exports no function initialState`);
  assert(typeof evolve === 'function', `${url} exports no function evolve`);
  return { version, initialState, evolve, upcasters };
}
