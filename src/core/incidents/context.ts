/** What the incident logic needs to know besides its state. */
import type { DutyConfig } from '../duty/escalate.ts';
import type { SignalLookup } from '../expressions/scope.ts';
import type { SignalTable } from '../signals/table.ts';
import type { Topology } from '../site/topology.ts';
import type { Unit } from '../site/units.ts';
import type { Incident } from './incident.ts';
import type { Playbook } from './playbook.ts';
import { type Parse, type RunningPlaybook, runPlaybook } from './running.ts';

export interface IncidentConfig extends DutyConfig {
  topology: Topology;
  /** The register of homes and shops; empty where the site keeps none. */
  units: readonly Unit[];
  /** The playbooks in force, by id, with the hash of their content. */
  playbooks: ReadonlyMap<string, { playbook: Playbook; version: string }>;
  /** Every version that an open incident may still need, by hash. */
  versions: ReadonlyMap<string, Playbook>;
  lookup: SignalLookup;
  parse: Parse;
  /** `HH:MM` in the site's time zone. */
  localClock(wallAt: number): string;
  /** `YYYY-MM-DD` there. */
  localDate(wallAt: number): string;
}

/** The unjournalled side of incidents. */
export interface IncidentLive {
  table: SignalTable;
  running: Map<string, RunningPlaybook>;
  /** Core ms at which this run of the program began. */
  since: number;
  /** By name: when it comes next, as counted from when it last came. Asks the clock but once. */
  recurs: Map<string, { lastAt: number | undefined; wallOffsetMs: number; at: number }>;
  /** Earliest moment at which an `elapsed` of an open incident becomes true. */
  flipAt: number;
}

export function runningOf(
  incident: Incident,
  config: IncidentConfig,
  live: IncidentLive,
): RunningPlaybook | undefined {
  const known = live.running.get(incident.id);
  if (known !== undefined) return known;
  const playbook = config.versions.get(incident.playbookVersion);
  if (playbook === undefined) return undefined;
  const place = { asset: incident.asset, area: incident.area };
  const running = runPlaybook(playbook, place, config.topology, config.lookup, config.parse);
  live.running.set(incident.id, running);
  return running;
}
