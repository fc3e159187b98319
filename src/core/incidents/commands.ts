/** What people do to an incident besides working its steps. */
import type { Draft } from '../draft.ts';
import type { Command, Refusal } from '../input.ts';
import { lookUp } from '../lookup.ts';
import { forbidden, invalid, notFound } from '../refusal.ts';
import type { IncidentConfig } from './context.ts';
import { checkValue, toAnswer } from './fields.ts';
import type { Incident } from './incident.ts';
import { whatIsMissing } from './missing.ts';
import { checkNamed, dutyAt } from './named-person.ts';
import { fits, openIncident } from './open.ts';
import { checkPeriod, endPeriod, setPeriod } from './period.ts';
import { aboutOf, type RecordField } from './playbook.ts';
import { recordOf } from './running.ts';
import { endAllFor } from './tell.ts';

type Of<D extends Command['do']> = Extract<Command, { do: D }>;

export function reportIncident(
  draft: Draft,
  config: IncidentConfig,
  command: Of<'report-incident'>,
): Refusal | undefined {
  const { asset, area, playbook } = command;
  const found = config.playbooks.get(playbook)?.playbook;
  if (found === undefined) return invalid(`there is no playbook ${playbook}`);
  const isPlace = asset !== undefined || area !== undefined;
  if (!isPlace && aboutOf(found) === 'emergency') return invalid('name an asset or an area');
  if (asset !== undefined && config.topology.asset(asset) === undefined) {
    return invalid(`there is no asset ${asset}`);
  }
  if (area !== undefined && config.topology.area(area) === undefined) {
    return invalid(`there is no area ${area}`);
  }
  if (!fits(found, asset, config)) {
    return invalid(`playbook ${playbook} wants an asset of kind ${found.opens['one-per']}`);
  }
  const { source, note } = command;
  openIncident(draft, config, { playbook, asset, area, source, note, evidence: 'confirmed' });
  return undefined;
}

export function takeLead(draft: Draft, command: Of<'take-lead'>): Refusal | undefined {
  const refusal = check(draft, command);
  if (refusal === undefined) draft.emit('lead-taken', { incident: command.incident });
  return refusal;
}

export function assignPerson(draft: Draft, command: Of<'assign-person'>): Refusal | undefined {
  const refusal = check(draft, command);
  if (refusal !== undefined) return refusal;
  const { incident, person, role } = command;
  if (!draft.state.duty.people?.people.some((found) => found.id === person)) {
    return invalid(`there is no person ${person}`);
  }
  draft.emit('person-assigned', { incident, person, ...(role === undefined ? {} : { role }) });
  return undefined;
}

/** The list stands open only in an emergency, and that somebody looked stays on record (P-52). */
export function openVulnerable(
  draft: Draft,
  { incident }: Of<'open-vulnerable'>,
): Refusal | undefined {
  const found = lookUp(draft.state.incidents.incidents, incident);
  if (found === undefined) return notFound(`incident ${incident}`);
  if (found.state === 'closed' || found.about !== undefined) {
    return forbidden('the list is opened in an emergency only');
  }
  draft.emit('vulnerable-opened', { incident });
  return undefined;
}

/** Corrections append, and may be made to a closed incident too (`emergency-plan.md` 5.6). */
export function correctField(
  draft: Draft,
  config: IncidentConfig,
  command: Of<'correct-field'>,
): Refusal | undefined {
  const incident = lookUp(draft.state.incidents.incidents, command.incident);
  if (incident === undefined) return notFound(`incident ${command.incident}`);
  if (incident.version > command.version) return changed(incident);
  const record = config.versions.get(incident.playbookVersion)?.record ?? {};
  const field = lookUp(record, command.field);
  if (field === undefined || !isOf(field, command.item, config)) {
    return invalid(`there is no field ${command.field} here`);
  }
  if (!command.reason.trim()) return invalid('a correction wants a reason');
  const { item, value } = command;
  const isReference = typeof value === 'object' && 'personal' in value;
  const problem = isReference
    ? undefined
    : checkValue(field, value, draft.at + draft.state.wallOffsetMs);
  const other = recordOf(incident, command.item)[field.not ?? '']?.value;
  const wrong =
    problem ??
    (field.type === 'person' && typeof value === 'string'
      ? checkNamed(field, value, dutyAt(draft.state, draft.at, config), other)
      : undefined);
  if (wrong !== undefined) return invalid(`${command.field}: ${wrong}`);
  const playbook = config.versions.get(incident.playbookVersion)!;
  const fields = item === undefined ? { [command.field]: { value } } : {};
  const written = { incident, playbook, fields, isCorrection: true };
  const misplanned = checkPeriod(draft, config, written);
  if (misplanned !== undefined) return misplanned;
  const { field: name, reason } = command;
  draft.emit('field-corrected', {
    incident: incident.id,
    field: name,
    answer: toAnswer(field, value),
    reason,
    ...(item === undefined ? {} : { item }),
  });
  if (incident.state === 'open') setPeriod(draft, incident, playbook);
  return undefined;
}

