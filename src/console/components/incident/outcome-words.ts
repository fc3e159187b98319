/** How an incident ended: an emergency was real or not, work was completed or called off. */
import type { IncidentSummary } from '../../../api/contract.ts';
import type { Texts } from '../../texts/zh.ts';

type Outcome = NonNullable<IncidentSummary['outcome']>;

export function outcomeWords(
  { about }: Pick<IncidentSummary, 'about'>,
  texts: Texts,
): Record<Outcome, string> {
  return about === undefined ? texts.incident.outcome : texts.work.outcome;
}

/** On the control that closes it. */
export function closeWord({ about }: Pick<IncidentSummary, 'about'>, texts: Texts): string {
  return about === undefined ? texts.incident.close : texts.work.completeIt;
}

/** Work is no test: it was done, or it was called off. */
export function outcomesOf({ about }: Pick<IncidentSummary, 'about'>): readonly Outcome[] {
  return about === undefined ? ['real', 'false', 'test'] : ['real', 'false'];
}
