/** What an incident lacks before it can be closed as real. */
import type { Refusal } from '../input.ts';
import type { Topology } from '../site/topology.ts';
import { type IncidentConfig, runningOf } from './context.ts';
import type { Incident } from './incident.ts';
import { type RunningPlaybook, recordOf } from './running.ts';

interface FieldPlace {
  field: string;
  item?: string;
}

/** Open steps, and required fields that are blank. */
export function whatIsMissing(
  incident: Incident,
  config: IncidentConfig,
): NonNullable<Refusal['missing']> {
  const running = runningOf(incident, config);
  const steps = Object.values(incident.steps)
    .filter(({ state, isAsking }) => state === 'active' && !isAsking)
    .map(({ step, item }) => ({ kind: 'step' as const, id: step, ...withItem(item) }));
  if (running === undefined) return steps;
  const blank = requiredFields(incident, running, config.topology).filter(
    ({ field, item }) => recordOf(incident, item)[field] === undefined,
  );
  const fields = blank.map(({ field, item }) => ({
    kind: 'field' as const,
    id: field,
    ...withItem(item),
  }));
  return [...steps, ...fields];
}

/**
 * A required field is wanted once a step that asks for it has come, answered or skipped; at once
 * where no step asks for it. A branch that the emergency never took leaves nothing blank.
 */
export function requiredFields(
  incident: Incident,
  { askedIn, playbook }: RunningPlaybook,
  topology: Topology,
): FieldPlace[] {
  const came = Object.values(incident.steps).filter(({ isAsking }) => !isAsking);
  return Object.entries(playbook.record).flatMap(([field, { per, required }]) => {
    if (!required) return [];
    const asked = askedIn.get(field);
    const of = asked === undefined ? came : came.filter(({ step }) => asked.has(step));
    if (per === undefined) return asked === undefined || of.length > 0 ? [{ field }] : [];
    const items = [...new Set(of.flatMap(({ item }) => item ?? []))];
    return items
      .filter((item) => topology.asset(item)?.kind === per)
      .map((item) => ({ field, item }));
  });
}

function withItem(item: string | undefined): { item?: string } {
  return item === undefined ? {} : { item };
}
