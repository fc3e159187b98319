/**
 * From a report to a point: measurement = the asset's kind, one field for each signal. A reading
 * that is not good is never written as a value; its quality is, when it changes.
 */
import type { Fact, GroupDefinition, HeardReport } from '../batch.ts';
import type { GroupState } from '../batch-decoder.ts';

export type Field = boolean | number | string;

export interface Point {
  measurement: string;
  tags: Record<string, string>;
  fields: Record<string, Field>;
  /** Ms since 1970. */
  time: number;
}

/** Names of a group's fields, kept: they are needed for every report. */
const namesOf = new WeakMap<GroupDefinition, readonly string[]>();

/** All good values of the group, for each time that it is heard; undefined: nothing to write. */
export function toPoint(site: string, group: GroupState, heard: HeardReport): Point | undefined {
  const { kind, area, asset, device } = group.definition;
  const names = fieldNames(group.definition);
  const fields: Record<string, Field> = {};
  let isEmpty = true;
  for (const sample of group.samples) {
    if (sample?.quality !== 'good' || sample.value === null) continue;
    fields[names[sample.index]!] = sample.value;
    isEmpty = false;
  }
  for (const sample of heard.changed) {
    if (!sample.qualityChanged) continue;
    fields[`${names[sample.index]}_quality`] = sample.quality;
    isEmpty = false;
  }
  if (isEmpty) return undefined;
  const time = heard.deviceAt ?? heard.at;
  return { measurement: kind, tags: { site, area, asset, device }, fields, time };
}

export function factPoint(site: string, fact: Fact): Point {
  const { measurement, tags, fields, wallMs } = fact;
  return { measurement, tags: { site, ...tags }, fields, time: wallMs };
}

/** `voltage.l1` → `voltage_l1`. */
function fieldNames(definition: GroupDefinition): readonly string[] {
  const known = namesOf.get(definition);
  if (known) return known;
  const names = definition.signals.map((signal) => signal.replaceAll('.', '_'));
  namesOf.set(definition, names);
  return names;
}
