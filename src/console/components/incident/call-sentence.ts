/** A sentence to read aloud to 119, 120 or 110: where, what, how many, how they are (P-40). */
import type { FieldAnswer, IncidentDetail, Text } from '../../../api/contract.ts';
import type { Texts } from '../../texts/zh.ts';

type Say = (text: Text) => string;

export function callSentence(
  incident: IncidentDetail,
  { texts, say, now }: { texts: Texts; say: Say; now: number },
): string {
  const words = texts.incident.sentence;
  const { callCard: card = {}, recordFields, record } = incident;
  const onCard = (name: string) => {
    const value = card[name];
    return typeof value === 'object' ? say(value) : value;
  };
  const answered = (name: string) => answerWords(record[name], recordFields[name]?.of, say);
  const minutes = Math.max(0, Math.floor((now - incident.openedAt) / 60_000));
  const [passengers, condition, reason] = ['passengers', 'condition', 'helpReason'].map(answered);
  const parts = [
    words.here(onCard('address') ?? say(incident.place)),
    words.what(say(incident.title), minutes),
    passengers && words.people(passengers),
    condition && words.condition(condition),
    reason && words.reason(reason),
    onCard('gate') && words.gate(onCard('gate')!),
    onCard('registration') && words.registration(onCard('registration')!),
  ];
  return parts.filter(Boolean).join(words.between) + words.end;
}

function answerWords(
  answer: FieldAnswer | undefined,
  choices: Record<string, Text> | undefined,
  say: Say,
): string | undefined {
  const value = answer?.value;
  if (typeof value !== 'string') return undefined;
  const choice = choices?.[value];
  return choice ? say(choice) : value;
}
