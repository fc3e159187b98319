/**
 * Playbooks that nobody has drilled for longer than the site wants. A drill is an incident that was
 * closed as a test: whatever else was tried, of that the journal knows.
 */
import type { Incident } from './incidents/incident.ts';
import { aboutOf, type Playbook } from './incidents/playbook.ts';
import type { Site } from './site/site.ts';
import { parseDuration } from './time.ts';

export interface DrillOverdue {
  finding: 'drill-overdue';
  playbook: string;
  everyMs: number;
  /** How long ago the last one ended; absent: there was none. */
  agoMs?: number;
}

/** The setting of the site by which drills are due; a site without it is not asked for any. */
export const DRILL_EVERY = 'drillEvery';

/** `at`: core time. */
export function overdueDrills(
  playbooks: readonly Playbook[],
  incidents: readonly Incident[],
  { site, at }: { site: Site; at: number },
): DrillOverdue[] {
  const everyMs = parseDuration(String(site.settings[DRILL_EVERY]));
  if (everyMs === undefined) return [];
  const emergencies = playbooks.filter((playbook) => aboutOf(playbook) === 'emergency');
  return emergencies.flatMap(({ playbook }): DrillOverdue[] => {
    const drills = incidents.filter((own) => own.playbook === playbook && own.outcome === 'test');
    const overdue = { finding: 'drill-overdue', playbook, everyMs } as const;
    if (drills.length === 0) return [overdue];
    const agoMs = at - Math.max(...drills.flatMap(({ closedAt }) => closedAt ?? []));
    return agoMs > everyMs ? [{ ...overdue, agoMs }] : [];
  });
}
