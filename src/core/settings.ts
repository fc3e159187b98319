/** Everything the core is told by the files: read and checked by `src/config`, compiled here. */

import type { People } from './duty/people.ts';
import type { EscalationPlan } from './duty/plan.ts';
import type { Playbook } from './incidents/playbook.ts';
import type { Rule } from './rules/rule.ts';
import type { Derived } from './signals/derived.ts';
import type { SourceGroup } from './signals/source.ts';
import type { Kinds } from './site/kinds.ts';
import type { Site } from './site/site.ts';
import type { Unit } from './site/units.ts';

export interface CoreSettings {
  /** Hash of all files together. */
  hash: string;
  site: Site;
  kinds: Kinds;
  derived: readonly Derived[];
  /** With the hash of each rule's content: a changed rule cancels its holds. */
  rules: readonly { rule: Rule; hash: string }[];
  playbooks: readonly { playbook: Playbook; version: string }[];
  /** Who feeds which signal, the preferred device of an asset first. */
  sources: readonly SourceGroup[];
  /** The register of homes and shops; empty where the site keeps none. */
  units: readonly Unit[];
  escalation: EscalationPlan;
  /** Fills an empty journal; afterwards people live there (`decisions.md` 21). */
  people: People | undefined;
  /** Minute of the day in the site's time zone at a wall-clock moment. */
  localMinute(wallAt: number): number;
  /** `YYYY-MM-DD` there. */
  localDate(wallAt: number): string;
}
