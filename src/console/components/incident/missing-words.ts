/** What is missing, or has to come first, by the names that people know it by. */
import type { AlarmInfo, IncidentDetail, Problem } from '../../../api/contract.ts';
import { useAlarms } from '../../data/queries.ts';
import { useSpeech } from '../../texts/language.tsx';
import { useAssetName } from '../marks/names.ts';
import { stepClause } from './step-clause.ts';

export type Missing = NonNullable<Problem['missing']>[number];

/** Without the incident its ids stand for themselves. */
export function useMissingWords(incident: IncidentDetail | undefined): (what: Missing) => string {
  const { texts, say } = useSpeech();
  const nameOf = useAssetName();
  const alarms = useAlarms().data ?? [];
  return ({ kind, id, item }) => {
    const where = item === undefined ? '' : ` · ${nameOf(item)}`;
    if (kind === 'field') {
      const field = incident?.recordFields[id];
      return `${texts.incident.record} · ${field ? say(field.text) : id}${where}`;
    }
    if (kind === 'alarm') return `${texts.incident.alarmsOf} · ${alarmName(alarms, id)}`;
    const step = incident?.steps.find(({ key, step: name }) => key === id || name === id);
    return step ? `${stepClause(id)} ${say(step.text)}${where}` : `${id}${where}`;
  };

  function alarmName(all: readonly AlarmInfo[], id: string): string {
    const alarm = all.find((each) => each.id === id);
    return alarm ? `${nameOf(alarm.asset)} ${say(alarm.text.what)}` : id;
  }
}
