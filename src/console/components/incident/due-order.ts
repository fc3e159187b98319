/** In which order steps are put before a person: his own first, then by how soon they are due. */
import type { IncidentDetail, StepInfo } from '../../../api/contract.ts';

export function isFor({ role, by }: StepInfo, roles: readonly string[]): boolean {
  const wanted = role === undefined ? (by ?? []) : [role, ...(by ?? [])];
  return wanted.some((each) => roles.includes(each));
}

/** Active steps. What telemetry is to verify by itself comes after what a person has to do. */
export function dueFor(steps: readonly StepInfo[], roles: readonly string[]): StepInfo[] {
  const never = Number.POSITIVE_INFINITY;
  return steps
    .filter(({ state }) => state === 'active')
    .sort(
      (a, b) =>
        Number(isFor(b, roles)) - Number(isFor(a, roles)) ||
        Number(a.do === 'verify') - Number(b.do === 'verify') ||
        (a.dueAt ?? never) - (b.dueAt ?? never),
    );
}

/** Nothing is due and nothing mandatory is missing: to close it is what is left. */
export function isReadyToClose({ state, steps, missing }: IncidentDetail): boolean {
  return state === 'open' && missing.length === 0 && dueFor(steps, []).length === 0;
}
