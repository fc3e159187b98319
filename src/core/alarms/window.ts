/**
 * Windows: for a time that somebody registered by name, some assets are expected to look abnormal
 * (a planned outage, a generator's test, mopping). Rules say which purposes suppress them.
 */
import type { Draft } from '../draft.ts';
import type { Command, Refusal } from '../input.ts';
import { lookUp } from '../lookup.ts';
import { invalid, notFound } from '../refusal.ts';
import type { Watch } from '../rules/watch.ts';
import type { WindowPurpose } from '../rules/window-purposes.ts';
import type { Topology } from '../site/topology.ts';
import type { Window, WindowsState } from './window-state.ts';

/** Longest that a window of the purpose may last, ms (mopping: `practice.md` P-34). */
const LONGEST_MS: Record<WindowPurpose, number> = {
  'planned-outage': 72 * 3_600_000,
  'generator-test': 4 * 3_600_000,
  mopping: 3_600_000,
  maintenance: 24 * 3_600_000,
};

type Of<D extends Command['do']> = Extract<Command, { do: D }>;

export function registerWindow(
  draft: Draft,
  topology: Topology,
  command: Of<'register-window'>,
): Refusal | undefined {
  const { from, to, places, purpose, reason } = command;
  if (!reason.trim()) return invalid('a window wants a reason');
  const refusal = checkWindow(draft, topology, command);
  if (refusal !== undefined) return refusal;
  const window = `W-${draft.state.seq + 1}`;
  const text = { zh: reason, en: reason };
  draft.emit('window-registered', { window, purpose, places, from, to, reason: text });
  return undefined;
}

type Wanted = Pick<Window, 'purpose' | 'places' | 'from' | 'to'>;

/** Refused where it ends before it begins, lasts too long, or names what is not there. */
export function checkWindow(draft: Draft, topology: Topology, wanted: Wanted): Refusal | undefined {
  const { from, to, places, purpose } = wanted;
  if (to <= from) return invalid('the window ends before it begins');
  if (to <= draft.at) return invalid('the window is over already');
  const longestMs = LONGEST_MS[purpose];
  if (to - from > longestMs) {
    return invalid(`a ${purpose} window lasts ${longestMs / 60_000} min at most`);
  }
  const problem = places.length === 0 ? 'name an asset or an area' : wrongPlace(wanted, topology);
  return problem === undefined ? undefined : invalid(problem);
}

function wrongPlace({ places, purpose }: Wanted, topology: Topology): string | undefined {
  for (const place of places) {
    const area = topology.area(place) ?? topology.area(topology.asset(place)?.in ?? '');
    if (area === undefined) return `there is no asset or area ${place}`;
    // Never for a switch room or a lift pit (`practice.md` P-34).
    if (purpose === 'mopping' && area.protect !== undefined) {
      return `${area.id} is protected from water: no mopping window there`;
    }
  }
  return undefined;
}

export function endWindow(draft: Draft, { window }: Of<'end-window'>): Refusal | undefined {
  if (lookUp(draft.state.windows, window) === undefined) {
    return notFound(`window ${window}`);
  }
  draft.emit('window-ended', { window, why: 'person' });
  return undefined;
}

/** Windows whose time is over. */
export function decideDueWindows(draft: Draft): void {
  for (const { id, to } of Object.values(draft.state.windows)) {
    if (to <= draft.at) draft.emit('window-ended', { window: id, why: 'expired' });
  }
}

/** A running window that covers the watch's asset and of which its rule takes notice. */
export function activeWindow(
  windows: WindowsState,
  { asset, rule }: Watch,
  at: number,
  topology: Topology,
): Window | undefined {
  if (rule.windows.length === 0) return undefined;
  return Object.values(windows).find(
    ({ from, places, purpose, to }) =>
      from <= at &&
      at < to &&
      rule.windows.includes(purpose) &&
      topology.around(asset).some((place) => places.includes(place)),
  );
}

/** An alarm that is active when a window begins is not suppressed: it was there before. */
export function nextWindowDue(windows: WindowsState): number {
  return Math.min(Number.POSITIVE_INFINITY, ...Object.values(windows).map(({ to }) => to));
}
