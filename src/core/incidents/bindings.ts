/**
 * Playbooks bound to places, each once: as many as there are places, however often something
 * happens there and however long ago it was closed.
 */
import type { SignalLookup } from '../expressions/scope.ts';
import type { Topology } from '../site/topology.ts';
import type { IncidentConfig } from './context.ts';
import { type Parse, type RunningPlaybook, runPlaybook } from './running.ts';

export function createBindings(
  topology: Topology,
  lookup: SignalLookup,
  parse: Parse,
): IncidentConfig['bind'] {
  const bound = new Map<string, RunningPlaybook>();
  return (version, playbook, place) => {
    const key = JSON.stringify([version, place.asset, place.area]);
    const known = bound.get(key) ?? runPlaybook(playbook, place, topology, lookup, parse);
    bound.set(key, known);
    return known;
  };
}