/** A field of an item's record belongs to an asset of its kind, any other to the incident. */
function isOf({ per }: RecordField, item: string | undefined, config: IncidentConfig): boolean {
  return per === (item === undefined ? undefined : (config.topology.asset(item)?.kind ?? ''));
}

/** Refused with all that is missing, unless it was false or a test and somebody says why. */
export function closeIncident(
  draft: Draft,
  config: IncidentConfig,
  command: Of<'close-incident'>,
): Refusal | undefined {
  const refusal = check(draft, command);
  if (refusal !== undefined) return refusal;
  const incident = draft.state.incidents.incidents[command.incident]!;
  const { outcome, reason, incomplete = false } = command;
  const missing = outcome === 'real' ? whatIsMissing(incident, config) : [];
  // A step is done or skipped before its incident closes: what is safe is never waved through.
  const isHeld = !incomplete || missing.some(({ kind }) => kind !== 'field');
  if (missing.length > 0 && isHeld) {
    const names = missing.map(({ id, item }) => (item === undefined ? id : `${id} (${item})`));
    return { kind: 'incomplete', message: `missing: ${names.join(', ')}`, missing };
  }
  const what = outcome !== 'real' ? `as ${outcome}` : missing.length > 0 ? 'incomplete' : undefined;
  if (what !== undefined && !reason?.trim()) return invalid(`closing ${what} wants a reason`);
  const lacking = missing.map(({ id, item }) => (item === undefined ? { id } : { id, item }));
  const seq = draft.emit('incident-closed', {
    incident: incident.id,
    outcome,
    number: recordNumber(draft, config, incident),
    ...(reason === undefined ? {} : { reason }),
    ...(lacking.length === 0 ? {} : { lacking }),
  });
  draft.because(seq, () => tidyUp(draft, incident));
  return undefined;
}

/** `riverside-2026-flooding-0003`: the third of its kind that was closed this year at this site. */
function recordNumber(draft: Draft, config: IncidentConfig, { playbook }: Incident): string {
  const year = config.localDate(draft.at + draft.state.wallOffsetMs).slice(0, 4);
  const prefix = `${config.topology.site.site.id}-${year}-${playbook}-`;
  const known = Object.values(draft.state.incidents.incidents).filter(({ number }) =>
    number?.startsWith(prefix),
  );
  return `${prefix}${String(known.length + 1).padStart(4, '0')}`;
}

/** Nobody is rung any more, and what was latched for this incident is reset by its closing. */
function tidyUp(draft: Draft, incident: Incident): void {
  endAllFor(draft, incident.id);
  endPeriod(draft, incident);
  for (const id of incident.alarms) {
    const alarm = draft.state.alarms.alarms[id];
    if (alarm?.state === 'latched-acknowledged') draft.emit('alarm-reset', { alarm: id });
  }
}

function check(draft: Draft, command: { incident: string; version: number }): Refusal | undefined {
  const incident = lookUp(draft.state.incidents.incidents, command.incident);
  if (incident === undefined) return notFound(`incident ${command.incident}`);
  if (incident.state === 'closed') {
    const by = incident.closedBy;
    return {
      kind: 'conflict',
      message: `incident ${incident.id} is closed`,
      first: {
        at: incident.closedAt!,
        version: incident.version,
        ...(by === undefined ? {} : { by }),
      },
    };
  }
  return incident.version > command.version ? changed(incident) : undefined;
}

function changed(incident: Incident): Refusal {
  return {
    kind: 'conflict',
    message: `incident ${incident.id} has changed since you saw it`,
    first: { at: incident.openedAt, version: incident.version },
  };
}
