/**
 * Checks of prevention that come again and again (O-11, F-10): each opens so long after it was last
 * opened, at its time of day. One that is still open is not opened a second time.
 */
import type { Draft } from '../draft.ts';
import type { CoreState } from '../state.ts';
import { DAY_MS, minuteOfDay } from '../time.ts';
import type { IncidentConfig, IncidentLive } from './context.ts';
import { openIncident } from './open.ts';
import type { Playbook } from './playbook.ts';

const DAY_MIN = DAY_MS / 60_000;

export function openDueChecks(draft: Draft, config: IncidentConfig, live: IncidentLive): void {
  for (const { playbook } of config.playbooks.values()) {
    if (checkDue(draft.state, config, live, playbook) > draft.at) continue;
    openIncident(draft, config, {
      playbook: playbook.playbook,
      source: 'schedule',
      evidence: 'confirmed',
    });
  }
}

export function nextCheckDue(state: CoreState, config: IncidentConfig, live: IncidentLive): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { playbook } of config.playbooks.values()) {
    next = Math.min(next, checkDue(state, config, live, playbook));
  }
  return next;
}

/** Core ms; Infinity for what comes only when somebody asks for it, and while one is open. */
export function checkDue(
  state: CoreState,
  config: IncidentConfig,
  live: IncidentLive,
  { opens, playbook }: Playbook,
): number {
  if (typeof opens.check !== 'number' || opens.at === undefined) return Number.POSITIVE_INFINITY;
  const last = state.incidents.lastOpened[playbook];
  const isOpen = state.incidents.incidents[last?.incident ?? '']?.state === 'open';
  if (isOpen) return Number.POSITIVE_INFINITY;
  const every = { name: playbook, everyMs: opens.check, clock: opens.at, lastAt: last?.at };
  return nextOf(every, state, config, live);
}

/** What comes again at a time of day, and when it last came (core ms). */
interface Recurring {
  name: string;
  everyMs: number;
  clock: string;
  lastAt: number | undefined;
}

/** Never before: at its next time of day, so that a first start brings nothing at once. */
export function nextOf(
  { name, everyMs, clock, lastAt }: Recurring,
  { wallOffsetMs }: Pick<CoreState, 'wallOffsetMs'>,
  config: Pick<IncidentConfig, 'localMinute'>,
  live: Pick<IncidentLive, 'recurs' | 'since'>,
): number {
  const known = live.recurs.get(name);
  // A clock that was set moves the time of day.
  const isKnown = known?.lastAt === lastAt && known?.wallOffsetMs === wallOffsetMs;
  if (known !== undefined && isKnown) return known.at;
  const earliest = lastAt === undefined ? live.since : lastAt + everyMs - DAY_MS + 1;
  const wall = Math.ceil((earliest + wallOffsetMs) / 60_000) * 60_000;
  const minutes = (minuteOfDay(clock) - config.localMinute(wall) + DAY_MIN) % DAY_MIN;
  const at = wall + minutes * 60_000 - wallOffsetMs;
  live.recurs.set(name, { lastAt, wallOffsetMs, at });
  return at;
}
