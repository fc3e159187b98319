/** What every view is made from, and the one place where core time becomes wall-clock time. */
import type { Engine } from '../../core/engine.ts';
import type { Text } from '../../core/text.ts';
import type { Installation, Realm } from '../ports.ts';

export interface RealmView extends Pick<Engine, 'state' | 'live' | 'compiled'> {
  installation: Installation;
  /** Core time of looking. */
  at: number;
}

export function viewOf(realm: Realm): RealmView {
  const { state, live, compiled } = realm.engine;
  return { state, live, compiled, installation: realm.installation, at: realm.now() };
}

/** Core ms → wall ms (`decisions.md` 1). */
export function wall({ state }: Pick<RealmView, 'state'>, at: number): number {
  return Math.round(at + state.wallOffsetMs);
}

/** `{ [key]: wall time }`, or nothing where the moment never came. */
export function wallAt<K extends string>(
  view: RealmView,
  key: K,
  at: number | undefined,
): { [P in K]?: number } {
  return at === undefined ? {} : ({ [key]: wall(view, at) } as { [P in K]: number });
}

/** The object without its undefined members: what is absent is left out on the wire. */
export function present<T extends object>(members: T): Present<T> {
  const known = Object.entries(members).filter(([, member]) => member !== undefined);
  return Object.fromEntries(known) as Present<T>;
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

export function shiftName({ compiled }: Pick<RealmView, 'compiled'>, id: string): Text {
  const shift = compiled.settings.people?.roster.find((found) => found.shift === id);
  return shift?.name ?? { zh: `班次 ${id}`, en: `Shift ${id}` };
}

/** A person's name; an id that is nobody's stands for itself. */
export function personName({ state }: Pick<RealmView, 'state'>, id: string): Text {
  const person = state.duty.people?.people.find((found) => found.id === id);
  return person === undefined ? { zh: id, en: id } : person.name;
}
