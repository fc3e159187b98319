/** What the incident logic needs to know besides its state. */
import type { DutyConfig } from '../duty/escalate.ts';
import type { SignalTable } from '../signals/table.ts';
import type { Topology } from '../site/topology.ts';
import type { Unit } from '../site/units.ts';
import type { Incident } from './incident.ts';
import type { Place } from './names.ts';
import type { Playbook } from './playbook.ts';
import type { RunningPlaybook } from './running.ts';

export interface IncidentConfig extends DutyConfig {
  topology: Topology;
  /** The register of homes and shops; empty where the site keeps none. */
  units: readonly Unit[];
  /** The playbooks in force, by id, with the hash of their content. */
  playbooks: ReadonlyMap<string, { playbook: Playbook; version: string }>;
  /** Every version that an open incident may still need, by hash. */
  versions: ReadonlyMap<string, Playbook>;
  /** A version of a playbook bound to a place; made once for each. */
  bind(version: string, playbook: Playbook, place: Place): RunningPlaybook;
  /** `HH:MM` in the site's time zone. */
  localClock(wallAt: number): string;
  /** `YYYY-MM-DD` there. */
  localDate(wallAt: number): string;
}

/** The unjournalled side of incidents. */
export interface IncidentLive {
  table: SignalTable;
  /** Core ms at which this run of the program began. */
  since: number;
  /** By name: when it comes next, as counted from when it last came. Asks the clock but once. */
  recurs: Map<string, { lastAt: number | undefined; wallOffsetMs: number; at: number }>;
  /** Earliest moment at which an `elapsed` of an open incident becomes true. */
  flipAt: number;
}

/** Undefined where nobody knows any more with which playbook it began. */
export function runningOf(
  { asset, area, playbookVersion }: Incident,
  { bind, versions }: Pick<IncidentConfig, 'bind' | 'versions'>,
): RunningPlaybook | undefined {
  const playbook = versions.get(playbookVersion);
  return playbook && bind(playbookVersion, playbook, { asset, area });
}
