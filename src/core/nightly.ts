/**
 * The nightly look: whether the playbooks would work, before they have to. What it finds is counted
 * in the journal and told to the engineering manager with the head of the record's chain (P-51).
 */
import type { Compiled } from './compiled.ts';
import type { Draft } from './draft.ts';
import { tellOnce } from './duty/escalate.ts';
import { nextOf } from './incidents/recurring.ts';
import type { Live } from './live.ts';
import { type ReadinessFinding, readiness } from './readiness.ts';
import type { CoreState } from './state.ts';
import { DAY_MS } from './time.ts';

/** A certificate that runs out within it is told: a course takes weeks to book. */
const SOON_MS = 30 * DAY_MS;

/** What would not work, as it is known now. */
export function readinessNow(compiled: Compiled, state: CoreState, at: number): ReadinessFinding[] {
  const { localDate } = compiled.settings;
  const wallAt = at + state.wallOffsetMs;
  return readiness({
    compiled,
    people: state.duty.people,
    notifications: Object.values(state.duty.notifications),
    incidents: Object.values(state.incidents.incidents),
    at,
    today: localDate(wallAt),
    soon: localDate(wallAt + SOON_MS),
  });
}

export function decideNightly(draft: Draft, compiled: Compiled, live: Live): void {
  const { state } = draft;
  if (nextNightly(state, compiled, live) > draft.at) return;
  const findings: Record<string, number> = {};
  for (const { finding } of readinessNow(compiled, state, draft.at)) {
    findings[finding] = (findings[finding] ?? 0) + 1;
  }
  const seq = draft.emit('readiness-looked', { findings });
  const count = Object.values(findings).reduce((sum, each) => sum + each, 0);
  const overdue = Object.values(state.actions).filter(
    (action) => action.state === 'open' && action.dueAt <= draft.at,
  );
  draft.because(seq, () =>
    tellOnce(draft, compiled.incidents, 'engineering-manager', {
      priority: 'low',
      template: 'nightly-look',
      parameters: { count, overdue: overdue.length, site: compiled.settings.site.site.name },
    }),
  );
}

/** Core ms; Infinity where the site names no time for it. */
export function nextNightly(state: CoreState, compiled: Compiled, { incidents }: Live): number {
  const { settings } = compiled;
  const clock = settings.site.site['nightly-look'];
  if (clock === undefined) return Number.POSITIVE_INFINITY;
  const every = { name: '/nightly-look', everyMs: DAY_MS, clock, lastAt: state.readiness?.at };
  return nextOf(every, state, settings, incidents);
}
