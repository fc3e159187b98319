/** Opens an incident, or joins what is reported to the one that is already open. */

import type { Alarm } from '../alarms/alarm.ts';
import type { Draft } from '../draft.ts';
import { isGraver } from '../priority.ts';
import type { Asset } from '../site/site.ts';
import type { Text } from '../text.ts';
import type { IncidentConfig } from './context.ts';
import type { IncidentEvents } from './events.ts';
import { type Incident, isUnderWay, openIncidents } from './incident.ts';
import { isKindScope } from './names.ts';
import { areaOf, buildingOf } from './place.ts';
import { aboutOf, hazardOf, type Playbook } from './playbook.ts';

export interface Opening {
  playbook: string;
  asset?: string | undefined;
  area?: string | undefined;
  source: IncidentEvents['incident-opened']['source'];
  evidence: 'suspected' | 'confirmed';
  priority?: Incident['priority'];
  note?: string | undefined;
  parent?: string;
}

/**
 * An alarm of a hazard was raised: exactly one open incident owns it. What another asset sees too
 * is a second source.
 */
export function openForAlarm(draft: Draft, config: IncidentConfig, alarm: Alarm): void {
  for (const { playbook } of config.playbooks.values()) {
    if (playbook.opens.hazard === undefined || playbook.opens.hazard !== alarm.hazard) continue;
    const id = openIncident(draft, config, {
      playbook: playbook.playbook,
      asset: alarm.asset,
      source: 'detected',
      evidence: alarm.evidence ?? 'suspected',
      priority: alarm.priority,
    });
    if (id === undefined) continue;
    const seq = draft.emit('alarm-joined', { incident: id, alarm: alarm.id });
    const incident = draft.state.incidents.incidents[id]!;
    if (isGraver(alarm.priority, incident.priority)) {
      const { priority } = alarm;
      draft.because(seq, () => draft.emit('incident-priority-raised', { incident: id, priority }));
    }
    const isSecond = incident.alarms.some((other) => isIndependent(draft, other, alarm));
    if ((alarm.evidence === 'confirmed' || isSecond) && incident.evidence !== 'confirmed') {
      draft.because(seq, () =>
        draft.emit('incident-confirmed', { incident: id, by: 'second-source' }),
      );
    }
  }
}

/** Of another asset, or resting on another indication (the button, say, and the position). */
function isIndependent(draft: Draft, other: string, alarm: Alarm): boolean {
  const earlier = draft.state.alarms.alarms[other];
  if (earlier === undefined || earlier.id === alarm.id) return false;
  if (earlier.asset !== alarm.asset) return true;
  // A journal of an earlier version says nothing of indications.
  if (earlier.indication === undefined || alarm.indication === undefined) return false;
  return earlier.indication !== alarm.indication;
}

/** The incident's id, new or joined; undefined where no such playbook fits the place. */
export function openIncident(
  draft: Draft,
  config: IncidentConfig,
  opening: Opening,
): string | undefined {
  const found = config.playbooks.get(opening.playbook);
  if (found === undefined) return undefined;
  const { playbook, version } = found;
  if (!fits(playbook, opening.asset, config)) return undefined;
  const scope = scopeOf(playbook, opening, config, draft.state.seq);
  const hazard = hazardOf(playbook);
  // Once the danger is over, the same again is a new emergency: the old one's people are at rest.
  const open = openIncidents(draft.state.incidents).find(
    (incident) => isUnderWay(incident) && incident.hazard === hazard && incident.scope === scope,
  );
  if (open !== undefined) {
    join(draft, open, opening);
    return open.id;
  }
  const id = `I-${draft.state.seq + 1}`;
  const about = aboutOf(playbook);
  const { asset, area, note, parent, source, evidence } = opening;
  draft.emit('incident-opened', {
    incident: id,
    playbook: playbook.playbook,
    version,
    hazard,
    priority: opening.priority ?? playbook.priority,
    scope,
    source,
    evidence,
    title: playbook.title,
    ...(about === 'emergency' ? {} : { about }),
    ...(asset === undefined ? {} : { asset }),
    ...(area === undefined ? {} : { area }),
    ...(note === undefined ? {} : { note }),
    ...(parent === undefined ? {} : { parent }),
  });
  return id;
}

/** A playbook for assets of one kind needs such an asset. */
export function fits(
  playbook: Playbook,
  asset: string | undefined,
  { topology }: IncidentConfig,
): boolean {
  if (!isKindScope(playbook)) return true;
  return topology.asset(asset ?? '')?.kind === playbook.opens['one-per'];
}

function join(draft: Draft, incident: Incident, opening: Opening): void {
  const { parent } = opening;
  const isNewParent = parent !== undefined && !comesFrom(draft, parent, incident.id);
  if (opening.source !== 'detected') {
    draft.emit('report-joined', {
      incident: incident.id,
      source: opening.source,
      ...(opening.note === undefined ? {} : { note: opening.note }),
      ...(isNewParent ? { parent } : {}),
    });
  }
  if (opening.evidence === 'confirmed' && opening.source !== 'detected') {
    if (incident.evidence === 'confirmed') return;
    draft.emit('incident-confirmed', { incident: incident.id, by: 'person' });
  }
}

/** Playbooks may start one another; no incident is its own ancestor for that. */
function comesFrom(draft: Draft, incident: string, ancestor: string): boolean {
  const { incidents } = draft.state.incidents;
  for (let id: string | undefined = incident; id !== undefined; id = incidents[id]?.parent) {
    if (id === ancestor) return true;
  }
  return false;
}

/** What `one-per` says makes two findings the same emergency. */
function scopeOf(
  playbook: Playbook,
  { asset, area }: { asset?: string | undefined; area?: string | undefined },
  { topology }: IncidentConfig,
  seq: number,
): string {
  const place = areaOf({ asset, area }, topology) ?? '';
  // Any number of things may be planned at a time.
  if (aboutOf(playbook) === 'planned') return `planned-${seq}`;
  switch (playbook.opens['one-per']) {
    case 'site':
      return 'site';
    case 'area':
      return place;
    case 'building':
      return buildingOf(place, topology);
    default:
      return asset ?? place;
  }
}

/** The name of the place, for messages: the asset, else the area, else the site. */
export function placeName(
  { asset, area }: { asset?: string | undefined; area?: string | undefined },
  { topology }: IncidentConfig,
): Text {
  const found: Asset | undefined = topology.asset(asset ?? '');
  const name = found?.name ?? topology.area(area ?? '')?.name;
  const id = area ?? asset;
  return name ?? (id === undefined ? topology.site.site.name : { zh: id, en: id });
}
