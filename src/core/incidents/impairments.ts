/**
 * Protection that is out of use because of an incident: a sprinkler valve that was closed and is
 * not open again (`practice.md` P-31).
 */
import type { Text } from '../text.ts';
import type { Incident } from './incident.ts';
import type { Playbook } from './playbook.ts';

export function openImpairments(
  { state, steps }: Incident,
  { impairments }: Pick<Playbook, 'impairments'>,
): Text[] {
  if (state === 'closed') return [];
  const isDone = (wanted: string) =>
    Object.values(steps).some(({ step, state: is }) => step === wanted && is === 'done');
  return impairments
    .filter(({ from, until }) => isDone(from) && !isDone(until))
    .map(({ text }) => text);
}
