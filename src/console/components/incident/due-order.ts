/** In which order steps are put before a person: his own first, then by how soon they are due. */
import type { StepInfo } from '../../../api/contract.ts';

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
